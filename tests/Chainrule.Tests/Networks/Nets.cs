using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Tests.Networks;

/// <summary>Larger networks with seeded numbers, in the shapes that are timed.</summary>
internal static class Nets
{
    private static double[][] Numbers(Random random, int rows, int columns, double size) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (random.NextDouble() * 2 - 1) * size).ToArray())];

    internal static NetworkSpec Spec(int[] sizes, string hidden, string output, string loss)
    {
        Random random = new(1);
        return new(
            [
                .. Enumerable.Range(1, sizes.Length - 1).Select(l => new Dense(
                    Activation.Named(l == sizes.Length - 1 ? output : hidden),
                    Numbers(random, sizes[l], sizes[l - 1], 1 / Math.Sqrt(sizes[l - 1])), Numbers(random, 1, sizes[l], 0.1)[0])),
            ],
            Loss.Named(loss));
    }

    internal static NetworkSpec Classifier(int[] sizes) => Spec(sizes, "relu", "softmax", "softmax-cross-entropy");

    /// <summary>Numbers that are floats already, and targets one of which is 1.</summary>
    internal static Batch Batch(NetworkSpec spec, int examples) => new(
        [.. Numbers(new Random(2), examples, spec.Inputs, 1).Select(row => row.Select(x => (double)(float)x).ToArray())],
        [.. Enumerable.Range(0, examples).Select(e => Enumerable.Range(0, spec.Outputs).Select(j => j == e % spec.Outputs ? 1.0 : 0).ToArray())]);
}
