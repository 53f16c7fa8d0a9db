using Chainrule.Datasets.Tables;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Csv;

/// <summary>How a CSV file is read.</summary>
public sealed record CsvOptions
{
    /// <summary>What the column of a name may hold; <see cref="ColumnKind.Inferred"/> where nothing is said.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public Func<string, ColumnKind> KindOf { get; init => field = Given.NotNull(value, nameof(KindOf)); } = _ => ColumnKind.Inferred;

    /// <summary>What stands between cells; null for the one of comma, semicolon and tab that the header has most of.</summary>
    /// <exception cref="ProblemException">It is no sign of ASCII, or one that stands in numbers, names or quotes.</exception>
    public char? Delimiter { get; init => field = CheckedDelimiter(value); }

    /// <summary>The most cells that are kept: at first as many as take 2 GB as floats.</summary>
    public long MostCells { get; init; } = 500_000_000;

    /// <summary>The most different texts in a column, which are to become as many inputs or classes.</summary>
    public int MostCategories { get; init; } = 10_000;

    internal static char? CheckedDelimiter(char? sign) =>
        sign is null or '\t' or (> ' ' and < '\x7f') && !char.IsAsciiLetterOrDigit(sign ?? default) && !"\"+-._".Contains(sign ?? default, StringComparison.Ordinal)
            ? sign
            : throw new ProblemException($"delimiter: got \"{Shown.Text($"{sign}")}\", wanted a sign such as ; or | or a tab");
}
