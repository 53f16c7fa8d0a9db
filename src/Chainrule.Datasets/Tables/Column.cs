using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Datasets.Tables;

/// <summary>A column of a table.</summary>
public sealed class Column
{
    internal Column(string name, IReadOnlyList<string> categories, long missing, int firstMissing) => (Name, Categories, Missing, FirstMissing) = (name, categories, missing, firstMissing);

    /// <summary>Its name in the header.</summary>
    public string Name { get; }

    /// <summary>The texts that stand in it, in the order in which they were met first; empty where it holds numbers.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>How many of its values are missing.</summary>
    public long Missing { get; }

    /// <summary>The first row with none; −1 where all are there.</summary>
    public int FirstMissing { get; }

    /// <summary>Whether it holds texts and not numbers.</summary>
    public bool IsCategorical => Categories.Count > 0;

    private Dictionary<string, int>? codes;

    /// <summary>The index of a text among the categories, or −1.</summary>
    internal int CodeOf(string text) => (codes ??= Categories.Index().ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal)).GetValueOrDefault(text, -1);

    internal static int IndexOf(string[] names, string name, string source)
    {
        ArgumentNullException.ThrowIfNull(name);
        int column = Array.IndexOf(names, name);
        return column >= 0 ? column : throw new ProblemException($"{source}: {Names.Unknown(names.Select(Shown.Text), Shown.Text(name), "column")}");
    }
}
