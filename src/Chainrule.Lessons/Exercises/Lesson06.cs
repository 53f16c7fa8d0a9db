namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 6, backpropagation in general.</summary>
public static class Lesson06
{
    /// <summary>The δ of a hidden unit, by hand.</summary>
    public static Exercise<double> HiddenDelta { get; } = Make.Number("6.1", "put the δ of the hidden unit into answer1; equation 2 gives it.",
            (0.3 * 0.5 + 0.1 * -1) * 0.9 * (1 - 0.9))
        .Mistake(0.3 * 0.5 + 0.1 * -1, "that is ∂L/∂a. It still has to go through the activation: times a(1 − a).")
        .Mistake((0.3 * 0.5 + 0.1 * -1) * 0.9, "the slope of the sigmoid is a(1 − a), not a.")
        .Mistake(0.3 * 0.5 * 0.9 * (1 - 0.9), "two units hear it: add up both ways to the loss.")
        .Mistake((0.3 * 0.5 + 0.1 * 1) * 0.9 * (1 - 0.9), "the second weight is −1: mind its sign.");

    /// <summary>dZ = dA ⊙ a(1 − a).</summary>
    public static Exercise<Func<double[], double[], double[]>> Through { get; } = Make.Code<Func<double[], double[], double[]>>(
            "6.2", "write dZ[j] = dA[j]·f′(z[j]); for the sigmoid f′ = a(1 − a).", (dA, A) => [.. dA.Zip(A, (d, a) => d * a * (1 - a))],
            through => Flat.Of(through([0.5, -2, 1], [0.9, 0.3, 0.5])))
        .Mistake((dA, A) => dA, "that is dA as it came. Multiply each number by the slope of its unit, a(1 − a).")
        .Mistake((dA, A) => [.. A.Select(a => a * (1 - a))], "that is the slope alone. Multiply it by what comes back, dA.")
        .Mistake((dA, A) => [.. dA.Zip(A, (d, a) => d * a)], "that is dA·a. The slope of the sigmoid is a(1 − a).")
        .Mistake((dA, A) => [.. dA.Zip(A, (d, a) => d * (1 - a * a))], "1 − a² is the slope of tanh. These units are sigmoid: a(1 − a).")
        .Mistake((dA, A) => [.. dA.Zip(A, (d, a) => d * Sigmoid(a) * (1 - Sigmoid(a)))], "the sigmoid was taken once more: A has gone through it already, so its slope is a(1 − a).");

    /// <summary>dA_prev = dZ·W.</summary>
    public static Exercise<Func<double[], double[][], double[]>> Back { get; } = Make.Code<Func<double[], double[][], double[]>>(
            "6.3", "write dA[k] = Σ dZ[j]·W[j][k], the sum over the units j that hear unit k.", BackRight,
            back => [.. Flat.Of(back([0.5, -2], [[1, 3], [4, -1]])), .. BackNarrow(back)])
        .Mistake((dZ, W) => [.. W.Select(row => row.Zip(dZ, (w, d) => w * d).Sum())], "that is W[k][j]: the weight to unit j from unit k is W[j][k]. Backward the sum runs down a column of W.")
        .Mistake((dZ, W) => [.. W[0].Select((_, k) => dZ[^1] * W[^1][k])], "only the last unit was counted. Add up (+=) over all units j.")
        .Mistake((dZ, W) => [.. W[0].Select((_, k) => W.Sum(row => row[k]))], "the weights were added up without dZ. Each is multiplied by the dZ of the unit that it goes to.")
        .Mistake((dZ, W) => [.. W[0].Select((_, k) => W.Select((row, j) => dZ[j] * row[k]).Average())], "that is the mean of the ways to the loss. The chain rule adds them up.");

    /// <summary>dW = dZᵀ·A_prev.</summary>
    public static Exercise<Func<double[], double[], double[][]>> Outer { get; } = Make.MatrixCode<Func<double[], double[], double[][]>>(
            "6.4", "write dW[j][k] = dZ[j]·A[k], a row for each unit j.", (dZ, A) => [.. dZ.Select(d => A.Select(a => d * a).ToArray())],
            outer => outer([0.5, -2], [0.25, 3, 1]))
        .Mistake((dZ, A) => [.. A.Select(a => dZ.Select(d => d * a).ToArray())], "rows and columns are swapped: dW has the shape of W, a row for each unit, a column for each input.")
        .Mistake((dZ, A) => [[.. dZ.Zip(A, (d, a) => d * a)]], "each dZ meets every A, not only the one at its own place: dW[j][k] = dZ[j]·A[k].")
        .Mistake((dZ, A) => [.. dZ.Select(d => A.Select(_ => d).ToArray())], "that is dZ in every column, the gradient of the biases. Multiply by what came in, A[k].")
        .Mistake((dZ, A) => [.. dZ.Select(d => A.Select(a => d + a).ToArray())], "multiply the two, don't add them.");

    internal static IReadOnlyList<Exercise> All => [HiddenDelta, Through, Back, Outer];

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double[] BackRight(double[] dZ, double[][] W) => [.. W[0].Select((_, k) => W.Select((row, j) => dZ[j] * row[k]).Sum())];

    // Three units, two inputs: with rows and columns swapped some code steps out of the array, which is no news beside the square matrix.
    private static double[] BackNarrow(Func<double[], double[][], double[]> back)
    {
        try
        {
            return Flat.Of(back([1, 2, 0.5], [[1, -1], [0.5, 2], [3, 4]]));
        }
        catch (IndexOutOfRangeException)
        {
            return [];
        }
    }
}
