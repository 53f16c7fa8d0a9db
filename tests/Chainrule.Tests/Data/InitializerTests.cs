using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public class InitializerTests
{
    // How many deviations a mean may be off: by chance it happens once in two million seeds.
    private const double Deviations = 5;

    public static TheoryData<string> Names => [.. Initializer.All.Select(each => each.Name)];

    private static double[] Weights(Initializer initializer, int units, int inputs, int seed = 1) =>
        [.. initializer.Fill(new RandomSource(seed), units, inputs).SelectMany(row => row)];

    // The mean of n numbers has deviation √(Var/n). That of their squares has √((E[w⁴] − Var²)/n), which is Var·√(2/n) for a normal distribution and less, Var·√(0.8/n), for an even one.
    [Theory, MemberData(nameof(Names))]
    public void Weights_have_mean_0_and_the_variance_that_was_derived(string name)
    {
        Initializer initializer = Initializer.Named(name);
        double[] w = Weights(initializer, 300, 200);
        double variance = initializer.Variance(fanIn: 200, fanOut: 300);
        Assert.Equal(0, w.Average(), Deviations * Math.Sqrt(variance / w.Length) + double.Epsilon);
        Assert.Equal(variance, w.Average(each => each * each), Deviations * variance * Math.Sqrt(2.0 / w.Length) + double.Epsilon);
    }

    [Theory]
    [InlineData("he-normal", 2.0 / 200)]
    [InlineData("he-uniform", 2.0 / 200)]
    [InlineData("glorot-normal", 2.0 / 500)]
    [InlineData("glorot-uniform", 2.0 / 500)]
    [InlineData("lecun-normal", 1.0 / 200)]
    [InlineData("lecun-uniform", 1.0 / 200)]
    [InlineData("zeros", 0)]
    public void The_variance_is_the_one_of_the_paper(string name, double variance) => Assert.Equal(variance, Initializer.Named(name).Variance(200, 300), 1e-16);

    [Fact]
    public void An_even_one_stays_within_its_limit_and_reaches_it()
    {
        double limit = Math.Sqrt(6.0 / 500);
        double[] w = Weights(Initializer.GlorotUniform, 300, 200);
        Assert.All(w, each => Assert.InRange(each, -limit, limit));
        Assert.InRange(w.Max(), 0.99 * limit, limit);
        Assert.InRange(Weights(Initializer.Uniform(0.25), 20, 30).Max(), 0.2, 0.25);
        Assert.Equal(9, Weights(Initializer.Normal(3), 100, 100).Average(each => each * each), Deviations * 9 * Math.Sqrt(2.0 / 10_000));
    }

    private const int Wide = 200, Examples = 400;

    // One layer: given the weights, the z of an example is normal with variance Σ w²·E[x²]; squares of Examples × units such numbers are averaged, and Σ w² itself is a mean of Wide
    // squares for each unit. Numbers of one example share its x, whose squares sum to Wide·E[x²](1 ± √(κ/Wide)), where κ = E[x⁴]/E[x²]² − 1 is 5 for relu and 2 for a normal x. So the relative
    // deviation is at most √(2/(Wide·Wide) + (κ + 2)/(Wide·Examples)) plus what units share.
    private static double Bound(double kappa) => Deviations * (Math.Sqrt(2.0 / Wide / Wide) + Math.Sqrt((kappa + 2) / Wide / Examples) + Math.Sqrt(2.0 / Wide / Examples));

    [Theory]
    [InlineData("relu", "he-normal", 5)]
    [InlineData("relu", "he-uniform", 5)]
    [InlineData("identity", "lecun-normal", 2)]
    [InlineData("identity", "glorot-uniform", 2)]
    public void Signals_keep_their_size_forward_and_gradients_backward(string activation, string initializer, double kappa)
    {
        Activation f = Activation.Named(activation);
        (double forward, double backward) = Kept(f, Initializer.Named(initializer));
        Assert.Equal(1, forward, Bound(kappa));
        Assert.Equal(1, backward, Bound(kappa));
    }

    [Theory]
    [InlineData("relu", "lecun-normal", 0.5)]
    [InlineData("identity", "he-normal", 2)]
    public void With_the_wrong_scale_they_would_halve_or_double(string activation, string initializer, double factor)
    {
        (double forward, double backward) = Kept(Activation.Named(activation), Initializer.Named(initializer));
        Assert.Equal(factor, forward, factor * Bound(5));
        Assert.Equal(factor, backward, factor * Bound(5));
    }

    // Z2 of two square layers beside Z1, and dA of the input of layer 2 beside dA of its output, of a gradient that is random and not the loss's.
    private static (double Forward, double Backward) Kept(Activation f, Initializer initializer)
    {
        NetworkSpec spec = NetworkSpec.Create([Wide, Wide, Wide], f, Loss.Sse, seed: 3, output: f, weights: initializer);
        Network<F64> network = new(spec);
        Workspace<F64> at = new(network, Examples);
        RandomSource random = new(4);
        at.Load(Normals(random, Examples * Wide), new double[Examples * Wide]);
        network.Forward(at);
        double forward = Square(at.Z[2].Cells.ToArray()) / Square(at.Z[1].Cells.ToArray());

        F64[] da = [.. Normals(random, Examples * Wide).Select(each => (F64)each)], dz = new F64[da.Length];
        f.Pull<F64>(da, at.Z[2].Cells.ToArray(), at.A[2].Cells.ToArray(), dz);
        var before = new F64[da.Length];
        for (int e = 0; e < Examples; e++)
            for (int k = 0; k < Wide; k++)
                for (int j = 0; j < Wide; j++) before[e * Wide + k] += dz[e * Wide + j] * network.W[2][j, k];
        return (forward, Square(before) / Square(da));
    }

    private static double[] Normals(RandomSource random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Normal())];

    private static double Square(F64[] numbers) => numbers.Average(each => each.Number * each.Number);

    [Fact]
    public void A_network_is_made_of_sizes()
    {
        NetworkSpec spec = NetworkSpec.Create([784, 128, 10], Activation.Relu, Loss.SoftmaxCrossEntropy, seed: 1);
        Assert.Equal("784 → 128 relu → 10 softmax, softmax-cross-entropy, 101770 parameters", spec.ToString());
        Assert.All(spec.Dense(1).Biases, each => Assert.Equal(0, each));
        Assert.Equal(spec.Layers, NetworkSpec.Create([784, 128, 10], Activation.Relu, Loss.SoftmaxCrossEntropy, seed: 1).Layers);
        Assert.NotEqual(spec.Layers, NetworkSpec.Create([784, 128, 10], Activation.Relu, Loss.SoftmaxCrossEntropy, seed: 2).Layers);
        Assert.Equal(Activation.Identity, NetworkSpec.Create([2, 3, 1], Activation.Gelu, Loss.Mse, 1).Dense(2).Activation);
    }

    [Fact]
    public void A_shape_of_any_depth_is_filled_with_the_fans_that_are_said()
    {
        Tensor kernel = Initializer.HeNormal.Fill(new(1), new Shape(false, [16, 8, 5, 5]), fanIn: 8 * 25, fanOut: 16 * 25);
        Assert.Equal(4, kernel.Depth);
        Assert.Equal(0.01, kernel.Numbers().Average(each => each * each), Deviations * 0.01 * Math.Sqrt(2.0 / 3200));
    }

    [Fact]
    public void What_makes_no_network_is_refused()
    {
        Assert.StartsWith("sizes: got 3, wanted at least two", Assert.Throws<ProblemException>(() => NetworkSpec.Create([3], Activation.Relu, Loss.Mse, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("sizes[1]: got 0", Assert.Throws<ProblemException>(() => NetworkSpec.Create([3, 0], Activation.Relu, Loss.Mse, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.HeNormal.Scale(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Normal(double.NaN));
        Assert.Contains("did you mean \"he-normal\"?", Assert.Throws<ProblemException>(() => Initializer.Named("henormal")).Message, StringComparison.Ordinal);
    }
}
