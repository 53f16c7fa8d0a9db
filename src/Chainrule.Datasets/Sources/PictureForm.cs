using System.Text.Json;
using Chainrule.Data;

namespace Chainrule.Datasets.Sources;

/// <summary>Grey pictures of one size, from 0 to 1, pixel after pixel.</summary>
internal sealed record PictureForm(int Rows, int Columns, IReadOnlyList<string> ClassNames) : DataForm
{
    private const string RowsKey = "rows", ColumnsKey = "columns", ClassesKey = "classes";

    // A side of more would not be a picture; the product fits.
    private const int MostPixels = 30_000;

    internal const string FileName = "pictures";

    internal override string Name => FileName;

    internal static IReadOnlyList<string> Keys { get; } = [RowsKey, ColumnsKey, ClassesKey];

    internal override IReadOnlyList<string> InputNames => [.. Enumerable.Range(0, Inputs).Select(pixel => $"pixel[{pixel / Columns},{pixel % Columns}]")];

    internal override int Inputs => Rows * Columns;

    internal override bool IsNumber(int input) => true;

    internal override IReadOnlyList<string> TargetNames => ["class"];

    internal override IReadOnlyList<string> Classes => ClassNames;

    internal override bool IsScaled => true;

    internal override string Describe() => $"pictures of {Rows} × {Columns} pixels";

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber(RowsKey, Rows);
        json.WriteNumber(ColumnsKey, Columns);
        PreprocessingFile.WriteTexts(json, ClassesKey, Classes);
    }

    internal static PictureForm Read(JsonNode node, IReadOnlyDictionary<string, JsonNode> members) =>
        new(Pixels(members[RowsKey]), Pixels(members[ColumnsKey]), PreprocessingFile.ReadNames(members[ClassesKey], 2));

    internal static IReadOnlyList<string> Numbered(int classes) => [.. Enumerable.Range(0, classes).Select(each => $"{each}")];

    private static int Pixels(JsonNode node) =>
        node.ReadNumber() is >= 1 and <= MostPixels and var pixels && pixels == Math.Floor(pixels) ? (int)pixels : throw node.Problem($"wanted a whole number of pixels from 1 to {MostPixels}");
}
