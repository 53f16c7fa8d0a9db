using Chainrule.Data;
using Chainrule.Export.Onnx;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Export.Tests;

public class OnnxFileTests
{
    public static TheoryData<string> Names => [.. Cases.Names];

    [Theory, MemberData(nameof(Names))]
    public void Onnx_runtime_answers_as_the_engine_does(string kindOrActivation)
    {
        foreach (NetworkSpec network in Cases.Networks(kindOrActivation))
        {
            float[] x = Cases.Inputs(network);
            PortableModel model = new(network);
            using OnnxRuntime runtime = OnnxRuntime.Of(model);
            Assert.Null(Engine.Asked(network, x).Differs(runtime.Answers(model, x)));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_file_of_another_network_would_be_noticed(string kindOrActivation)
    {
        NetworkSpec network = Cases.Networks(kindOrActivation).First(each => each.ParameterCount > 0);
        PortableModel other = new(Other(network));
        using OnnxRuntime runtime = OnnxRuntime.Of(other);
        float[] x = Cases.Inputs(network);
        Assert.NotNull(Engine.Asked(network, x).Differs(runtime.Answers(other, x)));
    }

    // The last bias is a thousandth larger.
    private static NetworkSpec Other(NetworkSpec network)
    {
        var last = (Dense)network.Layers[^1];
        return new([.. network.Layers.SkipLast(1), last with { Biases = NumberRow.Of([.. last.Biases.SkipLast(1), last.Biases[^1] + 1e-3]) }], network.Loss, network.Reduction, network.Input);
    }

    [Fact]
    public void Inputs_are_scaled_within_the_graph_though_their_mean_is_much_larger_than_what_differs_from_it()
    {
        NetworkSpec network = new([new Dense(Activation.Tanh, [[0.5, -1], [1, 2]], [0.25, 0])], Loss.Mse);
        Scaler scaler = new([1_000_000.3, -0.1], [0.7, 3]);
        float[] x = [1_000_001, 0.5f, 999_999.5f, -7, 1_000_000.25f, 2], scaled = new float[x.Length];
        scaler.Apply(x, scaled);
        PortableModel model = new(network) { Scaler = scaler };
        using OnnxRuntime runtime = OnnxRuntime.Of(model), unscaled = OnnxRuntime.Of(new(network));
        Engine engine = Engine.Asked(network, scaled);
        Assert.Null(engine.Differs(runtime.Answers(model, x)));
        Assert.NotNull(engine.Differs(unscaled.Answers(model, x)));
    }

    [Fact]
    public void Answers_are_in_the_units_of_the_data_where_targets_were_scaled()
    {
        NetworkSpec network = new([new Dense(Activation.Tanh, [[0.5, -1], [1, 2]], [0.25, 0])], Loss.Mse);
        PortableModel model = new(network) { TargetScaler = new([100, -3], [10, 0.5]) };
        using OnnxRuntime runtime = OnnxRuntime.Of(model);
        float[] answers = runtime.Answers(model, [1, 2]);
        Assert.Null(Engine.Asked(network, [1, 2]).Differs([(answers[0] - 100) / 10, (answers[1] + 3) / 0.5f]));
    }

    [Fact]
    public void Pictures_are_scaled_pixel_by_pixel()
    {
        NetworkSpec network = Cases.Networks("convolution").First();
        Scaler scaler = new([.. Enumerable.Range(0, network.Inputs).Select(i => i / 3.0)], [.. Enumerable.Range(0, network.Inputs).Select(i => 1 + i / 7.0)]);
        float[] x = Cases.Inputs(network), scaled = new float[x.Length];
        scaler.Apply(x, scaled);
        PortableModel model = new(network) { Scaler = scaler };
        using OnnxRuntime runtime = OnnxRuntime.Of(model);
        Assert.Null(Engine.Asked(network, scaled).Differs(runtime.Answers(model, x)));
    }

    [Fact]
    public void The_file_says_its_names_and_that_any_number_of_examples_may_come()
    {
        PortableModel model = new(new([new Dense(Activation.Sigmoid, [[0.5, -1]], [0.25])], Loss.BinaryCrossEntropy)) { InputNames = ["size", "colour=\"red\""], ClassNames = ["no", "yes ✓"] };
        using OnnxRuntime runtime = OnnxRuntime.Of(model);
        Assert.Equal([-1, 2], runtime.Session.InputMetadata["input"].Dimensions);
        Assert.Equal([-1, 1], runtime.Session.OutputMetadata["output"].Dimensions);
        Assert.Equal(["batch", ""], runtime.Session.InputMetadata["input"].SymbolicDimensions);
        Assert.Equal("""["size", "colour=\"red\""]""", runtime.Session.ModelMetadata.CustomMetadataMap["inputs"]);
        Assert.Equal("""["no", "yes ✓"]""", runtime.Session.ModelMetadata.CustomMetadataMap["classes"]);
        Assert.Equal("chainrule", runtime.Session.ModelMetadata.ProducerName);
        Assert.StartsWith("2 → 1 sigmoid", runtime.Session.ModelMetadata.GraphDescription, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_do_nothing_in_prediction_are_left_out_even_where_there_is_no_other()
    {
        PortableModel model = new(new([new Dropout(0.5)], Loss.Mse, input: Shape.Units(2)));
        using OnnxRuntime runtime = OnnxRuntime.Of(model);
        Assert.Equal([1f, 2, 3, 4], runtime.Answers(model, [1, 2, 3, 4]));
    }

    [Fact]
    public void Whole_numbers_may_be_added_to_what_comes_of_them()
    {
        NetworkSpec network = new([new Embedding([[0.5], [1], [-2]]), new Flatten(), new Residual(0)], Loss.Mse, input: Shape.Units(2));
        using OnnxRuntime runtime = OnnxRuntime.Of(new(network));
        Assert.Equal([2f, 0, 0.5f, 2], runtime.Answers(new(network), [1, 2, 0, 1]));
    }

    [Fact]
    public void Varints_and_keys_are_those_of_the_description_of_the_format()
    {
        // 150 in field 1, and "testing" in field 2: the examples of "Encoding".
        var message = new Protobuf();
        message.Number(1, 150L);
        message.Text(2, "testing");
        message.Number(3, -1L);
        Assert.Equal("08960112077465737469" + "6E67" + "18FFFFFFFFFFFFFFFFFF01", Convert.ToHexString(message.Written));
    }
}
