using System.Text;
using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;
using Chainrule.Tests.Layers;

namespace Chainrule.Tests.Data.Models;

/// <summary>A model is a safetensors file or a network file, and each becomes the other without losing a bit.</summary>
public class ModelJsonTests
{
    private static readonly Dictionary<string, string> notes = new() { ["seed"] = "7", ["name"] = "A \"net\"\n", ["source"] = "é", ["preprocessing"] = "{ \"a\": [1] }" };

    public static TheoryData<string> Kinds => [.. LayerKind.All.Select(each => each.Name)];

    private static byte[] Saved(Model model)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(stream, model);
        return stream.ToArray();
    }

    private static Model Parse(string json) => ModelJson.Parse(Encoding.UTF8.GetBytes(json), "net.json");

    private static string MessageFor(string json) => Assert.Throws<ProblemException>(() => Parse(json)).Message;

    [Theory, MemberData(nameof(Kinds))]
    public void From_safetensors_to_json_and_back_is_the_same_file_to_the_byte(string kind)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            NetworkSpec network = RandomLayers.Of(LayerKind.Named(kind), seed).Network;
            Model model = new(network) { Update = Update.Adam.With("beta1", 0.5), LearningRate = 0.1 + seed, UpdateBiases = seed % 2 == 0, Notes = seed == 0 ? [] : notes };
            byte[] file = Saved(model);
            string json = ModelJson.Write(ModelFile.Parse(file, "m.safetensors", null));
            // Notes stand in the order of the file; the name and the source were taken out of it.
            Assert.Equal(Saved(ModelFile.Parse(file, "m.safetensors", null) with { Notes = Parse(json).Notes }), Saved(Parse(json)));
            Assert.Equal(model.Notes.OrderBy(each => each.Key), Parse(json).Notes.OrderBy(each => each.Key));
            Assert.Equal(json, ModelJson.Write(ModelFile.Parse(Saved(Parse(json)), "m.safetensors", null)));
        }
    }

    [Fact]
    public void Numbers_with_all_digits_and_minus_zero_come_back()
    {
        Model model = new(new([new Dense(Activation.Tanh, [[0.1 + 0.2, -0.0, double.Epsilon, double.MaxValue]], [1.0 / 3])], Loss.Mse));
        var read = (Dense)ModelFile.Parse(Saved(Parse(ModelJson.Write(model))), "m.safetensors", null).Network.Layers[0];
        Assert.Equal([0.1 + 0.2, -0.0, double.Epsilon, double.MaxValue], read.Weights[0].Select(each => each));
        Assert.True(double.IsNegative(read.Weights[0][1]));
        Assert.Equal(1.0 / 3, read.Biases[0]);
    }

    [Theory]
    [InlineData("\"notes\": 1", "wanted an object of texts, { \"seed\": \"7\" }")]
    [InlineData("\"notes\": { \"a\": 1 }", "net.json:1:99: notes.a:")]
    [InlineData("\"notes\": { \"a\": \"1\", \"a\": \"2\" }", "the note \"a\" stands here twice; keep one of them")]
    [InlineData("\"notes\": { \"name\": \"1\" }", "net.json: notes: \"name\" stands among the notes, wanted it as a key of the file itself")]
    public void Notes_that_are_none_are_refused(string wrong, string message) =>
        Assert.Contains(message, MessageFor("""{ "layers": [{ "activation": "tanh", "weights": [[1]], "biases": [0] }], "loss": "mse", """ + wrong + " }"), StringComparison.Ordinal);

    [Fact]
    public void Tensors_of_another_program_go_into_a_network_file_that_has_no_numbers_or_others()
    {
        NetworkSpec network = new([new Dense(Activation.Relu, [[1, 2], [3, 4]], [7, 8]), new LayerNorm([1, 2], [0.5, 0])], Loss.Mse);
        byte[] file = Saved(new(network));
        string other = ModelJson.Write(new(new([new Dense(Activation.Relu, [[0, 0], [0, 0]], [0, 0]), new LayerNorm([0, 0], [0, 0])], Loss.Mse)) { Notes = notes, LearningRate = 0.25 });
        foreach (string json in (string[])[other, """{ "input": [2], "layers": [{ "activation": "relu" }, { "kind": "layer-norm" }], "loss": "mse", "learningRate": 0.25 }"""])
        {
            Model read = ModelFile.Import(file, "t.safetensors", Encoding.UTF8.GetBytes(json), "net.json");
            Assert.Equal(0.25, read.LearningRate);
            Assert.Equal(ModelJson.Write(new(network)), ModelJson.Write(new(read.Network)));
        }
    }

    [Fact]
    public void Tensors_with_other_names_are_listed_beside_what_is_missing()
    {
        byte[] file = Saved(new(new([new Dense(Activation.Relu, [[1, 2]], [7])], Loss.Mse)));
        byte[] renamed = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace("layers.0.", "blocks_0.", StringComparison.Ordinal));
        string message = Assert.Throws<ProblemException>(() => ModelFile.Import(renamed, "t.safetensors", """{ "input": [2], "layers": [{ "activation": "relu" }], "loss": "mse" }"""u8, "net.json")).Message;
        Assert.Contains("net.json:1:", message, StringComparison.Ordinal);
        Assert.EndsWith("None of the tensors of t.safetensors has a name that belongs to a layer: blocks_0.weight, blocks_0.bias; wanted PyTorch's, such as layers.0.weight", message, StringComparison.Ordinal);
    }
}
