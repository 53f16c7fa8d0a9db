using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Training;

namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 4, the worked example and its mistake.</summary>
public static class Lesson04
{
    // The variants of the step differ in the fourth digit and later.
    private const double Fine = 1e-6;

    private static readonly Problem Given = Data.Examples.Named("mazur").Problem;

    // The output that 4.1 asks about; the target does not change it.
    private static readonly double Output = TrainingRun.Of(With(0.5, updateBiases: false, learningRate: double.Epsilon), 1).Outputs[0][0];

    private static double OutputSlope => Output * (1 - Output);

    /// <summary>The gradient of the pre-activation of an output, with another target.</summary>
    public static Exercise<double> OtherTarget { get; } = Make.Number("4.1",
            "let the target y[0] be 0.5. Put the new dZ2[0] into answer1.", (Output - 0.5) * OutputSlope)
        .Mistake(Output - 0.5, "that is dA2[0]. Multiply it by the slope of the sigmoid, a(1 − a).")
        .Mistake((0.5 - Output) * OutputSlope, "the sign: the gradient of ½(a − y)² is a − y.")
        .Mistake((Output - 0.01) * OutputSlope, "that is dZ2[0] with the old target 0.01.")
        .Mistake((Output - 0.5) * 0.5 * (1 - 0.5), "the slope is taken at a, not at y: a(1 − a).");

    /// <summary>The gradients of the hidden activations, for any number of units.</summary>
    public static Exercise<Func<double[], double[][], double[]>> HiddenGradient { get; } = Make.Code<Func<double[], double[][], double[]>>("4.2",
            "return dA1 for any number of units: dA1[k] is the sum over j of dZ2[j]·W2[j][k].", (dZ2, W2) => Sums(W2[0].Length, dZ2.Length, (k, j) => dZ2[j] * W2[j][k]), Probe)
        .Mistake((dZ2, W2) => Sums(W2.Length, dZ2.Length, (k, j) => dZ2[j] * W2[k][j]), "the indices are swapped. Unit k of layer 1 goes into all units j, by the weights W2[j][k]: a column of W2.")
        .Mistake((dZ2, W2) => Sums(W2[0].Length, 1, (k, j) => dZ2[j] * W2[j][k]), "that is the way through output 0 only. Add the ways through the others.")
        .Mistake((dZ2, W2) => Sums(W2[0].Length, dZ2.Length, (k, j) => W2[j][k]), "the upstream is missing: multiply each weight by dZ2[j].")
        .Mistake((dZ2, W2) => Sums(W2[0].Length, dZ2.Length, (k, j) => dZ2[j] * W2[j][k] / dZ2.Length), "add the ways, do not average them.");

    /// <summary>The loss after two steps that move the biases too.</summary>
    public static Exercise<double> BiasesToo { get; } = new Exercise<double>("4.3",
            "take two steps in which the biases move too, each by its own gradient dZ. Put the loss after them into answer3, with at least seven digits.", After(2, updateBiases: true), x => [x])
    { Tolerance = Fine }
        .Mistake(After(2, updateBiases: false), "that is the loss with the biases kept. b1[j] moves by −η·dZ1[j], and b2[j] by −η·dZ2[j].")
        .Mistake(After(1, updateBiases: true), "that is the loss after the first step. Take another: forward, backward and update once more, from where the first one ended.")
        .Mistake(After(1, updateBiases: true, learningRate: 1), "that is one step twice as long. The second step has gradients of its own, taken where the first one ended.")
        .Mistake(After(0, updateBiases: true), "that is the loss before the steps. Run forward again with the new weights and biases.");

    /// <summary>Where the article's last number comes from.</summary>
    public static Exercise<double> HowManySteps { get; } = new Exercise<double>("4.4",
            "put the number of steps after which the right method's loss is 0.0000351085 into answer4.", 9_999, x => [x])
    { Tolerance = 0 }
        .Mistake(10_000, "after so many steps the loss is a little smaller already. Print it, and then a step less.")
        .Mistake(10_001, "every step makes the loss smaller, and after 10000 it is too small already. Go the other way.")
        .Mistake(9_998, "one too few: print the loss to six digits for this and for the next.");

    internal static IReadOnlyList<Exercise> All => [OtherTarget, HiddenGradient, BiasesToo, HowManySteps];

    private static Problem With(double target, bool updateBiases, double learningRate) =>
        new(Given.Network, new Batch(Given.Batch.X, [[target, Given.Batch.Y[0][1]]]), learningRate, updateBiases);

    private static double After(int steps, bool updateBiases, double learningRate = 0.5) =>
        steps == 0 ? TrainingRun.Of(With(0.01, updateBiases, learningRate), 1).Losses[0].Loss : TrainingRun.Of(With(0.01, updateBiases, learningRate), steps).Losses[^1].Loss;

    private static double[] Sums(int count, int terms, Func<int, int, double> term) =>
        [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, terms).Sum(t => term(i, t)))];

    // Another number of units in each layer, so that a column cannot be taken for a row.
    private static double[] Probe(Func<double[], double[][], double[]> hidden) =>
        [.. Flat.Of(hidden([2, -1], [[0.5, 1, 3], [4, -2, 0.25]])), .. Flat.Of(hidden([1, 3], [[1, 2], [-4, 0.5]]))];
}
