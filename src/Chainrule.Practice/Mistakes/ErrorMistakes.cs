using Chainrule.Explain.Addresses;
using Chainrule.Numbers;
using Chainrule.Practice.Spoiling;
using Chainrule.Rules;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes where the backward pass starts: ∂L/∂a of the outputs, or ∂L/∂z of a pair of loss and activation.</summary>
internal static class ErrorMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("error-sign", "dA", Often.Usual, "The error has the wrong sign: y − a in place of a − y.", "Where the output is too large, a larger output makes the loss larger: the gradient is positive.", In.Neuron,
            text => Times(text, _ => -1)),
        new("two-left-out", "dA", Often.Usual, "The 2 of the derivative of the square was left out.", "(a − y)² has the slope 2(a − y).", In.Neuron,
            text => Times(text, loss => loss is "sse" or "mse" ? 0.5 : 1)),
        new("two-too-many", "dA", Often.Usual, "There is a 2 too many: the ½ of the loss cancels the 2 of the derivative.", "½(a − y)² has the slope a − y.", In.Neuron,
            text => Times(text, loss => loss == "half-sse" ? 2 : 1)),
        new("error-summed-over-outputs", "dA", Often.Usual, "The 1/m of the mean over the outputs was left out.", "The loss divides by the number of outputs, and so does its slope.", In.Neuron,
            text => Times(text, _ => text.Problem.Network.Loss.IsMeanOverOutputs ? LossMistakes.Outputs(text) : 1)),
        new("error-averaged-over-outputs", "dA", Often.Sometimes, "The error was divided by the number of outputs, which this loss does not do.", "The loss adds up the outputs' terms, and each has a slope of its own.", In.Neuron,
            text => Times(text, _ => text.Problem.Network.Loss.IsMeanOverOutputs ? 1 : 1.0 / LossMistakes.Outputs(text))),
        new("error-summed-over-examples", "dA", Often.Usual, "The 1/n of the mean over the examples was left out.", "The loss of a batch is a mean, so each example has a share of 1/n in every gradient.", In.Matrices,
            text => Times(text, _ => text.Problem.Network.Reduction == Networks.Reduction.Mean ? text.Examples : 1)),
        new("error-averaged-over-examples", "dA", Often.Sometimes, "The error was divided by the number of examples, whose losses are added up here.", "This network's reduction is the sum: no 1/n.", In.Matrices,
            text => Times(text, _ => text.Problem.Network.Reduction == Networks.Reduction.Sum ? 1.0 / text.Examples : 1)),
        new("error-summed-over-positions", "dA", Often.Sometimes, "The mean over the positions of an example was left out.", "The loss of a sequence is the mean over its positions.", In.Classes,
            text => Times(text, _ => text.Plan.Loss.Y.Shape.Rows)),
        new("cross-entropy-slope-again", "dZ", Often.Usual, "The slope of the activation was multiplied in once more: a − y is ∂L/∂z already.", "In the pair of cross-entropy and its activation the slope cancels.", In.Classes,
            text => text.Start.Into.Of is var z && text.Plan.Loss.IsFused ? [Spoil.After(In.Gradient(z), (at, dZ) => In.Fill(dZ, (e, j) => dZ[e, j] * Slope(at.At[text.Start.Of[0].Of][e, j])))] : []),
        new("error-log-ten", "dZ", Often.Seldom, "The slope of the logarithm with base 10 was taken.", "With the natural logarithm ∂L/∂z is a − y, with no factor.", In.Classes,
            text => text.Plan.Loss.IsFused ? Times(text, _ => 1 / Math.Log(10)) : []),
        new("target-left-out", "dA", Often.Sometimes, "The target was left out: the output stands where the error should.", "Where output and target agree the gradient is 0.", In.Neuron,
            text => text.Plan.Loss.IsFused || text.Problem.Network.Loss.Name is "half-sse" or "sse" or "mse"
                ? [Spoil.After(In.Gradient(text.Start.Into.Of), (at, error) => In.Fill(error, (e, j) => error[e, j] + at.At.Y[e, j] * Unit(text)))] : []),
        new("loss-for-its-slope", "dA", Often.Seldom, "The loss itself was taken where its derivative belongs.", "The gradient says how fast the loss changes and not how large it is.", In.Graphs,
            text => text.Problem.Network.Loss.Name is "half-sse" or "sse" or "mse"
                ? [Spoil.After(In.Gradient(text.Start.Into.Of), (at, error) => In.Fill(error, (e, j) => Unit(text) * 0.5 * Math.Pow(at.At[text.Start.Of[0].Of][e, j] - at.At.Y[e, j], 2)))] : []),
    ];

    // What a − y is multiplied with.
    private static double Unit(StepText text) =>
        (text.Problem.Network.Reduction == Networks.Reduction.Mean ? 1.0 / text.Examples : 1) / text.Plan.Loss.Y.Shape.Rows
        * text.Problem.Network.Loss.Name switch { "sse" => 2, "mse" => 2.0 / LossMistakes.Outputs(text), _ => 1 };

    private static F64 Slope(F64 a) => a * (1 - a.Number);

    private static IEnumerable<Spoil> Times(StepText text, Func<string, double> factor) =>
        factor(text.Problem.Network.Loss.Name) is var times && times == 1 ? [] : [Spoil.Each(StepText.Of(text.Start.Into), each => each * times)];
}
