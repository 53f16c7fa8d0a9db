using System.Text.Json;
using Chainrule.Data;

namespace Chainrule.Datasets.Sources;

/// <summary>What the rows of some data look like, so that later ones can be read in the same way. A new kind of data is one of these, a <see cref="DataSource"/>, and a line in <see cref="All"/>.</summary>
internal abstract record DataForm
{
    /// <summary>Every form: its name in files, its keys there, and how it is read from them.</summary>
    internal static IReadOnlyList<(string Name, IReadOnlyList<string> Keys, Func<JsonNode, IReadOnlyDictionary<string, JsonNode>, DataForm> Read)> All { get; } =
        [(TableForm.FileName, TableForm.Keys, TableForm.Read), (PictureForm.FileName, PictureForm.Keys, PictureForm.Read)];

    /// <summary>Its name in files.</summary>
    internal abstract string Name { get; }

    /// <summary>What each number of x is called.</summary>
    internal abstract IReadOnlyList<string> InputNames { get; }

    /// <summary>How many numbers x has.</summary>
    internal abstract int Inputs { get; }

    /// <summary>Whether a number of x is one, and not a part of a category, which is 0 or 1.</summary>
    internal abstract bool IsNumber(int input);

    /// <summary>What the targets are called: a class has one name.</summary>
    internal abstract IReadOnlyList<string> TargetNames { get; }

    /// <summary>The names of the classes; none where targets are numbers.</summary>
    internal abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Whether numbers lie between 0 and 1 as they are.</summary>
    internal abstract bool IsScaled { get; }

    /// <summary>In a few words: <c>a table with the columns …</c>.</summary>
    internal abstract string Describe();

    /// <summary>Writes its keys.</summary>
    internal abstract void Write(Utf8JsonWriter json);
}

/// <summary>Reads the rows of one source in one form, as they are.</summary>
internal abstract class RowReader
{
    /// <summary>Whether the targets are known.</summary>
    internal virtual bool HasTargets => true;

    /// <summary>Writes the x of a row.</summary>
    internal abstract void Inputs(int row, Span<float> x);

    /// <summary>The class of a row.</summary>
    internal abstract int ClassOf(int row);

    /// <summary>Writes the targets of a row where they are numbers.</summary>
    internal abstract void Numbers(int row, Span<float> y);
}
