using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Tables;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Sources;

/// <summary>What becomes of rows in which a value is missing.</summary>
public enum MissingValues
{
    /// <summary>They are refused; the message names the first place and the count.</summary>
    Refuse,

    /// <summary>They are left out. The others keep their numbers.</summary>
    Drop,

    /// <summary>A missing input that is a number is the mean of its column, taken of the rows for training. Other missing values are refused.</summary>
    Mean,
}

/// <summary>How data are read. What is left out follows from the data, or from the preprocessing that they are read for.</summary>
public sealed record SourceOptions
{
    /// <summary>Of a table: the columns that are to be learned; all others are inputs.</summary>
    public IReadOnlyList<string> Targets { get; init => field = Given.NotNull(value, nameof(Targets)); } = [];

    /// <summary>Of a table: columns that are neither inputs nor targets, such as a number of the row.</summary>
    public IReadOnlyList<string> Ignored { get; init => field = Given.NotNull(value, nameof(Ignored)); } = [];

    /// <summary>Whether the target is a class or a number.</summary>
    public TargetTask Task { get; init; }

    /// <summary>What becomes of rows with missing values; null for what the preprocessing was fitted with, or else <see cref="MissingValues.Refuse"/>.</summary>
    public MissingValues? Missing { get; init; }

    /// <summary>Of a table: what stands between cells; null for the one of comma, semicolon and tab that the header has most of.</summary>
    /// <exception cref="ProblemException">It is no sign of ASCII, or one that stands in numbers and names.</exception>
    public char? Delimiter { get; init => field = CsvOptions.CheckedDelimiter(value); }

    /// <summary>Of pictures: the file of their labels; null for the one that lies beside them.</summary>
    public string? LabelsPath { get; init; }
}
