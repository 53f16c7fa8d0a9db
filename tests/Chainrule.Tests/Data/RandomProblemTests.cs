using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public class RandomProblemTests
{
    private static Problem Create(int[] sizes, string hidden = "sigmoid", string loss = "mse", string? output = null, int seed = 1, int examples = 3) =>
        RandomProblem.Create(sizes, Activation.Named(hidden), output is null ? null : Activation.Named(output), Loss.Named(loss), seed, examples);

    public static TheoryData<string, string> Pairs => new(
        from hidden in Activation.All
        where hidden.IsElementwise
        from loss in Loss.All
        select (hidden.Name, loss.Name));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_activation_goes_with_every_loss(string hidden, string loss)
    {
        Problem problem = Create([3, 4, 2], hidden, loss);
        Assert.Equal("3 → 4 " + hidden, problem.Network.ToString()[..("3 → 4 ".Length + hidden.Length)]);
        Assert.Equal(3, problem.Batch.Count);
        Assert.All(Numbers(problem), each => Assert.Equal(Math.Round(each, 2), each));
    }

    [Theory]
    [InlineData("sigmoid", "mse", "sigmoid")]
    [InlineData("tanh", "mse", "tanh")]
    [InlineData("identity", "huber", "identity")]
    [InlineData("relu", "mse", "identity")]
    [InlineData("gelu", "half-sse", "identity")]
    [InlineData("relu", "binary-cross-entropy", "sigmoid")]
    [InlineData("tanh", "softmax-cross-entropy", "softmax")]
    public void The_output_activation_follows_from_the_loss_and_the_hidden_one(string hidden, string loss, string output) =>
        Assert.Equal(output, Create([2, 3, 2], hidden, loss).Network.Dense(2).Activation.Name);

    [Fact]
    public void Targets_fit_the_loss()
    {
        Assert.All(Create([2, 3], loss: "softmax-cross-entropy", examples: 50).Batch.Y, y => Assert.Equal([0, 0, 1], y.Order()));
        Assert.All(Create([2, 1], loss: "binary-cross-entropy", examples: 50).Batch.Y, y => Assert.True(y[0] is 0 or 1));
        Assert.All(Create([2, 3], output: "softmax", examples: 50).Batch.Y, y => Assert.Equal([0, 0, 1], y.Order()));
        Assert.All(Create([2, 3], output: "sigmoid", examples: 50).Batch.Y.SelectMany(y => y), y => Assert.InRange(y, 0.1, 0.9));
        Assert.All(Create([2, 3], output: "relu", examples: 50).Batch.Y.SelectMany(y => y), y => Assert.InRange(y, 0, 2));
        Assert.Contains(Create([2, 3], output: "tanh", examples: 50).Batch.Y.SelectMany(y => y), y => y < 0);
    }

    [Fact]
    public void Weights_have_the_scale_of_Glorot_or_He()
    {
        double limit = Math.Sqrt(6.0 / 500);
        double[] glorot = Weights(Create([300, 200], "tanh"));
        // Rounded to two decimals, a weight moves by up to 0.005.
        Assert.InRange(glorot.Max(), 0.9 * limit, limit + 0.005);
        Assert.InRange(glorot.Min(), -limit - 0.005, -0.9 * limit);

        double[] he = Weights(Create([100, 200, 1], "relu"));
        // n = 20 000 squares have a mean within 5·√(2/n) of σ²; the rounding adds 0.01²/12.
        Assert.Equal(2.0 / 100, he.Average(w => w * w), 5 * Math.Sqrt(2.0 / he.Length) * 0.02 + 1e-5);
    }

    [Fact]
    public void A_wide_layer_keeps_enough_decimals()
    {
        double[] weights = Weights(Create([5000, 2]));
        double limit = Math.Sqrt(6.0 / 5002);
        Assert.InRange(limit, 0.01, 0.1);
        Assert.All(weights, each => Assert.Equal(Math.Round(each, 3), each));
        Assert.Contains(weights, each => Math.Round(each, 2) != each);
    }

    [Fact]
    public void The_same_seed_gives_the_same_problem_and_another_seed_another()
    {
        Assert.Equal(NetworkFile.Write(Create([2, 3, 1], seed: 7)), NetworkFile.Write(Create([2, 3, 1], seed: 7)));
        Assert.NotEqual(NetworkFile.Write(Create([2, 3, 1], seed: 7)), NetworkFile.Write(Create([2, 3, 1], seed: 8)));
    }

    [Fact]
    public void A_seed_gives_pinned_numbers()
    {
        Problem problem = Create([2, 2, 1], "relu", seed: 42, examples: 1);
        Assert.Equal(Pinned, Numbers(problem));
    }

    // W1, b1, W2, b2, x, y; from a second implementation, in Python.
    private static readonly double[] Pinned = [-0.34, 0.52, 0.09, -0.25, -0.3, 0.3, 0.64, 0.99, 0.22, 0.51, -0.09, -1.32];

    [Theory]
    [InlineData("sizes: got none, wanted at least two, the inputs and the units of a layer, such as 2-3-1")]
    [InlineData("sizes: got 3, wanted at least two", 3)]
    [InlineData("sizes[1]: got 0 (in 3-0-1), wanted at least 1", 3, 0, 1)]
    [InlineData("sizes[0]: got -2 (in -2-1), wanted at least 1", -2, 1)]
    [InlineData("sizes: 2147483647-2147483647 has 4,611,686,016,279,904,256 parameters, wanted at most 10,000,000; make the layers smaller", int.MaxValue, int.MaxValue)]
    [InlineData("sizes: 9999-1000-1 has 10,001,001 parameters, wanted at most 10,000,000", 9999, 1000, 1)]
    public void Sizes_that_make_no_network_are_refused(string message, params int[] sizes) =>
        Assert.StartsWith(message, Assert.Throws<ProblemException>(() => Create(sizes)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "examples: got 0, wanted at least 1")]
    [InlineData(4_000_000, "examples: 4,000,000 of them are 12,000,000 numbers, wanted at most 10,000,000; ask for fewer")]
    public void Examples_are_neither_none_nor_too_many(int examples, string message) =>
        Assert.Equal(message, Assert.Throws<ProblemException>(() => Create([2, 1], examples: examples)).Message);

    [Fact]
    public void An_output_that_the_loss_does_not_go_with_is_refused() =>
        Assert.Contains("needs the output activation \"softmax\"", Assert.Throws<ProblemException>(() => Create([2, 1], loss: "softmax-cross-entropy", output: "relu")).Message, StringComparison.Ordinal);

    private static double[] Weights(Problem problem) => [.. problem.Network.Dense(1).Weights.SelectMany(row => row)];

    private static double[] Numbers(Problem problem) =>
        [.. problem.Network.Layers.Cast<Dense>().SelectMany(layer => layer.Weights.SelectMany(row => row).Concat(layer.Biases)),
            .. problem.Batch.X.SelectMany(x => x), .. problem.Batch.Y.SelectMany(y => y)];
}
