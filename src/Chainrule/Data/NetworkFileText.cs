using System.Text.Encodings.Web;
using System.Text.Json;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>Writing a network file as a person would lay it out: a row of weights, or an example, on a line.</summary>
internal static class NetworkFileText
{
    internal static string Of(Problem problem, string? name, string? source)
    {
        NetworkSpec network = problem.Network;
        return $$"""
            {{Beginning(network, name, source)}}
            {{Training(network, problem.Update, problem.LearningRate, problem.UpdateBiases)}},
              "examples": [
            {{Lines(problem.Batch.X.Zip(problem.Batch.Y, (x, y) => Example(network, x, y)))}}
              ]
            }

            """;
    }

    /// <summary>A network that no examples go with, and notes.</summary>
    internal static string Of(NetworkFileContent content) => $$"""
        {{Beginning(content.Network, content.Name, content.Source)}}
        {{Training(content.Network, content.Update, content.LearningRate, content.UpdateBiases)}}{{(content.Notes.Count == 0 ? "" : $",\n  \"notes\": {{\n{Lines(content.Notes.Select(note => $"    {Text(note.Key)}: {Text(note.Value)}"))}\n  }}")}}
        }

        """;

    private static string Beginning(NetworkSpec network, string? name, string? source) => $$"""
        {
        {{Optional("name", name)}}{{Optional("source", source)}}{{Input(network)}}  "layers": [
        {{Lines(network.Layers.Select((layer, l) => LayerFile.Write(layer, $"layers[{l}]", "    ")))}}
          ],
        """;

    /// <summary>The network without the numbers of its parameters, and without examples.</summary>
    internal static string WithoutNumbers(NetworkSpec network, Update update, double learningRate, bool updateBiases) => $$"""
        {
          "input": [{{string.Join(", ", network.Input.Sizes)}}],
          "layers": [
        {{Lines(network.Layers.Select((layer, l) => LayerFile.Write(layer, $"layers[{l}]", "    ", network.Plan.Parameters.Where(each => each.Layer == l + 1).Select(each => each.Key))))}}
          ],
        {{Training(network, update, learningRate, updateBiases)}}
        }
        """;

    private static string Training(NetworkSpec network, Update update, double learningRate, bool updateBiases) => $$"""
          "loss": {{Text(Readable.Name(network.Loss, Loss.All, each => each.Name, "loss", "loss"))}},
          "reduction": {{Text(NetworkFile.Reductions[(int)network.Reduction])}},
        {{(update.Equals(Update.GradientDescent) ? "" : $"  \"update\": {UpdateFile.Text(update)},\n")}}  "learningRate": {{LayerFile.Number(learningRate)}},
          "updateBiases": {{(updateBiases ? "true" : "false")}}
        """;

    // Dense layers infer their input; other kinds have it written down.
    private static string Input(NetworkSpec network) =>
        network.Layers[0].InputShape?.Equals(network.Input) == true ? "" : $"  \"input\": [{string.Join(", ", network.Input.Sizes)}],\n";

    private static string Example(NetworkSpec network, NumberRow x, NumberRow y) => $$"""    { "x": {{Numbers(x, network.Input)}}, "y": {{Numbers(y, network.Plan.Loss.Y.Shape)}} }""";

    // Nested as its shape, on one line.
    private static string Numbers(NumberRow row, Shape shape) => Nested(row.Span, shape.Sizes.AsSpan());

    private static string Nested(ReadOnlySpan<double> numbers, ReadOnlySpan<int> sizes)
    {
        var parts = new string[sizes[0]];
        int each = numbers.Length / parts.Length;
        for (int i = 0; i < parts.Length; i++)
            parts[i] = sizes.Length == 1 ? LayerFile.Number(numbers[i]) : Nested(numbers.Slice(i * each, each), sizes[1..]);
        return $"[{string.Join(", ", parts)}]";
    }

    private static string Lines(IEnumerable<string> items) => string.Join(",\n", items);

    private static string Optional(string key, string? text) => text is null ? "" : $"  \"{key}\": {Text(text)},\n";

    internal static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
