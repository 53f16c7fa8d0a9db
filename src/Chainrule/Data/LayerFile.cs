using System.Globalization;
using Chainrule.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>Layers in a network file: a dense one needs no kind, any other is <c>{ "kind": "layer-norm", … }</c> with the fields of its kind.</summary>
internal static class LayerFile
{
    internal const string Wanted = "a layer, { \"activation\": \"sigmoid\", \"weights\": [[0.1, 0.2]], \"biases\": [0.3] }";

    internal static LayerSpec Read(JsonNode node, int index, FileVocabulary words, Func<int, string, Tensor?>? numbers = null)
    {
        LayerKind kind = node.Members().Where(member => member.Key.Text == LayerKind.Key).Select(member => member.Value.ReadName(words.Kinds, each => each.Name, "kind of layer")).FirstOrDefault(Dense.OfKind);
        Dictionary<string, JsonNode> members = node.ReadObject(Wanted, [.. kind.Keys, LayerKind.Key]);
        if (kind == Dense.OfKind && numbers is null) return ReadDense(node, members, words);
        members.Remove(LayerKind.Key);
        // Each value says its own place.
        Dictionary<string, object> fields = members.ToDictionary(member => member.Key, member => member.Value.ReadAny());
        return node.Located(() =>
        {
            foreach (string key in kind.Keys.Where(key => !fields.ContainsKey(key)))
                if (numbers?.Invoke(index, key) is { } tensor) fields.Add(key, tensor);
            return kind.Read(new($"layers[{index}]", fields, words.Activations));
        });
    }

    private static Dense ReadDense(JsonNode node, Dictionary<string, JsonNode> layer, FileVocabulary words) => new(
        NetworkFile.Required(node, layer, "activation", $"one of {string.Join(", ", words.Activations)}").ReadName(words.Activations, each => each.Name, "activation"),
        Rows(NetworkFile.Required(node, layer, "weights", "a list of rows, one for each unit, in each one number for each input")),
        NetworkFile.Required(node, layer, "biases", "a list with one number for each unit; use zeros for none").ReadNumbers("a list with one number for each unit"));

    private static double[][] Rows(JsonNode weights) =>
        [.. weights.ReadList("a list of rows, one for each unit").Select(row => row.ReadNumbers("a row, which is a list with one number for each input"))];

    /// <summary>An input's shape: <c>[2]</c> numbers, <c>[4, 3]</c> positions with numbers each, or <c>[1, 5, 5]</c> channels, rows and columns.</summary>
    internal static Shape ReadShape(JsonNode node)
    {
        const string wanted = "the sizes of an example's input, [numbers], [positions, numbers] or [channels, rows, columns]";
        JsonNode[] nodes = node.ReadList(wanted);
        int[] sizes = [.. nodes.Select(each => each.ReadNumber() is double size && size >= 1 && size <= 1_000_000 && size == Math.Floor(size)
            ? (int)size
            : throw each.Problem($"got {each.ReadNumber():R}, wanted a whole number from 1 to 1,000,000"))];
        return sizes switch
        {
            [int count] => Shape.Units(count),
            [int positions, int channels] => Shape.Sequence(positions, channels),
            [int channels, int rows, int columns] => Shape.Image(channels, rows, columns),
            _ => throw node.Problem($"got {sizes.Length} sizes, wanted {wanted}"),
        };
    }

    /// <summary>The layer as it stands in a file, indented by so much, without the fields of these keys; <paramref name="at"/> is its path, for messages.</summary>
    /// <exception cref="ProblemException">It would not be read back as the same layer.</exception>
    internal static string Write(LayerSpec layer, string at, string indent, params IEnumerable<string> without)
    {
        IEnumerable<string> fields = Readable.Fields(layer, at).ExceptBy(without, field => field.Key).Select(field => $"{indent}  {NetworkFileText.Text(field.Key)}: {Value(field.Value, indent + "  ")}");
        if (layer is not Dense) fields = fields.Prepend($"{indent}  \"{LayerKind.Key}\": {NetworkFileText.Text(layer.Kind)}");
        return $"{indent}{{\n{string.Join(",\n", fields)}\n{indent}}}";
    }

    private static string Value(object value, string indent) => value switch
    {
        Tensor tensor => Write(tensor, indent),
        double number => Number(number),
        int number => number.ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        _ => NetworkFileText.Text($"{value}"),
    };

    internal static string Write(Tensor tensor, string indent) => tensor.IsRow
        ? $"[{string.Join(", ", tensor.Numbers().Select(Number))}]"
        : $"[\n{string.Join(",\n", Enumerable.Range(0, tensor.Count).Select(i => $"{indent}  {Write(tensor[i], indent + "  ")}"))}\n{indent}]";

    // The shortest digits that read back to the same double.
    internal static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
