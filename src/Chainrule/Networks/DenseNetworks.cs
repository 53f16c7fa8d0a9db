using Chainrule.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Networks;

// Networks of dense layers from their sizes.
public sealed partial record NetworkSpec
{
    // Characters of a message.
    private const int LongestText = 40;

    /// <summary>
    /// A network of dense layers with random weights and biases of 0, ready to be trained: <c>NetworkSpec.Create([784, 128, 10], Activation.Relu, Loss.SoftmaxCrossEntropy, seed: 1)</c>.
    /// </summary>
    /// <param name="sizes">Inputs, then the units of each layer.</param>
    /// <param name="hidden">The activation of every layer but the last.</param>
    /// <param name="loss">What the outputs are measured with.</param>
    /// <param name="seed">The same seed gives the same network, to the bit, on every machine.</param>
    /// <param name="output">The last layer's activation; null for the one that the loss is paired with; else the hidden one, or identity where that is of the relu family.</param>
    /// <param name="weights">How the weights begin; null for what <see cref="Initializer.For"/> says for each layer's activation.</param>
    /// <param name="reduction">How the losses of several examples become one.</param>
    /// <exception cref="ProblemException">Sizes that make no network or too large a one; an output that the loss does not go with; softmax in a hidden layer.</exception>
    public static NetworkSpec Create(
        IReadOnlyList<int> sizes, Activation hidden, Loss loss, long seed, Activation? output = null, Initializer? weights = null, Reduction reduction = Reduction.Mean)
    {
        CheckSizes(Given.NotNull(sizes));
        CheckWeights(sizes);
        output ??= OutputFor(hidden, loss);
        var random = new RandomSource(seed);
        return new(
            [.. Enumerable.Range(1, sizes.Count - 1).Select(l => Layer(l == sizes.Count - 1 ? output : hidden, sizes[l], sizes[l - 1]))], loss, reduction);

        Dense Layer(Activation activation, int units, int inputs) =>
            new(activation, (weights ?? Initializer.For(activation)).Fill(random, units, inputs), new double[units]);
    }

    /// <summary>The usual output activation; see <see cref="Create"/>.</summary>
    internal static Activation OutputFor(Activation hidden, Loss loss) =>
        Given.NotNull(loss).OutputActivation is string paired ? Activation.Named(paired)
        : Initializer.IsBalanced(hidden) ? hidden
        : Activation.Identity;

    /// <exception cref="ProblemException">They make no network.</exception>
    internal static void CheckSizes(IReadOnlyList<int> sizes)
    {
        string got = Text(sizes);
        if (sizes.Count < 2) throw new ProblemException($"sizes: got {(got.Length == 0 ? "none" : got)}, wanted at least two, the inputs and the units of a layer, such as 2-3-1");
        for (int l = 0; l < sizes.Count; l++)
            if (sizes[l] < 1) throw new ProblemException($"sizes[{l}]: got {sizes[l]} (in {got}), wanted at least 1");
    }

    private static void CheckWeights(IReadOnlyList<int> sizes)
    {
        for (int l = 1; l < sizes.Count; l++)
            if ((long)sizes[l] * sizes[l - 1] > Array.MaxLength)
                throw new ProblemException($"sizes: {Text(sizes)} has {(long)sizes[l] * sizes[l - 1]:N0} weights in layer {l}, more than a matrix can hold; make the layer smaller");
    }

    /// <summary>The sizes as one would write them, and not too many.</summary>
    internal static string Text(IReadOnlyList<int> sizes)
    {
        string all = string.Join("-", sizes);
        return all.Length <= LongestText ? all : all[..LongestText] + "…";
    }
}
