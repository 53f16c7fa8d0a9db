using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;
using CsCheck;

namespace Chainrule.Tests.Networks;

/// <summary>Small random problems over all activations, losses and reductions.</summary>
internal static class RandomProblems
{
    private static readonly Gen<double> Number = Gen.Double[-2, 2];

    private static readonly Activation[] Elementwise = [.. Activation.All.Where(f => f.IsElementwise)];

    private static Gen<double[]> Row(int size) => Number.Array[size];

    private static Gen<Dense> Layer(int inputs, int units, Gen<Activation> activation) =>
        Gen.Select(activation, Row(inputs).Array[units], Row(units), (f, W, b) => new Dense(f, W, b));

    private static Gen<Activation> OutputOf(Loss loss) =>
        Gen.OneOf(loss.OutputActivation is string name ? [Activation.Named(name)] : Activation.All.ToArray());

    // Numbers, or where the loss wants them, sides or probabilities.
    private static Gen<double[]> Target(Loss loss, int size) =>
        loss.WrongTargets([2.0]) is null ? Row(size)
        : loss == Loss.Hinge ? Gen.Bool.Select(isRight => isRight ? 1.0 : -1).Array[size]
        : loss.OutputActivation == "softmax" ? Gen.Int[0, size - 1].Select(hot => Enumerable.Range(0, size).Select(j => j == hot ? 1.0 : 0).ToArray())
        : Gen.Double[0, 1].Array[size];

    private static Gen<Dense[]> Layers(int[] widths, Loss loss)
    {
        int last = widths.Length - 1;
        Gen<Dense[]> layers = Layer(widths[last - 1], widths[last], OutputOf(loss)).Select(layer => new[] { layer });
        for (int l = last - 1; l >= 1; l--)
            layers = Gen.Select(Layer(widths[l - 1], widths[l], Gen.OneOf(Elementwise)), layers, (first, rest) => (Dense[])[first, .. rest]);
        return layers;
    }

    private static Gen<Batch> Batch(int examples, int inputs, Gen<double[]> target) =>
        Gen.Select(Row(inputs).Array[examples], target.Array[examples], (X, Y) => new Batch(X, Y));

    /// <summary>Depth 1–4, widths 1–5, with this many examples.</summary>
    internal static Gen<Problem> Problem(Gen<Loss> losses, int fewest = 1, int most = 5) =>
        from widths in Gen.Int[1, 5].Array[2, 5]
        from loss in losses
        from reduction in Gen.Enum<Reduction>()
        from examples in Gen.Int[fewest, most]
        from layers in Layers(widths, loss)
        from batch in Batch(examples, widths[0], Target(loss, widths[^1]))
        select new Problem(new NetworkSpec(layers, loss, reduction), batch, 0.1);

    internal static Gen<Problem> Any(int fewest = 1, int most = 5) => Problem(Gen.OneOf(Loss.All.ToArray()), fewest, most);

    internal static Problem With(this Problem problem, Loss loss) =>
        new(new NetworkSpec(problem.Network.Layers, loss, problem.Network.Reduction), problem.Batch, problem.LearningRate, problem.UpdateBiases);

    internal static Batch Examples(this Batch batch, IEnumerable<int> which) =>
        new([.. which.Select(e => batch.X[e])], [.. which.Select(e => batch.Y[e])]);
}
