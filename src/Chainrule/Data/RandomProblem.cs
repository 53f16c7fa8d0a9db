using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>A network and examples made from a seed, with numbers short enough to be copied by hand.</summary>
public static class RandomProblem
{
    /// <summary>The most parameters of a network, and the most numbers of its examples: about the size that still fits into a network file.</summary>
    public const int Largest = 10_000_000;

    /// <summary>
    /// A random problem. Weights are drawn as <see cref="Initializer.For"/> says, with Glorot's or He's scale; biases from ±0.5, inputs from ±1. All are rounded to two decimals, weights to
    /// more where the scale is below 0.1. Targets fit the loss: one class in one-hot form beside softmax, 0 or 1 for binary cross-entropy, otherwise
    /// values of the output activation with z from ±2.
    /// </summary>
    /// <param name="sizes">Inputs, then the units of each layer: <c>[2, 3, 1]</c>.</param>
    /// <param name="hidden">The activation of every layer but the last.</param>
    /// <param name="output">
    /// The last layer's activation. Null takes the one the loss is paired with; else the hidden one, or identity where that is of the relu family.
    /// </param>
    /// <param name="loss">What the outputs are measured with.</param>
    /// <param name="seed">The same seed gives the same problem.</param>
    /// <param name="examples">How many examples.</param>
    /// <param name="learningRate">η; null for the default of gradient descent.</param>
    /// <param name="updateBiases">Whether the biases are learned too.</param>
    /// <param name="reduction">How the losses of the examples become one.</param>
    /// <exception cref="ProblemException">Sizes that make no network or too large a one; an output that the loss does not go with; softmax in a hidden layer.</exception>
    public static Problem Create(
        IReadOnlyList<int> sizes, Activation hidden, Activation? output, Loss loss, long seed, int examples = 1,
        double? learningRate = null, bool updateBiases = true, Reduction reduction = Reduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(loss);
        Check(sizes, examples);
        output ??= NetworkSpec.OutputFor(hidden, loss);
        var random = new RandomSource(seed);
        var layers = new Dense[sizes.Count - 1];
        for (int l = 0; l < layers.Length; l++)
            layers[l] = Layer(random, l == layers.Length - 1 ? output : hidden, sizes[l], sizes[l + 1]);
        var network = new NetworkSpec(layers, loss, reduction);
        return new(network, Examples(random, network, examples), learningRate, updateBiases);
    }

    private static Dense Layer(RandomSource random, Activation activation, int inputs, int units)
    {
        Initializer initializer = Initializer.For(activation);
        double scale = initializer.Scale(inputs, units);
        int decimals = Decimals(scale);
        double[][] weights = Rows(units, inputs, () => Round(initializer.Draw(random, scale), decimals));
        return new(activation, weights, Row(units, () => Round(random.Uniform(-0.5, 0.5))));
    }

    // Two, and one more for each zero behind the point, or the weights of a wide layer would all be rounded to 0.
    private static int Decimals(double scale)
    {
        int decimals = 2;
        for (; scale < 0.1; scale *= 10) decimals++;
        return decimals;
    }

    private static Batch Examples(RandomSource random, NetworkSpec network, int count) =>
        new(Rows(count, network.Inputs, () => Round(random.Uniform(-1, 1))), [.. Enumerable.Range(0, count).Select(_ => Targets(random, network))]);

    private static double[] Targets(RandomSource random, NetworkSpec network)
    {
        Activation output = network.Dense(network.Layers.Count).Activation;
        if (network.Loss == Loss.Hinge) return Row(network.Outputs, () => random.Below(2) * 2 - 1);
        if (!output.IsElementwise) return OneHot(random.Below(network.Outputs), network.Outputs);
        if (network.Loss.IsPaired) return Row(network.Outputs, () => random.Below(2));
        double[] z = Row(network.Outputs, () => random.Uniform(-2, 2));
        var a = new F64[z.Length];
        output.Apply<F64>(Array.ConvertAll(z, each => (F64)each), a);
        return Array.ConvertAll(a, each => Round(each));
    }

    private static double[] OneHot(int label, int classes)
    {
        double[] y = new double[classes];
        y[label] = 1;
        return y;
    }

    private static double[][] Rows(int count, int length, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => Row(length, next))];

    private static double[] Row(int length, Func<double> next)
    {
        double[] row = new double[length];
        for (int i = 0; i < length; i++) row[i] = next();
        return row;
    }

    // Adding 0 turns −0 into 0, which nobody writes.
    private static double Round(double number, int decimals = 2) => Math.Round(number, decimals) + 0.0;

    private static void Check(IReadOnlyList<int> sizes, int examples)
    {
        NetworkSpec.CheckSizes(sizes);
        double parameters = 0;
        for (int l = 1; l < sizes.Count; l++) parameters += sizes[l] * (sizes[l - 1] + 1.0);
        if (parameters > Largest) throw new ProblemException($"sizes: {NetworkSpec.Text(sizes)} has {parameters:N0} parameters, wanted at most {Largest:N0}; make the layers smaller");
        if (examples < 1) throw new ProblemException($"examples: got {examples}, wanted at least 1");
        double numbers = examples * ((double)sizes[0] + sizes[^1]);
        if (numbers > Largest) throw new ProblemException($"examples: {examples:N0} of them are {numbers:N0} numbers, wanted at most {Largest:N0}; ask for fewer");
    }
}
