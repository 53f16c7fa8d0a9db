using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in db, the column sums of dZ.</summary>
internal static class BiasMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("bias-gradient-forgotten", "db", Often.Usual, "The bias was given no gradient.", "∂z/∂b = 1, so db is δ itself.", In.Neuron,
            text => Kept(text).Select(each => Spoil.Each(StepText.Of(each.Into), _ => 0))),
        new("bias-gradient-times-input", "db", Often.Usual, "δ was multiplied with an input: that is a weight's gradient.", "The bias has no input but 1: ∂z/∂b = 1.", In.Neuron,
            text => (from each in Kept(text) from keep in text.All(Verb.KeepWeights) where keep.Of[0] == each.Of[0]
                     from input in SumMistakes.Ends(keep.Into.Of.Shape.Columns).Distinct()
                     select Spoil.After(StepText.Of(each.Into), (at, db) => In.Fill(db, (_, j) => Enumerable.Range(0, at.At[keep.Of[1].Of].Rows).Sum(e => at.At.Gradient(each.Of[0].Of)[e, j] * at.At[keep.Of[1].Of][e, input])))))
        { IsEither = true },
        new("bias-gradient-for-each-weight", "db", Often.Sometimes, "δ was added once for each weight that goes into the unit.", "The bias stands in z once.", In.Neuron,
            text => from each in Kept(text) from keep in text.All(Verb.KeepWeights) where keep.Of[0] == each.Of[0] && keep.Into.Of.Shape.Columns > 1 select Spoil.Each(StepText.Of(each.Into), g => keep.Into.Of.Shape.Columns * g)),
        new("bias-gradient-shared", "db", Often.Sometimes, "All biases of the layer were given one gradient, the sum of its δ.", "Each unit has a bias of its own, and db[j] = δ[j].", In.Example,
            text => Kept(text).Where(each => each.Into.Of.Shape.Columns > 1).Select(each => Spoil.After(StepText.Of(each.Into), (_, db) =>
            {
                double sum = 0;
                foreach (Numbers.F64 cell in db.Cells) sum += cell.Number;
                In.Fill(db, (_, _) => sum);
            }))),
        new("bias-gradient-times-bias", "db", Often.Seldom, "δ was multiplied with the bias itself.", "∂(z + b)/∂b = 1.", In.Neuron,
            text => Kept(text).Select(each => Spoil.After(StepText.Of(each.Into), (at, db) => In.Fill(db, (j, k) => db[j, k] * at[each.Into.Of][j, k])))),
        new("bias-gradient-from-da", "db", Often.Seldom, "∂L/∂a was taken, where δ = ∂L/∂z belongs: the slope is missing.", "The bias stands in z: first back through a = f(z).", In.Neuron,
            text => from each in Kept(text) from pull in text.All(Verb.Pull) where pull.Into == each.Of[0] select Spoil.Instead(each, k => k.Keep(each.Into.Of, pull.Of[0].Of))),
        new("bias-gradient-of-one-row", "db", Often.Sometimes, "Only one example, position or window was counted.", "All of them share the bias, and each adds to its gradient.", In.Matrices,
            text => Kept(text).Where(each => text.Examples * each.Of[0].Of.Shape.Rows > 1).SelectMany(each => SumMistakes.Ends(text.Examples * each.Of[0].Of.Shape.Rows),
                (each, only) => Spoil.After(StepText.Of(each.Into), (at, db) => In.Fill(db, (_, j) => at.At.Gradient(each.Of[0].Of)[only, j]))))
        { IsEither = true },
        new("bias-gradient-averaged", "db", Often.Seldom, "db was averaged over examples, positions or windows; it adds up.", "The 1/n stands in the loss, and nowhere else.", In.Matrices,
            text => Kept(text).Where(each => text.Examples * each.Of[0].Of.Shape.Rows > 1).Select(each => Spoil.Each(StepText.Of(each.Into), g => g / (text.Examples * each.Of[0].Of.Shape.Rows)))),
    ];

    private static IEnumerable<Call> Kept(StepText text) => text.All(Verb.KeepBias);
}
