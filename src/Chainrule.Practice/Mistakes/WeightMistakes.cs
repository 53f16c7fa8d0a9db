using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in dW = dZᵀ·X.</summary>
internal static class WeightMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("weight-gradient-without-input", "dW", Often.Usual, "The input was left out: dW[j,k] = δ[j].", "∂z/∂w is the input of the weight.", In.Neuron,
            text => Kept(text).Select(each => After(each, (dZ, _, _, j, _) => dZ[j]))),
        new("weight-gradient-turned", "dW", Often.Usual, "The indices are mixed up: dW[j,k] = δ[k]·x[j].", "dW has the shape of W: the row is the unit it goes to.", In.Matrices,
            text => Kept(text).Where(each => In.IsSquare(each.Into.Of)).Select(each => Spoil.After(StepText.Of(each.Into), (_, dW) => In.Transpose(dW)))),
        new("weight-gradient-of-inputs", "dW", Often.Usual, "The network's inputs were multiplied in, and not the activations of the layer before.", "The input of a weight of layer l is an activation of layer l − 1.", In.Example,
            text => Kept(text).Where(each => each.Of[1].Of != text.Plan.X && SumMistakes.Fits(text.Plan.X, each.Of[1].Of)).Select(each => Spoil.Instead(each, k => k.Keep(each.Into.Of, each.Of[0].Of, text.Plan.X)))),
        new("weight-gradient-of-own-activation", "dW", Often.Usual, "The layer's own activations were multiplied in, and not those of the layer before.", "The input of a weight of layer l is an activation of layer l − 1.", In.Example,
            text => from each in Kept(text) from apply in text.All(Verb.Apply) where apply.Of[0].Of == each.Of[0].Of && SumMistakes.Fits(apply.Into.Of, each.Of[1].Of) select Spoil.Instead(each, k => k.Keep(each.Into.Of, each.Of[0].Of, apply.Into.Of))),
        new("weight-gradient-of-sums", "dW", Often.Sometimes, "The sums z of the layer before were multiplied in, and not its activations.", "What comes in is a = f(z).", In.Example,
            text => from each in Kept(text) from apply in text.All(Verb.Apply) where apply.Into == each.Of[1] select Spoil.Instead(each, k => k.Keep(each.Into.Of, each.Of[0].Of, apply.Of[0].Of))),
        new("weight-gradient-from-da", "dW", Often.Seldom, "∂L/∂a was multiplied in, where δ = ∂L/∂z belongs: the slope is missing.", "The weight stands in z: first back through a = f(z).", In.Neuron,
            text => from each in Kept(text) from pull in text.All(Verb.Pull) where pull.Into == each.Of[0] select Spoil.Instead(each, k => k.Keep(each.Into.Of, pull.Of[0].Of, each.Of[1].Of))),
        new("weight-gradient-of-another-unit", "dW", Often.Sometimes, "The δ of another unit was taken.", "dW[j,k] takes δ[j]: the unit that the weight goes to.", In.Matrices,
            text => Kept(text).Where(each => each.Into.Of.Shape.Rows > 1).Select(each => Spoil.After(StepText.Of(each.Into), (_, dW) => In.Reverse(dW)))),
        new("weight-gradient-times-weight", "dW", Often.Sometimes, "The weight itself was multiplied in, where its input belongs.", "∂(w·x)/∂w is x; w is ∂(w·x)/∂x.", In.Graphs,
            text => Kept(text).Select(each => After(each, (dZ, _, W, j, k) => dZ[j] * W[j, k]))),
        new("weight-gradient-of-one-example", "dW", Often.Usual, "Only one example was counted: = in place of += over the examples.", "A weight that all examples share has a gradient from each, and they add up.", In.Matrices,
            text => text.Examples == 1 ? [] : Kept(text).SelectMany(each => SumMistakes.Ends(text.Examples), (each, only) => Some(each, (row, rows) => row / (rows / text.Examples) == only)))
        { IsEither = true },
        new("weight-gradient-of-one-row", "dW", Often.Sometimes, "Only one position or window was counted.", "All positions of an example share the weights, and each adds to their gradient.", In.Matrices,
            text => Kept(text).Where(each => each.Of[0].Of.Shape.Rows > 1).SelectMany(each => SumMistakes.Ends(each.Of[0].Of.Shape.Rows), (each, only) => Some(each, (row, _) => row % each.Of[0].Of.Shape.Rows == only)))
        { IsEither = true },
        new("weight-gradient-averaged-over-rows", "dW", Often.Seldom, "The gradient was averaged over positions or windows; it adds up.", "Over the ways add: each place where the weight is used sends back a part.", In.Matrices,
            text => Kept(text).Where(each => each.Of[0].Of.Shape.Rows > 1).Select(each => Spoil.Each(StepText.Of(each.Into), g => g / each.Of[0].Of.Shape.Rows))),
    ];

    private static IEnumerable<Call> Kept(StepText text) => text.All(Verb.KeepWeights);

    // The part of a row in dW[j,k], from its δ, its input and the weights.
    private static Spoil After(Call keep, Func<double[], double[], Matrix<F64>, int, int, double> part) => Spoil.After(StepText.Of(keep.Into), (at, dW) =>
    {
        Matrix<F64> dZ = at.At.Gradient(keep.Of[0].Of), X = at.At[keep.Of[1].Of], W = at[keep.Into.Of];
        double[][] deltas = Rows(dZ), inputs = Rows(X);
        In.Fill(dW, (j, k) => Enumerable.Range(0, dZ.Rows).Sum(e => part(deltas[e], inputs[e], W, j, k)));
    });

    private static Spoil Some(Call keep, Func<int, int, bool> which) => Spoil.After(StepText.Of(keep.Into), (at, dW) =>
    {
        double[][] deltas = Rows(at.At.Gradient(keep.Of[0].Of)), inputs = Rows(at.At[keep.Of[1].Of]);
        In.Fill(dW, (j, k) => Enumerable.Range(0, deltas.Length).Where(row => which(row, deltas.Length)).Sum(row => deltas[row][j] * inputs[row][k]));
    });

    private static double[][] Rows(Matrix<F64> matrix) => [.. Enumerable.Range(0, matrix.Rows).Select(row => Array.ConvertAll(matrix.Row(row).ToArray(), each => each.Number))];
}
