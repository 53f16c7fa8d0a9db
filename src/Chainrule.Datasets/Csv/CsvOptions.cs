using Chainrule.Datasets.Tables;
using Chainrule.Numbers;

namespace Chainrule.Datasets.Csv;

/// <summary>How a CSV file is read.</summary>
public sealed record CsvOptions
{
    /// <summary>What the column of a name may hold; <see cref="ColumnKind.Inferred"/> where nothing is said.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public Func<string, ColumnKind> KindOf { get; init => field = Given.NotNull(value, nameof(KindOf)); } = _ => ColumnKind.Inferred;

    /// <summary>The most cells that are kept: at first as many as take 2 GB as floats.</summary>
    public long MostCells { get; init; } = 500_000_000;

    /// <summary>The most different texts in a column, which are to become as many inputs or classes.</summary>
    public int MostCategories { get; init; } = 10_000;
}
