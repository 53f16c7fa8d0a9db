namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 10b, embeddings and a model of names.</summary>
public static class Lesson10b
{
    /// <summary>−ln ¼.</summary>
    public static Exercise<double> Nats { get; } = Make.Number("10b.1", "put −ln ¼ into answer1.", Math.Log(4))
        .Mistake(2, "that is −log₂ ¼, in bits. A nat is taken with the natural logarithm.")
        .Mistake(-Math.Log(4), "surprise is −ln p: p is below 1, so ln p is negative, and the surprise is not.")
        .Mistake(0.25, "that is the probability. The surprise is −ln of it.")
        .Mistake(0.25 * Math.Log(4), "no factor p: the mean is taken over the signs that really came.");

    /// <summary>(9 + 1)/(73 + 27).</summary>
    public static Exercise<double> Smoothed { get; } = Make.Number("10b.2", "put (count + α)/(sum of the row + 27α) into answer2.", 0.1)
        .Mistake(9 / 73.0, "that is without smoothing: add α to each count, to this one and to those of all 27 signs in the sum.")
        .Mistake(10 / 74.0, "α is added to the count of each of the 27 signs, so the sum grows by 27α.")
        .Mistake(9 / 100.0, "the count of b gets its α too.")
        .Mistake(10 / 73.0, "then the probabilities of the row would add up to more than 1.");

    /// <summary>What comes back is added to the row that was looked up.</summary>
    public static Exercise<Func<int[], double[][], int, double[][]>> Scatter { get; } = Make.MatrixCode<Func<int[], double[][], int, double[][]>>(
            "10b.3", "begin with rows of zeros, and add dA[i] to row x[i], number by number.", (x, dA, rows) => Added(x, dA, rows),
            scatter => scatter([2, 0, 2], [[1, -1], [0.5, 2], [3, 0.25]], 4))
        .Mistake((x, dA, rows) => Last(x, dA, rows), "letter 2 was looked up twice, and only the last place was kept: add to the row (+=), don't replace it.")
        .Mistake((x, dA, rows) => dA, "that is what came back, a row for each place. dE has a row for each letter of the table.")
        .Mistake((x, dA, rows) => Added([.. x.Select((_, i) => i)], dA, rows), "row i belongs to the i-th place, not to letter i: add dA[i] to row x[i].")
        .Mistake((x, dA, rows) => Mean(x, dA, rows), "that is the mean over the places of a letter. The chain rule adds up all ways to the loss.");

    /// <summary>p^(1/τ), divided by the sum.</summary>
    public static Exercise<Func<double[], double, double[]>> Heated { get; } = Make.Code<Func<double[], double, double[]>>(
            "10b.4", "raise each to the power 1/temperature, then divide by their sum.", (p, t) => Shares([.. p.Select(each => Math.Pow(each, 1 / t))]),
            heated => [.. Flat.Of(heated([0.2, 0.5, 0.3], 0.5)), .. Flat.Of(heated([0.2, 0.5, 0.3], 2))])
        .Mistake((p, t) => [.. p.Select(each => Math.Pow(each, 1 / t))], "these do not add up to 1: divide by their sum.")
        .Mistake((p, t) => Shares([.. p.Select(each => Math.Pow(each, t))]), "the power is 1/τ, so that a small temperature makes the likely likelier.")
        .Mistake((p, t) => Shares([.. p.Select(each => each / t)]), "dividing all by the same number changes nothing once they are divided by their sum. It is a power.")
        .Mistake((p, t) => Shares([.. p.Select(each => Math.Exp(each / t))]), "e to the power z/τ is for logits z. Of probabilities take p to the power 1/τ.");

    internal static IReadOnlyList<Exercise> All => [Nats, Smoothed, Scatter, Heated];

    private static double[][] Zeros(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    private static double[][] Added(int[] x, double[][] dA, int rows)
    {
        double[][] dE = Zeros(rows, dA[0].Length);
        for (int i = 0; i < x.Length; i++)
            for (int k = 0; k < dA[i].Length; k++) dE[x[i]][k] += dA[i][k];
        return dE;
    }

    private static double[][] Last(int[] x, double[][] dA, int rows)
    {
        double[][] dE = Zeros(rows, dA[0].Length);
        for (int i = 0; i < x.Length; i++) dE[x[i]] = [.. dA[i]];
        return dE;
    }

    private static double[][] Mean(int[] x, double[][] dA, int rows) =>
        [.. Added(x, dA, rows).Select((row, letter) => row.Select(each => each / Math.Max(1, x.Count(one => one == letter))).ToArray())];

    private static double[] Shares(double[] powers) => [.. powers.Select(each => each / powers.Sum())];
}
