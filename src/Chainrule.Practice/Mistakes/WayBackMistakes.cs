using Chainrule.Layers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes on the way back through a product: dX = dZ·W.</summary>
internal static class WayBackMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("updated-weights", "dA", Often.Usual, "The way back went through weights that had been updated already.", "All gradients belong to the weights of the forward pass: update when none is wanted any more.", In.Example,
            text => [new Spoil { Moved = [.. text.All(Verb.Back).Where(Hands).Select(each => (each.Of[0], each.Of[1].Of))] }]),
        new("weights-turned-back", "dA", Often.Usual, "The weights were read the wrong way round on the way back: row for column.", "What comes back to unit k goes along the weights from k: column k of W.", In.Matrices,
            text => In.Weights(text, Way.Backward, In.IsSquare, In.Transpose)),
        new("one-way-of-several", "dA", Often.Usual, "Only one of the units that a number goes into was counted.", "Along a way multiply, over the ways add: every unit of the next layer sends something back.", In.Example,
            text => Ways(text).SelectMany(w => Enumerable.Range(0, Math.Min(w.Shape.Rows, 4)), Only)
                // Whoever counts only the first unit may do so in every layer.
                .Append(Ways(text).Aggregate(Spoil.Nothing, (spoil, w) => spoil.And(Only(w, 0)))))
        { IsEither = true },
        new("one-way-missing", "dA", Often.Sometimes, "One of the units that a number goes into was left out.", "Over the ways add: every unit of the next layer sends something back.", In.Example,
            text => Ways(text).Where(w => w.Shape.Rows > 2).SelectMany(w => Enumerable.Range(0, Math.Min(w.Shape.Rows, 4)), (w, left) => Spoil.Reads(Way.Backward, w, W => In.Fill(W, (j, k) => j == left ? 0 : W[j, k]))))
        { IsEither = true },
        new("ways-averaged", "dA", Often.Seldom, "What comes back was averaged over the units; it adds up.", "Over the ways add: there is no 1/n.", In.Graphs,
            text => Ways(text).Select(w => Spoil.Reads(Way.Backward, w, W => In.Fill(W, (j, k) => W[j, k] / W.Rows)))),
        new("way-back-without-weights", "dA", Often.Sometimes, "The weights were left out on the way back.", "∂z/∂a is the weight in between.", In.Example,
            text => Backs(text).Select(w => Spoil.Reads(Way.Backward, w, W => In.Fill(W, (_, _) => 1)))),
        new("delta-of-another-unit", "dA", Often.Sometimes, "The δ of another unit was taken: they went back along each other's weights.", "δ[j] goes back along the weights to j, row j of W.", In.Matrices,
            text => Ways(text).Select(w => Spoil.Reads(Way.Backward, w, In.Reverse))),
        new("way-back-from-da", "dA", Often.Seldom, "∂L/∂a of the next layer went back, where its δ = ∂L/∂z belongs.", "The weights stand in z: first back through a = f(z), then through z.", In.Example,
            text => from each in text.All(Verb.Back) from pull in text.All(Verb.Pull) where pull.Into == each.Of[0] select Spoil.Instead(each, k => k.Back(pull.Of[0].Of, each.Of[1].Of, each.Into.Of))),
    ];

    private static Spoil Only(Quantity weights, int only) => Spoil.Reads(Way.Backward, weights, W => In.Fill(W, (j, k) => j == only ? W[j, k] : 0));

    private static bool Hands(Call back) => back.Into.Of.Role == Role.Value;

    private static IEnumerable<Quantity> Backs(StepText text) => text.All(Verb.Back).Where(Hands).Select(each => each.Of[1].Of).Distinct();

    private static IEnumerable<Quantity> Ways(StepText text) => Backs(text).Where(each => each.Shape.Rows > 1);
}
