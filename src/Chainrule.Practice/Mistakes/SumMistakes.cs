using Chainrule.Layers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in the weighted sum z = W·x + b.</summary>
internal static class SumMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("bias-left-out", "z", Often.Usual, "The bias was left out of the weighted sum.", "With all inputs 0 a unit's z is its bias; yours would be 0.", In.Neuron,
            text => Biases(text, b => In.Fill(b, (_, _) => 0))),
        new("bias-subtracted", "z", Often.Seldom, "The bias was subtracted; it is added.", "With all inputs 0 a unit's z is its bias, with its own sign.", In.Neuron,
            text => Biases(text, b => In.Fill(b, (j, k) => -b[j, k]))),
        new("bias-for-each-input", "z", Often.Sometimes, "The bias was added once for each input; a unit adds it once.", "With all inputs 0 a unit's z is its bias, and not a multiple of it.", In.Neuron,
            text => text.All(Verb.Affine).Where(each => each.Of[1].Of.Shape.Columns > 1).Select(each => Spoil.Reads(Way.Forward, each.Of[2].Of, b => In.Fill(b, (j, k) => each.Of[1].Of.Shape.Columns * b[j, k])))),
        new("bias-of-another-unit", "z", Often.Seldom, "All units of the layer took the bias of the first one.", "Each unit has a bias of its own: b[j] stands in z[j] only.", In.Matrices,
            text => Biases(text, b => In.Fill(b, (j, _) => b[j, 0]))),
        new("weights-turned-forward", "z", Often.Usual, "The weights were read the other way round: column for row, Wᵀ for W.", "W[j,k] goes to unit j from input k, so z[j] takes row j of W.", In.Matrices,
            text => In.Weights(text, Way.Forward, In.IsSquare, In.Transpose)),
        new("weights-of-another-unit", "z", Often.Seldom, "Each unit took the weights of another one: the rows of W stand in the opposite order.", "z[j] takes row j of W.", In.Matrices,
            text => In.Weights(text, Way.Forward, each => each.Shape.Rows > 1, In.Reverse)),
        new("input-left-out", "z", Often.Sometimes, "One input was left out of the weighted sum.", "A unit's sum has a term for each input of the layer.", In.Neuron,
            text => text.All(Verb.Affine).Select(each => each.Of[1].Of).Where(each => each.Shape.Columns > 1).SelectMany(each => Ends(each.Shape.Columns), (w, left) => Spoil.Reads(Way.Forward, w, W => In.Fill(W, (j, k) => k == left ? 0 : W[j, k]))))
        { IsEither = true },
        new("inputs-for-activations", "z", Often.Sometimes, "The layer read the network's inputs in place of the activations of the layer before it.", "Layer l sums up what layer l − 1 hands on, a[l−1].", In.Example,
            text => text.All(Verb.Affine).Where(each => each.Of[0].Of != text.Plan.X && Fits(text.Plan.X, each.Of[0].Of)).Select(each => Spoil.Instead(each, k => k.Affine(text.Plan.X, each.Of[1].Of, each.Of[2].Of, each.Into.Of)))),
        new("sums-for-activations", "z", Often.Sometimes, "The layer read the sums z of the layer before it, and not its activations a.", "What a layer hands on is a = f(z).", In.Example,
            text => from each in text.All(Verb.Affine) from apply in text.All(Verb.Apply) where apply.Into == each.Of[0] select Spoil.Instead(each, k => k.Affine(apply.Of[0].Of, each.Of[1].Of, each.Of[2].Of, each.Into.Of))),
    ];

    private static IEnumerable<Spoil> Biases(StepText text, Action<LinearAlgebra.Matrix<Numbers.F64>> change) => text.All(Verb.Affine).Select(each => Spoil.Reads(Way.Forward, each.Of[2].Of, change));

    internal static bool Fits(Quantity one, Quantity other) => (one.Shape.Rows, one.Shape.Columns) == (other.Shape.Rows, other.Shape.Columns);

    // Of many terms the first and the last are those that are lost.
    internal static int[] Ends(int count) => [0, count - 1];
}
