using System.Numerics;
using Chainrule.Checking;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Networks;

namespace Chainrule.Tests.Layers;

/// <summary>
/// The gradients of the layers with the longest backward passes against the complex step through layers that were written a second time. Each stands at the end of its network, so that nothing hides
/// what it hands on, and mostly above another layer, so that what it hands back is seen too.
/// </summary>
public class ComplexStepTests
{
    private const int Instances = 200;

    [Theory]
    [InlineData(1, true), InlineData(1, false), InlineData(2, true), InlineData(2, false)]
    public void The_gradients_of_attention_are_those_of_the_complex_step(int heads, bool isCausal) => Check(random =>
    {
        (int positions, int inputs, int units) = (Samples.From(random, 2, 4), Samples.From(random, 1, 4), Samples.From(random, 1, 3));
        int x = Samples.From(random, 1, 4), channels = heads * Samples.From(random, 1, 3);
        Projection Of(int to, int from) => new(Samples.Table(random, to, from), Samples.Row(random, to));
        return OfRows(random, positions, inputs, x,
            new Attention(heads, Of(channels, x), Of(channels, x), Of(channels, x), Of(units, channels), isCausal),
            (rows, θ) => ComplexLayers.Attention(rows, heads, channels, units, isCausal, θ));
    });

    // Of two numbers normalised nothing is left but which is larger: their gradient is a rounding error, so there are three or more.
    [Theory]
    [InlineData(1e-5), InlineData(0.1)]
    public void The_gradients_of_layer_norm_are_those_of_the_complex_step(double epsilon) => Check(random =>
    {
        int columns = Samples.From(random, 3, 5);
        return OfRows(random, Samples.From(random, 1, 3), Samples.From(random, 1, 4), columns,
            new LayerNorm(Samples.Gain(random, columns), Samples.Row(random, columns), epsilon), (rows, θ) => ComplexLayers.LayerNorm(rows, epsilon, θ));
    });

    [Theory]
    [InlineData("tanh", 1), InlineData("tanh", 2), InlineData("sigmoid", 1), InlineData("sigmoid", 2)]
    public void The_gradients_of_convolutions_are_those_of_the_complex_step(string activation, int stride) => Check(random =>
    {
        Func<Complex, Complex> f = activation == "tanh" ? Complex.Tanh : ComplexLayers.Sigmoid;
        (int channels, int height, int width) = (Samples.From(random, 1, 2), Samples.From(random, 3, 5), Samples.From(random, 3, 5));
        (Convolution Layer, Func<Complex[][][], ComplexParameters, Complex[][][]> Law) Next(int from, int most)
        {
            (int To, int Rows, int Columns) kernels = (Samples.From(random, 1, 3), Samples.From(random, 1, most), Samples.From(random, 1, most));
            int padding = random.Below(Math.Max(kernels.Rows, kernels.Columns));
            Tensor w = Tensor.Of(new Shape(false, [kernels.To, from, kernels.Rows, kernels.Columns]), _ => Samples.Number(random));
            return (new(Activation.Named(activation), w, Samples.Row(random, kernels.To), stride, padding), (x, θ) => ComplexLayers.Convolution(x, kernels, stride, padding, f, θ));
        }
        var first = Next(channels, 3);
        // A window of 1 × 1 always fits.
        var second = Next(first.Layer.Kernels.Count, 1 + (stride == 1 && first.Layer.Padding > 0 ? 1 : 0));
        return (new([first.Layer, second.Layer, new Flatten()], Loss.Named("half-sse"), Reduction.Mean, Shape.Image(channels, height, width)), (x, θ) =>
        {
            Complex[][][] picture = [.. Enumerable.Range(0, channels).Select(channel => ComplexLayers.Grid(height, width, (r, c) => x[(channel * height + r) * width + c]))];
            return ComplexLayers.Flatten(second.Law(first.Law(picture, θ), θ));
        }
        );
    });

    // Positions with the layer alone on them, or above a dense one.
    private static (NetworkSpec, Func<double[], ComplexParameters, Complex[][]>) OfRows(
        RandomSource random, int positions, int inputs, int columns, LayerSpec layer, Func<Complex[][], ComplexParameters, Complex[][]> law)
    {
        bool isAlone = random.Below(4) == 0;
        if (isAlone) inputs = columns;
        LayerSpec[] layers = isAlone ? [layer] : [new Dense(Activation.Named("tanh"), Samples.Table(random, columns, inputs), Samples.Row(random, columns)), layer];
        return (new(layers, Loss.Named("half-sse"), Reduction.Mean, Shape.Sequence(positions, inputs)), (x, θ) =>
        {
            Complex[][] rows = ComplexLayers.Grid(positions, inputs, (r, c) => x[r * inputs + c]);
            return law(isAlone ? rows : ComplexLayers.Tanh(ComplexLayers.Affine(rows, columns, θ)), θ);
        }
        );
    }

    private static void Check(Func<RandomSource, (NetworkSpec, Func<double[], ComplexParameters, Complex[][]>)> instance)
    {
        for (int seed = 0; seed < Instances; seed++)
        {
            var random = new RandomSource(seed);
            (NetworkSpec network, Func<double[], ComplexParameters, Complex[][]> outputs) = instance(random);
            int examples = Samples.From(random, 1, 2);
            Problem problem = new(network, new(Samples.Table(random, examples, network.Inputs), Samples.Table(random, examples, network.Outputs)));
            double[][] x = problem.Batch.X.ToArrays(), y = problem.Batch.Y.ToArrays();
            double[] θ = [.. Computed.Parameters(new Network<F64>(network)).Select(each => each.Number)];
            double[] right = ComplexStep.Gradient(θ, numbers => ComplexLayers.Sum(x.Zip(y, (input, wanted) => ComplexLayers.HalfSse(outputs(input, new(numbers)), wanted))) / examples);
            AssertEqual(network, right, [.. Computed.LossAndGradients<F64>(problem).Skip(1).Select(each => each.Number)], seed);
        }
    }

    // A key's bias moves all scores of a row alike, which the softmax does not see: its gradient is 0 and measured against that of the weights beside it.
    private static void AssertEqual(NetworkSpec network, double[] right, double[] engine, int seed)
    {
        Parameter[] all = [.. Parameter.All(network)];
        Assert.Equal(all.Length, right.Length);
        for (int i = 0; i < all.Length; i++)
        {
            double size = all.Zip(right).Where(each => Measure(each.First) == Measure(all[i])).Max(each => Math.Abs(each.Second));
            Assert.True(Math.Abs(right[i] - engine[i]) <= 1e-10 * size, $"seed {seed}, {all[i]}: got {engine[i]:R}, wanted {right[i]:R}, of at most {size:R}");
        }

        static (string, int) Measure(Parameter each) => (each.Of.Letter == "bk" ? "Wk" : each.Of.Letter, each.Of.Layer);
    }
}
