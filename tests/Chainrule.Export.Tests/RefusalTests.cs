using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing;

namespace Chainrule.Export.Tests;

/// <summary>What cannot leave the house, by any door.</summary>
public class RefusalTests
{
    private static readonly Dense Last = new(Activation.Tanh, [[0.5, -1]], [0.25]);

    private readonly struct Swish : IActivation
    {
        public static string Name => "relu";

        public static T Value<T>(T z) where T : struct, IReal<T> => z * T.Sigmoid(z);

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => T.Sigmoid(z) + a * T.OneMinusSigmoid(z, T.Sigmoid(z));
    }

    [Fact]
    public void A_layer_of_ones_own_is_refused_with_its_place() =>
        Refused("layers[0]: a layer of kind \"own-scale\" cannot be exported, since it is one of your own; wanted dense, dropout, ", new(new OwnScale([2, -0.5]).Problem().Network));

    [Fact]
    public void An_activation_of_ones_own_is_refused_though_it_has_the_name_of_a_built_in_one() =>
        Refused("layers[0].activation: \"relu\" cannot be exported, since it is one of your own; wanted identity, sigmoid, ", new(new([Last with { Activation = new Elementwise<Swish>() }], Loss.Mse)));

    [Fact]
    public void A_number_that_no_float_can_hold_is_refused_with_its_place() =>
        Refused("layers[0].weights: number 1 is larger than any float, 3.4e+38; wanted", new(new([Last with { Weights = [[1, 1e39]] }], Loss.Mse)));

    [Fact]
    public void A_scaler_or_names_of_another_network_are_refused()
    {
        NetworkSpec network = new([Last], Loss.Mse), embedding = new([new Embedding([[1], [2]])], Loss.Mse, input: Shape.Units(2));
        Refused("the scaler has 1 input, and the network 2; wanted the one", new(network) { Scaler = new([0], [1]) });
        Refused("the network's inputs are whole numbers that name rows", new(embedding) { Scaler = new([0, 0], [1, 1]) });
        Refused("the scaler of the targets has 2 targets, and the network 1 output; wanted the one", new(network) { TargetScaler = new([0, 0], [1, 1]) });
        Refused("got 1 name for the 2 inputs of the network; wanted one for each", new(network) { InputNames = ["a"] });
        Refused("got 3 class names, and the network tells 2 classes apart; wanted one for each", new(network) { ClassNames = ["a", "b", "c"] });
    }

    [Fact]
    public void Nothing_is_written_of_what_is_refused()
    {
        using var stream = new MemoryStream();
        Assert.Throws<ProblemException>(() => OnnxFile.Write(stream, new(new OwnScale([2, -0.5]).Problem().Network)));
        Assert.Equal(0, stream.Length);
        stream.Close();
        Assert.Throws<ArgumentException>(() => OnnxFile.Write(stream, new(new([Last], Loss.Mse))));
    }

    private static void Refused(string message, PortableModel model)
    {
        using var stream = new MemoryStream();
        foreach (Action export in (Action[])[() => OnnxFile.Write(stream, model), () => CSharpFile.Text(model)])
            Assert.StartsWith(message, Assert.Throws<ProblemException>(export).Message, StringComparison.Ordinal);
    }
}
