using System.Globalization;
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
            {
            {{Optional("name", name)}}{{Optional("source", source)}}  "layers": [
            {{Lines(Enumerable.Range(1, network.Layers.Count).Select(l => Layer(network.Dense(l))))}}
              ],
              "loss": {{Text(network.Loss.Name)}},
              "reduction": {{Text(NetworkFile.Reductions[(int)network.Reduction])}},
            {{(problem.Update.Equals(Update.GradientDescent) ? "" : $"  \"update\": {UpdateFile.Text(problem.Update)},\n")}}  "learningRate": {{Number(problem.LearningRate)}},
              "updateBiases": {{(problem.UpdateBiases ? "true" : "false")}},
              "examples": [
            {{Lines(problem.Batch.X.Zip(problem.Batch.Y, Example))}}
              ]
            }

            """;
    }

    private static string Layer(Dense layer) => $$"""
            {
              "activation": {{Text(layer.Activation.Name)}},
              "weights": [
        {{Lines(layer.Weights.Select(row => $"        {Row(row)}"))}}
              ],
              "biases": {{Row(layer.Biases)}}
            }
        """;

    private static string Example(NumberRow x, NumberRow y) => $$"""    { "x": {{Row(x)}}, "y": {{Row(y)}} }""";

    private static string Lines(IEnumerable<string> items) => string.Join(",\n", items);

    private static string Row(NumberRow numbers) => $"[{string.Join(", ", numbers.Select(Number))}]";

    // The shortest digits that read back to the same double.
    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Optional(string key, string? text) => text is null ? "" : $"  \"{key}\": {Text(text)},\n";

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
