using System.Globalization;
using System.Numerics;
using Chainrule.Data;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;

namespace Chainrule.Datasets.Csv;

/// <summary>A column while it is read: whether it holds numbers or texts, which is settled by its first value, its texts, and what is missing or wrong.</summary>
internal sealed class CsvColumn<T>(string source, string name, ColumnKind kind, int mostCategories, RowBlocks<T> rows, int place) where T : struct, IBinaryFloatingPointIeee754<T>
{
    // Most columns hold numbers: these come with the first text.
    private Dictionary<string, int>? codes;
    private List<string>? categories;
    private bool isSettled = kind is ColumnKind.Numbers or ColumnKind.Texts;
    private long missing, wrong;
    private int firstMissing = -1;
    private string? firstWrong;

    /// <summary>Whether a number may stand here as such.</summary>
    internal bool HoldsNumbers { get; private set; } = kind != ColumnKind.Texts;

    /// <summary>A number that was read.</summary>
    internal T Number(T number)
    {
        isSettled = true;
        return number;
    }

    /// <summary>Any other cell: the row's number for it.</summary>
    /// <exception cref="ProblemException">A quote is in the wrong place, or there are too many different texts.</exception>
    internal T Read(ReadOnlySpan<char> raw, long line)
    {
        ReadOnlySpan<char> spoken = CsvCell.Spoken(raw, source, line);
        if (CsvCell.IsMissing(spoken))
        {
            if (missing++ == 0) firstMissing = rows.Count - 1;
            return T.NaN;
        }
        if (HoldsNumbers && T.TryParse(spoken, NumberStyles.Float, CultureInfo.InvariantCulture, out T number)) return T.IsFinite(number) ? Number(number) : Wrong(spoken, line, "a finite number");
        if (kind != ColumnKind.Texts && CsvCell.HasDecimalComma(spoken)) return Wrong(spoken, line, "a number with a decimal point, such as 0.5");
        if (HoldsNumbers && isSettled && kind != ColumnKind.NumbersOrTexts) return Wrong(spoken, line, "a number such as 0.5");
        if (HoldsNumbers) BecomeTexts();
        return T.CreateChecked(CodeOf(spoken));
    }

    /// <summary>Refuses a column with cells that are not of its kind.</summary>
    /// <exception cref="ProblemException">The first of them, and how many there are.</exception>
    internal void RefuseWrong()
    {
        if (firstWrong is not null) throw new ProblemException(wrong == 1 ? firstWrong : $"{firstWrong} ({wrong:N0} cells of this column are none)");
    }

    internal Column Done() => new(name, categories ?? [], missing, firstMissing);

    private T Wrong(ReadOnlySpan<char> spoken, long line, string wanted)
    {
        if (wrong++ == 0) firstWrong = $"{source}:{line}: column \"{Shown.Text(name)}\": got \"{Shown.Text(spoken.ToString())}\", wanted {wanted}";
        return T.NaN;
    }

    // What was read as numbers were texts too: 2 and 2.0 are one of them.
    private void BecomeTexts()
    {
        (HoldsNumbers, isSettled) = (false, true);
        for (int row = 0; row < rows.Count - 1; row++)
        {
            ref T cell = ref rows[row][place];
            if (!T.IsNaN(cell)) cell = T.CreateChecked(CodeOf(cell.ToString(null, CultureInfo.InvariantCulture)));
        }
    }

    private int CodeOf(ReadOnlySpan<char> text)
    {
        codes ??= new(StringComparer.Ordinal);
        categories ??= [];
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> spans = codes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (spans.TryGetValue(text, out int code)) return code;
        if (categories.Count == mostCategories)
            throw new ProblemException($"{source}: column \"{Shown.Text(name)}\": got more than {mostCategories:N0} different texts, wanted at most that; leave the column out if it names the examples");
        categories.Add(text.ToString());
        codes.Add(categories[^1], categories.Count - 1);
        return categories.Count - 1;
    }
}
