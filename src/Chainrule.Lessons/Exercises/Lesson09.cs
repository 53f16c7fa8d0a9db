namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 9, classification.</summary>
public static class Lesson09
{
    private const double a = 0.98;

    /// <summary>δ of a saturated output, with both losses.</summary>
    public static Exercise<double[]> TwoDeltas { get; } = Make.Vector("9.1", "put both δ into answer1, that of half the squared error first.", [a * a * (1 - a), a])
        .Mistake([a, a * a * (1 - a)], "these are the two, the other way round: a(1 − a) cancels with cross-entropy.")
        .Mistake([a, a], "with half the squared error δ goes through the sigmoid: times a(1 − a).")
        .Mistake([a * (1 - a), a], "the first is the slope of the sigmoid. Multiply it by the error a − y.")
        .Mistake([a * a * (1 - a), 1 / (1 - a)], "the second is the slope with respect to a. Go on to z: times a(1 − a).")
        .Mistake([a * a / 2, -Math.Log(1 - a)], "these are the losses. Wanted are their slopes with respect to z.");

    /// <summary>Softmax of logarithms.</summary>
    public static Exercise<double[]> Probabilities { get; } = Make.Vector("9.2", "put the three probabilities into answer2; e to the power ln 5 is 5.", [1 / 8.0, 2 / 8.0, 5 / 8.0])
        .Mistake([1, 2, 5], "these are the exponentials. Divide each by their sum.")
        .Mistake([0, 0, 1], "softmax is soft: the largest logit gets the most, not all.")
        .Mistake([0, Math.Log(2) / Math.Log(10), Math.Log(5) / Math.Log(10)], "these are shares of the logits. Take the exponentials first.")
        .Mistake([1 / 3.0, 1 / 3.0, 1 / 3.0], "these logits differ, so do the probabilities.");

    /// <summary>The loss of ten equal probabilities.</summary>
    public static Exercise<double> KnowsNothing { get; } = Make.Number("9.3", "put the loss, −ln of the probability of the true class, into answer3.", Math.Log(10))
        .Mistake(0.1, "that is the probability of the true class. The loss is −ln of it.")
        .Mistake(1, "that is the logarithm to base 10. The natural one is Math.Log.")
        .Mistake(10 * Math.Log(10), "only the true class counts: the other y are 0.")
        .Mistake(0.9, "that is how much is missing to 1. The loss is −ln of the probability.")
        .Mistake(-Math.Log(10), "mind the sign: the logarithm of a probability is negative, the loss is minus that.");

    /// <summary>(P − Y)/n.</summary>
    public static Exercise<Func<double[][], int[], double[][]>> BatchDelta { get; } = Make.MatrixCode<Func<double[][], int[], double[][]>>(
            "9.4", "write (p − y)/n for each example and each class, n being the number of examples.", (P, classes) => Delta(P, classes, (p, y) => p - y, P.Length),
            delta => delta([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]], [1, 0]))
        .Mistake((P, classes) => Delta(P, classes, (p, y) => p - y, 1), "right for the sum over the examples. The loss is their mean, so divide by their number.")
        .Mistake((P, classes) => Delta(P, classes, (p, y) => y - p, P.Length), "the sign is the other way round: δ = p − y, and the minus comes with the update.")
        .Mistake((P, classes) => Delta(P, classes, (p, y) => (p - y) * p * (1 - p), P.Length), "p(1 − p) has cancelled already: with softmax and cross-entropy δ = p − y.")
        .Mistake((P, classes) => Delta(P, classes, (p, y) => -y / p, P.Length), "that is the slope with respect to p. Go on to the logits.")
        .Mistake((P, classes) => Delta(P, classes, (p, y) => y == 1 ? p - 1 : 0, P.Length), "the other classes have a slope too: for them y is 0, and δ = p.");

    internal static IReadOnlyList<Exercise> All => [TwoDeltas, Probabilities, KnowsNothing, BatchDelta];

    private static double[][] Delta(double[][] P, int[] classes, Func<double, double, double> slope, int share) =>
        [.. P.Select((row, e) => row.Select((p, j) => slope(p, j == classes[e] ? 1 : 0) / share).ToArray())];
}
