using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Tests.Networks;

public class ShapeTests
{
    private static readonly Activation Sigmoid = Activation.Named("sigmoid"), Softmax = Activation.Named("softmax");

    private static readonly Loss HalfSse = Loss.Named("half-sse");

    private static readonly Dense TwoToTwo = new(Sigmoid, [[1, 2], [3, 4]], [5, 6]);

    private static string Refused(Func<object> made) => Assert.Throws<ProblemException>(made).Message;

    private static string Refused(params Dense[] layers) => Refused(() => new NetworkSpec(layers, HalfSse));

    [Fact]
    public void A_network_has_a_layer() =>
        Assert.Equal("layers: the list is empty; wanted at least one layer, with its activation, weights and biases", Refused());

    [Fact]
    public void A_layer_has_weights() =>
        Assert.Equal("layers[0].weights: empty; wanted one row for each unit and in it one number for each input", Refused(new Dense(Sigmoid, [], [])));

    [Fact]
    public void Rows_of_weights_are_of_one_length() =>
        Assert.Equal("layers[0].weights[1]: got 1 number, wanted 2 (as in row 0)", Refused(TwoToTwo with { Weights = [[1, 2], [3]] }));

    [Fact]
    public void Layers_fit_together() =>
        Assert.Equal("layers[1].weights[0]: got 3 numbers, wanted 2 (one for each unit of layers[0])",
            Refused(TwoToTwo, new Dense(Sigmoid, [[1, 2, 3]], [0])));

    [Fact]
    public void Each_unit_has_a_bias() =>
        Assert.Equal("layers[0].biases: got 1 number, wanted 2 (one for each row of weights)", Refused(TwoToTwo with { Biases = [1] }));

    [Fact]
    public void Parameters_are_finite()
    {
        Assert.Equal("layers[0].weights[1][0]: got NaN, wanted a finite number", Refused(TwoToTwo with { Weights = [[1, 2], [double.NaN, 4]] }));
        Assert.Equal("layers[0].biases[1]: got Infinity, wanted a finite number", Refused(TwoToTwo with { Biases = [1, double.PositiveInfinity] }));
    }

    [Fact]
    public void Softmax_is_for_the_output_only() =>
        Assert.StartsWith("layers[0].activation: softmax can only be the output layer's", Refused(TwoToTwo with { Activation = Softmax }, TwoToTwo));

    [Fact]
    public void A_fused_loss_wants_its_output_activation() =>
        Assert.Equal("layers[0].activation: the loss softmax-cross-entropy needs the output activation \"softmax\", got \"sigmoid\"; change the one or the other",
            Refused(() => new NetworkSpec([TwoToTwo], Loss.Named("softmax-cross-entropy"))));

    private static string RefusedBatch(double[][] X, double[][] Y, Loss? loss = null, Activation? output = null) =>
        Refused(() => new Problem(new NetworkSpec([TwoToTwo with { Activation = output ?? Sigmoid }], loss ?? HalfSse), new Batch(X, Y)));

    [Fact]
    public void A_problem_has_examples_that_fit()
    {
        Assert.StartsWith("examples: the list is empty", RefusedBatch([], []));
        Assert.Equal("examples: 2 xs and 1 y; wanted as many of one as of the other", RefusedBatch([[1, 2], [3, 4]], [[0, 1]]));
        Assert.Equal("examples[1].x: got 1 number, wanted 2 (as in examples[0])", RefusedBatch([[1, 2], [3]], [[0, 1], [0, 1]]));
        Assert.Equal("examples[0].x: got 1 number, wanted 2 (the network has that many inputs)", RefusedBatch([[1], [3]], [[0, 1], [0, 1]]));
        Assert.Equal("examples[0].y: got 3 numbers, wanted 2 (the network has that many outputs)", RefusedBatch([[1, 2]], [[0, 1, 2]]));
        Assert.Equal("examples[0].x[1]: got NaN, wanted a finite number", RefusedBatch([[1, double.NaN]], [[0, 1]]));
    }

    [Fact]
    public void Targets_are_what_the_loss_can_take()
    {
        Loss binary = Loss.Named("binary-cross-entropy"), classes = Loss.Named("softmax-cross-entropy");
        Assert.Equal("examples[0].y: target y[1] is 2, wanted a number from 0 to 1, since it is a probability (the loss is binary-cross-entropy)",
            RefusedBatch([[1, 2]], [[0, 2]], binary));
        Assert.Equal("examples[0].y: the targets add up to 0.5, wanted 1, since they are probabilities of classes (the loss is softmax-cross-entropy)",
            RefusedBatch([[1, 2]], [[0, 0.5]], classes, Softmax));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void The_learning_rate_is_positive(double learningRate) =>
        Assert.Equal($"learningRate: got {learningRate:R}, wanted a positive number such as 0.5",
            Refused(() => new Problem(new NetworkSpec([TwoToTwo], HalfSse), new([[1, 2]], [[0, 1]]), learningRate)));

    [Fact]
    public void A_wrong_name_is_answered_with_the_nearest_and_all_of_them()
    {
        string message = Refused(() => Loss.Named("MSEE"));
        Assert.StartsWith("unknown loss \"MSEE\": did you mean \"mse\"?", message);
        Assert.All(Loss.All, loss => Assert.Contains(loss.Name, message));
        Assert.Contains("did you mean \"leaky-relu\"?", Refused(() => Activation.Named("LeakyReLU")));
        Assert.StartsWith("unknown activation \"xyz\". There are: identity, ", Refused(() => Activation.Named("xyz")));
        Assert.Contains("xxx…\". There are", Refused(() => Activation.Named(new string('x', 1000))));
    }

    [Fact]
    public void A_network_says_what_it_is() =>
        Assert.Equal("2 → 2 sigmoid → 2 sigmoid, half-sse, 12 parameters", new NetworkSpec([TwoToTwo, TwoToTwo], HalfSse).ToString());
}
