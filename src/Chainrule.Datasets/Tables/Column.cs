using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Datasets.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Categories">The texts that stand in it, in the order in which they were met first; empty where it holds numbers.</param>
/// <param name="Missing">How many of its values are missing.</param>
/// <param name="FirstMissing">The first row with none; −1 where all are there.</param>
public sealed record Column(string Name, IReadOnlyList<string> Categories, long Missing = 0, int FirstMissing = -1)
{
    /// <summary>Whether it holds texts and not numbers.</summary>
    public bool IsCategorical => Categories.Count > 0;

    internal static int IndexOf(string[] names, string name, string source)
    {
        ArgumentNullException.ThrowIfNull(name);
        int column = Array.IndexOf(names, name);
        return column >= 0 ? column : throw new ProblemException($"{source}: {Names.Unknown(names.Select(Shown.Text), Shown.Text(name), "column")}");
    }
}
