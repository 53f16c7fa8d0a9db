using System.Buffers;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Datasets.Csv;

/// <summary>A cell as it stands in the file.</summary>
internal static class CsvCell
{
    private static readonly HashSet<string> missing = new(["", "NA", "N/A", "#N/A", "NaN", "null", "?"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> missingSpans = missing.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> exponents = SearchValues.Create("0123456789eE+-");

    /// <summary>What it says, without its quotes and the spaces around it.</summary>
    /// <exception cref="ProblemException">A quote that is not closed, or within a cell.</exception>
    internal static string Text(ReadOnlySpan<char> raw, string source, long line) => Spoken(raw, source, line).ToString();

    /// <summary>As <see cref="Text"/>, without a text where the cell has none of its own.</summary>
    /// <exception cref="ProblemException">A quote that is not closed, or within a cell.</exception>
    internal static ReadOnlySpan<char> Spoken(ReadOnlySpan<char> raw, string source, long line)
    {
        ReadOnlySpan<char> cell = raw.Trim();
        if (!cell.Contains('"')) return cell;
        if (cell[0] != '"') throw new ProblemException($"{source}:{line}: a quote stands inside a cell; put the whole cell in quotes and write \"\" for a quote in it");
        int close = Closing(cell);
        if (close < 0) throw new ProblemException($"{source}:{line}: a cell begins with a quote that is never closed; close it, or take it away");
        if (close < cell.Length - 1) throw new ProblemException($"{source}:{line}: a quote stands inside a cell; put the whole cell in quotes and write \"\" for a quote in it");
        ReadOnlySpan<char> inside = cell[1..close];
        return inside.Contains('"') ? inside.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : inside;
    }

    /// <summary>Whether it says that there is no value.</summary>
    internal static bool IsMissing(ReadOnlySpan<char> spoken) => missingSpans.Contains(spoken);

    /// <summary>Whether it is a number with a comma for a point.</summary>
    internal static bool HasDecimalComma(ReadOnlySpan<char> spoken)
    {
        ReadOnlySpan<char> digits = spoken.TrimStart("+-");
        int comma = digits.IndexOf(',');
        return comma > 0 && comma < digits.Length - 1 && !digits[..comma].ContainsAnyExceptInRange('0', '9') && char.IsAsciiDigit(digits[comma + 1])
            && !digits[(comma + 1)..].ContainsAnyExcept(exponents);
    }

    // The quote that ends the cell; a pair of them stands for one.
    private static int Closing(ReadOnlySpan<char> cell)
    {
        for (int at = 1; at < cell.Length; at++)
        {
            if (cell[at] != '"') continue;
            if (at + 1 == cell.Length || cell[at + 1] != '"') return at;
            at++;
        }
        return -1;
    }
}
