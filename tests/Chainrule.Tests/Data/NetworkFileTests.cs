using System.Text;
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public class NetworkFileTests
{
    internal const string Valid = """
        {
          "layers": [
            { "activation": "sigmoid", "weights": [[0.15, 0.20], [0.25, 0.30]], "biases": [0.35, 0.35] },
            { "activation": "sigmoid", "weights": [[0.40, 0.45]], "biases": [0.60] },
          ],
          "loss": "half-sse", // half the sum of squared errors
          "examples": [ { "x": [0.05, 0.10], "y": [0.01] } ]
        }
        """;

    internal static string MessageFor(string json) => Assert.Throws<ProblemException>(() => NetworkFile.Parse(json, "net.json")).Message;

    private static string MessageWith(string replaced, string by)
    {
        Assert.Contains(replaced, Valid, StringComparison.Ordinal);
        return MessageFor(Valid.Replace(replaced, by, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_is_read_with_its_numbers_and_the_defaults()
    {
        Problem problem = NetworkFile.Parse(Valid, "net.json");

        Assert.Equal([0.25, 0.30], problem.Network.Dense(1).Weights[1]);
        Assert.Equal([0.60], problem.Network.Dense(2).Biases);
        Assert.Equal("half-sse", problem.Network.Loss.Name);
        Assert.Equal([0.05, 0.10], problem.Batch.X[0]);
        Assert.Equal([0.01], problem.Batch.Y[0]);
        Assert.Equal((0.5, true, Reduction.Mean), (problem.LearningRate, problem.UpdateBiases, problem.Network.Reduction));
    }

    [Fact]
    public void A_learning_rate_that_is_not_given_is_that_of_the_update()
    {
        Assert.Equal([0.5, 0.05, 0.001, 0.05, 0.05, 0.001, 0.001], Update.All.Select(each => each.DefaultLearningRate));
        foreach (Update update in Update.All)
        {
            string json = Valid.Replace("\"loss\"", $"\"update\": \"{update}\", \"loss\"", StringComparison.Ordinal);
            Assert.Equal(update.DefaultLearningRate, NetworkFile.Parse(json, "a.json").LearningRate);
            Assert.Equal(update.DefaultLearningRate, new Problem(NetworkFile.Parse(json, "a.json").Network, new Batch([[1, 2]], [[0.5]]), update: update).LearningRate);
            Assert.Equal(3, NetworkFile.Parse(json.Replace("\"loss\"", "\"learningRate\": 3, \"loss\"", StringComparison.Ordinal), "a.json").LearningRate);
        }
    }

    [Fact]
    public void What_the_file_says_replaces_the_defaults()
    {
        string json = Valid.Replace("\"loss\"", "\"name\": \"N\", \"source\": \"S\", \"$schema\": \"x\", \"learningRate\": 2, \"updateBiases\": false, \"reduction\": \"sum\", \"loss\"", StringComparison.Ordinal);

        NetworkFileContent content = NetworkFile.ParseNetwork(Encoding.UTF8.GetBytes(json), "net.json");

        Assert.Equal(("N", "S", 2, false), (content.Name, content.Source, content.LearningRate, content.UpdateBiases));
        Assert.Equal(Reduction.Sum, content.Problem!.Network.Reduction);
        Assert.Equal((2, false), (content.Problem.LearningRate, content.Problem.UpdateBiases));
    }

    [Theory]
    [InlineData("\"adam\"", 0.9)]
    [InlineData("{ \"name\": \"adam\" }", 0.9)]
    [InlineData("{ \"beta1\": 0.5, \"name\": \"adam\" }", 0.5)]
    public void A_file_names_its_update(string update, double beta1)
    {
        Problem problem = NetworkFile.Parse(Valid.Replace("\"loss\"", $"\"update\": {update}, \"loss\"", StringComparison.Ordinal), "net.json");
        Assert.Equal(Update.Adam.With("beta1", beta1), problem.Update);
        Assert.Equal(problem.Update, problem.With(problem.Batch).Update);
        Assert.Equal(Update.GradientDescent, NetworkFile.Parse(Valid, "net.json").Update);
    }

    [Fact]
    public void Examples_may_be_missing_if_they_come_from_elsewhere()
    {
        string json = Valid.Replace("\"examples\": [ { \"x\": [0.05, 0.10], \"y\": [0.01] } ]", "\"learningRate\": 3", StringComparison.Ordinal);

        NetworkFileContent content = NetworkFile.ParseNetwork(Encoding.UTF8.GetBytes(json), "net.json");

        Assert.Null(content.Problem);
        Assert.Equal(3, content.With(new([[1, 2]], [[3]])).LearningRate);
        Assert.StartsWith("net.json:1:1: the key \"examples\" is missing; wanted a list", MessageFor(json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("{ \"loss\": 3 }")];
        Assert.Equal(2, NetworkFile.Parse((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Valid)], "net.json").Network.Inputs);
        Assert.StartsWith("net.json:1:1: ", Assert.Throws<ProblemException>(() => NetworkFile.Parse(marked, "net.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_at_their_place()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes("{\n \"ä\": 1 }");
        string message = Assert.Throws<ProblemException>(() => NetworkFile.Parse(latin1, "net.json")).Message;
        Assert.Equal("net.json:2:3: here is a byte that is not UTF-8 text; save the file with the encoding UTF-8", message);
    }

    [Fact]
    public void Columns_count_characters_and_not_bytes() =>
        Assert.StartsWith("net.json:1:18: unknown key \"äh\"", MessageFor("""{ "name": "äöü", "äh": 1 }"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("[[0.40, 0.45]]", "[[0.40, 0.45, 1]]", "net.json:4:44: layers[1].weights[0]: got 3 numbers, wanted 2 (one for each unit of layers[0])")]
    [InlineData("[0.25, 0.30]", "[0.25]", "net.json:3:58: layers[0].weights[1]: got 1 number, wanted 2 (as in row 0)")]
    [InlineData("[0.35, 0.35]", "[0.35]", "net.json:3:83: layers[0].biases: got 1 number, wanted 2 (one for each row of weights)")]
    [InlineData("[[0.40, 0.45]]", "[]", "net.json:4:43: layers[1].weights: empty; wanted one row")]
    [InlineData("\"y\": [0.01]", "\"y\": [0.01, 1]", "net.json:7:43: examples[0].y: got 2 numbers, wanted 1 (the network has that many outputs)")]
    [InlineData("[ { \"x\": [0.05, 0.10], \"y\": [0.01] } ]", "[]", "net.json:7:15: examples: the list is empty; wanted at least one")]
    public void Shapes_that_do_not_match_are_refused_at_their_place(string replaced, string by, string message) =>
        Assert.StartsWith(message, MessageWith(replaced, by), StringComparison.Ordinal);

    [Theory]
    [InlineData("0.20", "1e999", "layers[0].weights[0][1]: got 1e999, wanted a number that a double can hold")]
    [InlineData("0.20", "\"NaN\"", "layers[0].weights[0][1]: got the text \"NaN\", wanted a number")]
    [InlineData("0.20", "\"0.2\"", "layers[0].weights[0][1]: got the text \"0.2\", wanted a number, without the quotes")]
    [InlineData("0.20", "null", "layers[0].weights[0][1]: got null, wanted a number")]
    [InlineData("0.20", "[1]", "layers[0].weights[0][1]: got a list […], wanted a number")]
    [InlineData("[0.15, 0.20]", "3", "layers[0].weights[0]: got 3, wanted a row, which is a list with one number for each input")]
    [InlineData("[0.60]", "0.60", "layers[1].biases: got 0.60, wanted a list with one number for each unit")]
    [InlineData("{ \"x\": [0.05, 0.10], \"y\": [0.01] }", "[1, 2]", "examples[0]: got a list […], wanted an example, { \"x\"")]
    [InlineData("\"sigmoid\", \"weights\": [[0.40", "3, \"weights\": [[0.40", "layers[1].activation: got 3, wanted the name of a known activation in double quotes, one of identity, sigmoid")]
    [InlineData("\"half-sse\"", "true", "loss: got true, wanted the name of a known loss in double quotes")]
    [InlineData("\"loss\"", "\"learningRate\": 0, \"loss\"", "learningRate: got 0, wanted a positive number such as 0.5")]
    [InlineData("\"loss\"", "\"learningRate\": -1, \"loss\"", "learningRate: got -1, wanted a positive number such as 0.5")]
    [InlineData("\"loss\"", "\"updateBiases\": \"no\", \"loss\"", "updateBiases: got the text \"no\", wanted true or false")]
    [InlineData("\"loss\"", "\"name\": 3, \"loss\"", "name: got 3, wanted a text in double quotes")]
    [InlineData("\"loss\"", "\"$schema\": 3, \"loss\"", "$schema: got 3, wanted a text in double quotes")]
    [InlineData("\"loss\"", "\"reduction\": \"avg\", \"loss\"", "reduction: unknown reduction \"avg\"")]
    [InlineData("\"loss\"", "\"update\": 3, \"loss\"", "update: got 3, wanted the name of a known update in double quotes, one of gradient-descent, momentum, adam")]
    [InlineData("\"loss\"", "\"update\": \"adm\", \"loss\"", "update: unknown update \"adm\": did you mean \"adam\"?")]
    [InlineData("\"loss\"", "\"update\": { \"mu\": 0.5 }, \"loss\"", "update: the key \"name\" is missing; wanted one of gradient-descent, momentum, adam")]
    [InlineData("\"loss\"", "\"update\": { \"name\": \"adam\", \"mu\": 0.5 }, \"loss\"", "update: unknown setting of adam \"mu\". There are: beta1, beta2, epsilon")]
    [InlineData("\"loss\"", "\"update\": { \"name\": \"adam\", \"beta2\": 1 }, \"loss\"", "update.beta2: got 1, wanted a number from 0 to below 1 such as 0.999")]
    [InlineData("half-sse", "half-ssee", "loss: unknown loss \"half-ssee\": did you mean \"half-sse\"?")]
    [InlineData("\"sigmoid\", \"weights\": [[0.40", "\"sigmiod\", \"weights\": [[0.40", "layers[1].activation: unknown activation \"sigmiod\": did you mean \"sigmoid\"?")]
    [InlineData("\"sigmoid\", \"weights\": [[0.15", "\"softmax\", \"weights\": [[0.15", "layers[0].activation: softmax can only be the output layer's")]
    [InlineData("half-sse", "softmax-cross-entropy", "layers[1].activation: the loss softmax-cross-entropy needs the output activation \"softmax\", got \"sigmoid\"")]
    public void A_wrong_value_is_named_with_its_path(string replaced, string by, string message) =>
        Assert.Contains(": " + message, MessageWith(replaced, by), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"biases\": [0.60]", "\"bias\": [0.60]", "net.json:4:59: layers[1]: unknown key \"bias\": did you mean \"biases\"? There are: activation, weights, biases")]
    [InlineData("\"loss\"", "\"los\"", "net.json:6:3: unknown key \"los\": did you mean \"loss\"?")]
    [InlineData("\"x\": [0.05", "\"X\": [0.05", "net.json:7:19: examples[0]: unknown key \"X\": did you mean \"x\"?")]
    [InlineData("\"y\": [0.01]", "\"x\": [0.01]", "net.json:7:38: examples[0]: the key \"x\" stands here twice; keep one of them")]
    [InlineData(", \"biases\": [0.60]", "", "net.json:4:5: layers[1]: the key \"biases\" is missing; wanted a list with one number for each unit; use zeros for none")]
    [InlineData(", \"y\": [0.01]", "", "net.json:7:17: examples[0]: the key \"y\" is missing")]
    public void Keys_are_known_and_unique_and_there(string replaced, string by, string message) =>
        Assert.StartsWith(message, MessageWith(replaced, by), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ \"loss\": \"mse\" }", "the key \"layers\" is missing")]
    [InlineData("{ \"layers\": [] }", "the key \"loss\" is missing; wanted one of half-sse, sse")]
    [InlineData("{ \"layers\": [], \"loss\": \"mse\" }", "layers: the list is empty; wanted at least one layer")]
    [InlineData("[1]", "got a list […], wanted a network")]
    [InlineData("3", "got 3, wanted a network")]
    public void A_network_has_layers_and_a_loss(string json, string message) => Assert.Contains(message, MessageFor(json), StringComparison.Ordinal);

    [Fact]
    public void A_label_outside_0_to_1_is_refused_for_cross_entropy()
    {
        string json = Valid.Replace("half-sse", "binary-cross-entropy", StringComparison.Ordinal).Replace("0.01", "2", StringComparison.Ordinal);
        Assert.Equal("net.json:7:43: examples[0].y: target y[0] is 2, wanted a number from 0 to 1, since it is a probability (the loss is binary-cross-entropy)", MessageFor(json));
    }

    [Fact]
    public void A_long_value_is_shortened_and_its_control_characters_are_spelled()
    {
        string message = MessageWith("half-sse", "\\u001b[31m" + new string('x', 1000));
        Assert.Contains("\"\\u001b[31mxxx", message, StringComparison.Ordinal);
        Assert.Contains("x…\"", message, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('x', 50), message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', message);
    }

    [Fact]
    public void An_escape_in_a_key_or_a_name_is_resolved() =>
        Assert.Equal("half-sse", NetworkFile.Parse(Valid.Replace("half-sse", "half\\u002dsse", StringComparison.Ordinal), "net.json").Network.Loss.Name);

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused() =>
        Assert.Contains("half of a character", MessageWith("half-sse", "\\ud83d"), StringComparison.Ordinal);
}
