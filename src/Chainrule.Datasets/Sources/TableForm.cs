using System.Text.Json;
using Chainrule.Data;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;

namespace Chainrule.Datasets.Sources;

/// <summary>Rows of a table, with its encoding.</summary>
internal sealed record TableForm(TableEncoding Encoding) : DataForm
{
    private const string InputsKey = "inputs", TargetsKey = "targets", NameKey = "name", CategoriesKey = "categories", FillKey = "fill";
    private const int MostListed = 10;

    internal const string FileName = "table";

    internal override string Name => FileName;

    internal static IReadOnlyList<string> Keys { get; } = [InputsKey, TargetsKey];

    internal override IReadOnlyList<string> InputNames { get; } = Encoding.InputNames;

    internal override int Inputs { get; } = Encoding.InputCount;

    internal override IReadOnlyList<string> TargetNames { get; } = [.. Encoding.Targets.Select(each => each.Name)];

    internal override IReadOnlyList<string> Classes => Encoding.IsClassification ? Encoding.Targets[0].Categories : [];

    internal override bool IsScaled => false;

    internal override bool IsNumber(int input)
    {
        foreach (EncodedColumn column in Encoding.Inputs)
        {
            if (input < column.Inputs) return !column.IsCategorical;
            input -= column.Inputs;
        }
        return true;
    }

    internal override string Describe() =>
        $"a table with the {(Encoding.Inputs.Count == 1 ? "column" : "columns")} {string.Join(", ", Encoding.Inputs.Take(MostListed).Select(each => Shown.Text(each.Name)))}{(Encoding.Inputs.Count > MostListed ? ", …" : "")}";

    internal override void Write(Utf8JsonWriter json)
    {
        Write(json, InputsKey, Encoding.Inputs);
        Write(json, TargetsKey, Encoding.Targets);
    }

    internal static TableForm Read(JsonNode node, IReadOnlyDictionary<string, JsonNode> members)
    {
        EncodedColumn[] targets = Columns(members[TargetsKey]);
        if (targets.Length > 1 && targets.Any(each => each.IsCategorical)) throw members[TargetsKey].Problem("got several targets, one of which is a class; wanted one class, or numbers");
        return new(new TableEncoding(Columns(members[InputsKey]), targets));
    }

    private static void Write(Utf8JsonWriter json, string key, IReadOnlyList<EncodedColumn> columns)
    {
        json.WriteStartArray(key);
        foreach (EncodedColumn column in columns)
        {
            json.WriteStartObject();
            json.WriteString(NameKey, column.Name);
            if (column.IsCategorical) PreprocessingFile.WriteTexts(json, CategoriesKey, column.Categories);
            if (!double.IsNaN(column.Fill)) json.WriteNumber(FillKey, column.Fill);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static EncodedColumn[] Columns(JsonNode node)
    {
        EncodedColumn[] columns = [.. node.ReadList("a list of columns").Select(Column)];
        if (columns.Length == 0) throw node.Problem("got no column, wanted at least one");
        return columns.Select(each => each.Name).Distinct().Count() == columns.Length ? columns : throw node.Problem("a column is there twice; wanted each once");
    }

    private static EncodedColumn Column(JsonNode node)
    {
        Dictionary<string, JsonNode> members = node.ReadObject("a column, with its name", [NameKey, CategoriesKey, FillKey]);
        JsonNode name = node.Required(members, NameKey);
        IReadOnlyList<string> categories = members.TryGetValue(CategoriesKey, out JsonNode texts) ? PreprocessingFile.ReadNames(texts, 1) : [];
        return new(name.ReadText("the name of a column"), categories, members.TryGetValue(FillKey, out JsonNode fill) ? fill.ReadNumber() : double.NaN);
    }
}
