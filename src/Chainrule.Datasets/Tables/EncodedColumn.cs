using Chainrule.Numbers;

namespace Chainrule.Datasets.Tables;

/// <summary>A column of a table as a network meets it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Categories">Its texts; empty where it holds numbers.</param>
/// <exception cref="ArgumentException">Something is null, or a category is there twice.</exception>
/// <param name="Fill">What stands for a missing number: the mean of the rows that were fitted; NaN where a missing value is refused.</param>
public sealed record EncodedColumn(string Name, IReadOnlyList<string> Categories, double Fill = double.NaN)
{
    /// <summary>The column's name.</summary>
    public string Name { get; init => field = Given.NotNull(value, nameof(Name)); } = Given.NotNull(Name);

    /// <summary>Its texts; empty where it holds numbers.</summary>
    public IReadOnlyList<string> Categories { get; init => field = Checked(value); } = Checked(Categories);

    /// <summary>Whether it holds texts and not numbers.</summary>
    public bool IsCategorical => Categories.Count > 0;

    /// <summary>As an input: one number, or one for each category, of which one is 1 and the others are 0.</summary>
    public int Inputs => IsCategorical ? Categories.Count : 1;

    /// <summary>As a target: one number, or one for each class; of two classes the second alone, as 0 or 1.</summary>
    public int Outputs => Categories.Count > 2 ? Categories.Count : 1;

    /// <summary>The name of each input: that of the column, or with each category as <c>colour=red</c>.</summary>
    public IEnumerable<string> InputNames => IsCategorical ? Categories.Select(category => $"{Name}={category}") : [Name];

    /// <summary>The name of each output: that of the column, or each class.</summary>
    public IEnumerable<string> OutputNames => Categories.Count > 2 ? Categories : IsCategorical ? [Categories[^1]] : [Name];

    private static string[] Checked(IReadOnlyList<string> categories)
    {
        string[] all = [.. Given.NotNull(categories)];
        if (all.Contains(null)) throw new ArgumentException("got a category that is null, wanted texts", nameof(categories));
        return all.Distinct(StringComparer.Ordinal).Count() == all.Length ? all : throw new ArgumentException("got a category twice, wanted each once", nameof(categories));
    }
}
