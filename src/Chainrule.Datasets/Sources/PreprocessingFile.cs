using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Datasets.Sources;

/// <summary>A preprocessing as JSON. What is read is believed only as far as it fits together.</summary>
internal static class PreprocessingFile
{
    private const string VersionKey = "version", FormKey = "form", TargetKindKey = "targetKind", MissingKey = "missing", InputsKey = "inputScaler", TargetsKey = "targetScaler";
    private const string OffsetKey = "offset", ScaleKey = "scale";
    private const int Version = 1;

    /// <summary>What <see cref="MissingValues"/> are called, in files and options.</summary>
    internal static readonly string[] MissingNames = ["refuse", "drop", "mean"];

    private static readonly string[] kinds = ["numbers", "one-hot", "zero-one", "sides"], required = [VersionKey, FormKey, TargetKindKey, MissingKey];

    internal static string Write(Preprocessing preprocessing)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber(VersionKey, Version);
            json.WriteString(FormKey, preprocessing.Form.Name);
            preprocessing.Form.Write(json);
            json.WriteString(TargetKindKey, kinds[(int)preprocessing.Targets]);
            json.WriteString(MissingKey, MissingNames[(int)preprocessing.Missing]);
            Write(json, InputsKey, preprocessing.InputScaler);
            Write(json, TargetsKey, preprocessing.TargetScaler);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    internal static Preprocessing Parse(string text, string source)
    {
        JsonNode root = new JsonTree(Encoding.UTF8.GetBytes(text), source, "the preprocessing", "the preprocessing as JSON").Root;
        Dictionary<string, JsonNode> members = root.ReadObject("the preprocessing", [.. required, InputsKey, TargetsKey, .. DataForm.All.SelectMany(each => each.Keys)]);
        foreach (string key in required) root.Required(members, key);
        if (members[VersionKey].ReadNumber() is not Version)
            throw members[VersionKey].Problem(string.Create(CultureInfo.InvariantCulture, $"the preprocessing has version {members[VersionKey].ReadNumber():R}, and this program reads {Version}; take a newer program"));
        var form = DataForm.All[Index(members[FormKey], [.. DataForm.All.Select(each => each.Name)], "form")];
        foreach (string key in form.Keys) root.Required(members, key);
        foreach (string key in members.Keys)
            if (!required.Contains(key) && key is not (InputsKey or TargetsKey) && !form.Keys.Contains(key)) throw members[key].Problem($"the form \"{form.Name}\" has no key \"{key}\"; wanted none");
        DataForm read = form.Read(root, members);
        var kind = (TargetKind)Index(members[TargetKindKey], kinds, "kind of targets");
        bool fits = read.Classes.Count == 0 ? kind == TargetKind.Numbers : kind == TargetKind.OneHot || kind != TargetKind.Numbers && read.Classes.Count == 2;
        if (!fits || read.Classes.Count == 1) throw members[TargetKindKey].Problem($"got {kinds[(int)kind]} with {Shown.Count(read.Classes.Count, "class name")}, wanted numbers without classes, or at least two classes");
        return new(
            read, kind, (MissingValues)Index(members[MissingKey], MissingNames, "way with missing values"), Scaler(members, InputsKey, read.Inputs),
            Scaler(members, TargetsKey, kind == TargetKind.Numbers ? read.TargetNames.Count : 0));
    }

    internal static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>So many names or more, each once.</summary>
    /// <exception cref="ProblemException">They are not.</exception>
    internal static string[] ReadNames(JsonNode node, int least)
    {
        string[] names = [.. node.ReadList("a list of names").Select(each => each.ReadText("a name"))];
        if (names.Length < least) throw node.Problem($"got {Shown.Count(names.Length, "name")}, wanted at least {least}");
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names : throw node.Problem("a name is there twice; wanted each once");
    }

    private static void Write(Utf8JsonWriter json, string key, Scaler? scaler)
    {
        if (scaler is null) return;
        json.WriteStartObject(key);
        Write(json, OffsetKey, scaler.Offset);
        Write(json, ScaleKey, scaler.Scale);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(key);
        foreach (double number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static Scaler? Scaler(Dictionary<string, JsonNode> members, string key, int count)
    {
        if (!members.TryGetValue(key, out JsonNode node)) return null;
        Dictionary<string, JsonNode> parts = node.ReadAll("a scaler, with offset and scale", [OffsetKey, ScaleKey]);
        double[] offset = parts[OffsetKey].ReadNumbers("a number for each"), scale = parts[ScaleKey].ReadNumbers("a number for each");
        return offset.Length == count && count > 0 ? node.Located(() => new Scaler(offset, scale)) : throw node.Problem($"got {Shown.Count(offset.Length, "offset")}, wanted {count}: one for each number that is scaled");
    }

    private static int Index(JsonNode node, string[] names, string what) => Array.IndexOf(names, node.ReadName(names, each => each, what));
}
