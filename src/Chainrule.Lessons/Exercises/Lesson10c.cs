namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 10c, attention and a small transformer.</summary>
public static class Lesson10c
{
    /// <summary>3/(1 + 3).</summary>
    public static Exercise<double> Weight { get; } = Make.Number("10c.1", "put the softmax of the two scores, at the second, into answer1.", 0.75)
        .Mistake(Math.Log(3), "that is the score. The softmax takes e to it, and divides by the sum of both.")
        .Mistake(3, "e to the score is 3. Divide it by the sum of both, so that the weights add up to 1.")
        .Mistake(0.25, "that is the weight of the first.")
        .Mistake(1, "the first has the score 0, and e to the 0 is 1, not 0.");

    /// <summary>2·(1 + 2 + … + 6).</summary>
    public static Exercise<double> Pairs { get; } = Make.Number("10c.2", "put the number of pairs of positions that may look at each other, times the heads, into answer2.", 42)
        .Mistake(21, "that is one head. Each head has weights of its own.")
        .Mistake(72, "causal: a position looks only at itself and at those before it.")
        .Mistake(30, "a position looks at itself too.")
        .Mistake(36, "that is 6·6: of one head, and with those that are yet to come.");

    /// <summary>dz = p ⊙ (dp − ⟨dp, p⟩).</summary>
    public static Exercise<Func<double[], double[], double[]>> SoftmaxBack { get; } = Make.Code<Func<double[], double[], double[]>>(
            "10c.3", "write p[j]·(dp[j] − the sum of dp[i]·p[i]).", (p, dp) => [.. p.Select((each, j) => each * (dp[j] - Dot(dp, p)))],
            back => Flat.Of(back([0.5, 0.3, 0.2], [1, -2, 3])))
        .Mistake((p, dp) => [.. p.Zip(dp, (each, d) => each * d)], "that pulls all weights alone. They add up to 1, so what one gains the others lose: subtract the average of dp, weighted by p.")
        .Mistake((p, dp) => [.. p.Zip(dp, (each, d) => each * (1 - each) * d)], "that is the diagonal of the Jacobian only: each score moves the other weights too.")
        .Mistake((p, dp) => [.. p.Select((each, j) => each * (dp[j] - dp.Average()))], "the average is weighted: the sum of dp[i]·p[i].")
        .Mistake((p, dp) => [.. dp.Select(d => d - Dot(dp, p))], "the factor p[j] is missing: a weight near 0 lets hardly anything through.");

    /// <summary>dx = (dn − n · mean of dn ⊙ n)/r.</summary>
    public static Exercise<Func<double[], double[], double[]>> NormBack { get; } = Make.Code<Func<double[], double[], double[]>>(
            "10c.4", "with r = √(mean of x²) and n = x/r write (dn[j] − n[j]·mean of dn·n)/r.", (x, dn) => Back(x, dn, 1.0 / x.Length, 1 / Root(x)),
            back => Flat.Of(back([1, -2, 3, 0.5], [0.5, 1, -1, 2])))
        .Mistake((x, dn) => Back(x, dn, 0, 1 / Root(x)), "that is as if r were a constant. Each x moves r, and r the whole row.")
        .Mistake((x, dn) => Back(x, dn, 1, 1 / Root(x)), "take the mean of dn·n, not the sum: r holds the mean of the squares.")
        .Mistake((x, dn) => Back(x, dn, 1.0 / x.Length, 1), "n is x divided by r, so all of it is divided by r on the way back too.")
        .Mistake((x, dn) => Back(x, dn, -1.0 / x.Length, 1 / Root(x)), "mind the sign: a larger x makes r larger, and n smaller.");

    internal static IReadOnlyList<Exercise> All => [Weight, Pairs, SoftmaxBack, NormBack];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (one, other) => one * other).Sum();

    private static double Root(double[] x) => Math.Sqrt(x.Average(each => each * each));

    private static double[] Back(double[] x, double[] dn, double share, double scale)
    {
        double[] n = [.. x.Select(each => each / Root(x))];
        return [.. dn.Select((each, j) => (each - n[j] * share * Dot(dn, n)) * scale)];
    }
}
