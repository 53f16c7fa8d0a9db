using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in the loss itself.</summary>
internal static class LossMistakes
{
    private static readonly string[] CrossEntropies = ["binary-cross-entropy", "softmax-cross-entropy"];

    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("loss-without-half", "L", Often.Usual, "The ½ in front of the sum of squares was forgotten.", "half-sse is ½ Σ (a − y)²: its slope a − y has no 2.", In.Neuron,
            text => Of(text, ["half-sse"], each => 2 * each)),
        new("loss-with-half", "L", Often.Sometimes, "A ½ was put in front of the squares, which this loss does not have.", "sse is Σ (a − y)², and mse its mean.", In.Neuron,
            text => Of(text, ["sse", "mse"], each => 0.5 * each)),
        new("loss-summed-over-outputs", "L", Often.Usual, "The outputs' terms were added up and not averaged.", "This loss divides by the number of outputs.", In.Neuron,
            text => text.Problem.Network.Loss.IsMeanOverOutputs ? Of(text, null, each => Outputs(text) * each) : []),
        new("loss-averaged-over-outputs", "L", Often.Sometimes, "The outputs' terms were averaged; this loss adds them up.", "Nothing in this loss divides by the number of outputs.", In.Neuron,
            text => text.Problem.Network.Loss.IsMeanOverOutputs ? [] : Of(text, null, each => each / Outputs(text))),
        new("errors-not-squared", "L", Often.Sometimes, "The errors were added up without squaring them.", "An error of −1 costs as much as one of 1.", In.Neuron,
            text => Squared(text, (a, y) => a - y)),
        new("loss-absolute", "L", Often.Seldom, "The absolute errors were taken and not their squares.", "Half an error costs a quarter.", In.Neuron,
            text => Squared(text, (a, y) => Math.Abs(a - y))),
        new("loss-log-ten", "L", Often.Usual, "The logarithm with base 10 was taken; cross-entropy has the natural one.", "−ln ½ = 0.693, and −log₁₀ ½ = 0.301.", In.Classes,
            text => Of(text, CrossEntropies, each => each / Math.Log(10))),
        new("loss-log-two", "L", Often.Seldom, "The logarithm with base 2 was taken; cross-entropy here has the natural one.", "−ln ½ = 0.693, and −log₂ ½ = 1.", In.Classes,
            text => Of(text, CrossEntropies, each => each / Math.Log(2))),
        new("loss-without-minus", "L", Often.Sometimes, "The minus in front of the logarithm was forgotten.", "A cross-entropy is never negative.", In.Classes,
            text => Of(text, CrossEntropies, each => -each)),
        new("loss-of-one-class", "L", Often.Sometimes, "Only −y ln a was counted, and the term of 1 − y forgotten.", "With y = 0 the loss is −ln(1 − a), and not 0.", In.Classes,
            text => text.Problem.Network.Loss.Name == "binary-cross-entropy" ? [Rows(text, (a, y) => -a.Zip(y, (p, t) => t == 0 ? 0 : t * Math.Log(p)).Sum())] : []),
        new("loss-of-all-classes", "L", Often.Seldom, "−ln of every class was added up, and not only that of the true one.", "y picks the true class: all other terms are 0.", In.Classes,
            text => text.Problem.Network.Loss.Name == "softmax-cross-entropy" ? [Rows(text, (a, _) => -a.Sum(Math.Log))] : []),
        new("losses-added-up", "L", Often.Usual, "The examples' losses were added up and not averaged.", "The loss of a batch is the mean, 1/n Σ L[e].", In.Matrices,
            text => text.Examples > 1 && text.Problem.Network.Reduction == Networks.Reduction.Mean ? [Spoil.Each(In.Number(text.Plan.Loss.Total), each => each * text.Examples)] : []),
        new("losses-averaged", "L", Often.Sometimes, "The examples' losses were averaged; here they are added up.", "This network's reduction is the sum.", In.Matrices,
            text => text.Examples > 1 && text.Problem.Network.Reduction == Networks.Reduction.Sum ? [Spoil.Each(In.Number(text.Plan.Loss.Total), each => each / text.Examples)] : []),
    ];

    internal static int Outputs(StepText text) => text.Plan.Loss.Y.Shape.Columns;

    private static IEnumerable<Spoil> Of(StepText text, string[]? losses, Func<double, double> change) =>
        losses is null || losses.Contains(text.Problem.Network.Loss.Name) ? [Spoil.Each(Losses(text), change)] : [];

    private static Explain.Addresses.Entry Losses(StepText text) => In.Number(text.All(Verb.Measure).Single().Into.Of);

    private static IEnumerable<Spoil> Squared(StepText text, Func<double, double, double> term)
    {
        double? factor = text.Problem.Network.Loss.Name switch { "half-sse" => 0.5, "sse" => 1, "mse" => 1.0 / Outputs(text), _ => null };
        return factor is null ? [] : [Rows(text, (a, y) => factor.Value * a.Zip(y, term).Sum())];
    }

    private static Spoil Rows(StepText text, Func<double[], double[], double> loss)
    {
        Call measure = text.All(Verb.Measure).Single();
        return Spoil.Instead(measure, k => k.Row(new OtherLaw((of, into) => into[0] = loss(of[0], of[1]), 2), measure.Into, measure.Of[1], measure.Of[2]));
    }
}
