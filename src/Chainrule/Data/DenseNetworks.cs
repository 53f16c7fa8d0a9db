using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>Networks of dense layers from their sizes.</summary>
public static class DenseNetworks
{
    extension(NetworkSpec)
    {
        /// <summary>
        /// A network of dense layers with random weights and biases of 0, ready to be trained: <c>NetworkSpec.Create([784, 128, 10], Activation.Relu, Loss.SoftmaxCrossEntropy, seed: 1)</c>.
        /// </summary>
        /// <param name="sizes">Inputs, then the units of each layer.</param>
        /// <param name="hidden">The activation of every layer but the last.</param>
        /// <param name="loss">What the outputs are measured with.</param>
        /// <param name="seed">The same seed gives the same network, to the bit, on every machine.</param>
        /// <param name="output">The last layer's activation; null for the one which <see cref="OutputFor"/> names.</param>
        /// <param name="weights">How the weights begin; null for what <see cref="Initializer.For"/> says for each layer's activation.</param>
        /// <param name="reduction">How the losses of several examples become one.</param>
        /// <exception cref="ProblemException">Sizes that make no network; an output that the loss does not go with; softmax in a hidden layer.</exception>
        public static NetworkSpec Create(
            IReadOnlyList<int> sizes, Activation hidden, Loss loss, long seed, Activation? output = null, Initializer? weights = null, Reduction reduction = Reduction.Mean)
        {
            CheckSizes(Given.NotNull(sizes));
            output ??= OutputFor(hidden, loss);
            var random = new RandomSource(seed);
            return new(
                [.. Enumerable.Range(1, sizes.Count - 1).Select(l => Layer(l == sizes.Count - 1 ? output : hidden, sizes[l], sizes[l - 1]))], loss, reduction);

            Dense Layer(Activation activation, int units, int inputs) =>
                new(activation, (weights ?? Initializer.For(activation)).Fill(random, units, inputs), new double[units]);
        }
    }

    /// <summary>The usual output activation: the one that the loss is paired with; else the hidden one, or identity where that is of the relu family.</summary>
    public static Activation OutputFor(Activation hidden, Loss loss) =>
        Given.NotNull(loss).OutputActivation is string paired ? Activation.Named(paired)
        : Initializer.IsBalanced(hidden) ? hidden
        : Activation.Identity;

    /// <exception cref="ProblemException">They make no network.</exception>
    internal static void CheckSizes(IReadOnlyList<int> sizes)
    {
        string got = Shown.Text(string.Join("-", sizes));
        if (sizes.Count < 2) throw new ProblemException($"sizes: got {(got.Length == 0 ? "none" : got)}, wanted at least two, the inputs and the units of a layer, such as 2-3-1");
        for (int l = 0; l < sizes.Count; l++)
            if (sizes[l] < 1) throw new ProblemException($"sizes[{l}]: got {sizes[l]} (in {got}), wanted at least 1");
    }
}
