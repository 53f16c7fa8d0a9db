namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 10, why deep nets were hard.</summary>
public static class Lesson10
{
    /// <summary>¼ five times.</summary>
    public static Exercise<double> FiveSigmoids { get; } = Make.Number("10.1", "put the factor into answer1: the slope of the sigmoid at 0, once for each unit.", Math.Pow(0.25, 5))
        .Mistake(Math.Pow(0.5, 5), "½ is the sigmoid at 0. Its slope there is ½·(1 − ½).")
        .Mistake(0.25, "that is one unit. The chain has five.")
        .Mistake(5 * 0.25, "along a chain slopes are multiplied, not added.")
        .Mistake(Math.Pow(0.25, 4), "that is four units. The chain has five.")
        .Mistake(Math.Pow(4, 5), "that is how many times smaller it gets. The factor is one over that.");

    /// <summary>√(2/n).</summary>
    public static Exercise<double> Deviation { get; } = Make.Number("10.2", "put √(2/n) for relu, n being the number of inputs, into answer2.", Math.Sqrt(2 / 50.0))
        .Mistake(2 / 50.0, "that is the deviation squared. Take the square root.")
        .Mistake(Math.Sqrt(1 / 50.0), "that is for tanh. Relu cuts off half, so it needs 2/n under the root.")
        .Mistake(1 / 50.0, "the condition for relu is n·s² = 2; solve it for s.")
        .Mistake(Math.Sqrt(50 / 2.0), "it is 2/n under the root, not n/2: the more inputs, the smaller the weights.");

    /// <summary>δ through relu.</summary>
    public static Exercise<double[]> ThroughRelu { get; } = Make.Vector("10.3", "put the three δ into answer3: what comes back, times the slope of relu at z.", [1, 0, -2])
        .Mistake([1, 5, -2], "the second unit is off: z = −1, so its slope is 0.")
        .Mistake([2, 0, 0.5], "these are the activations. Wanted is what comes back, times the slope.")
        .Mistake([1, 5, 0], "relu cuts off where z is below 0, not where the gradient is.")
        .Mistake([2, 0, -1], "that is multiplied by a. The slope of relu is 1 where z is above 0.")
        .Mistake([1, -5, -2], "that is the slope of |z|. Relu's is 0 where z is below 0.");

    /// <summary>Counts columns without a positive number.</summary>
    public static Exercise<Func<double[][], int>> DeadUnits { get; } = Make.Code<Func<double[][], int>>(
            "10.4", "count the columns of Z in which no number is above 0.", Z => Columns(Z).Count(z => z.All(each => each <= 0)),
            dead => [dead([[1, -1, -2, 0], [-3, -1, 4, -1], [2, -5, -1, 0]]), dead([[-1, 2]]), dead([[1, 0.5, -1], [-1, -1, -2]])])
        .Mistake(Z => Columns(Z).Count(z => z.Any(each => each <= 0)), "these are off for some example. A dead unit is off for all of them.")
        .Mistake(Z => Z.Sum(row => row.Count(each => each <= 0)), "these are all the numbers that are not above 0. Count units: columns with nothing else.")
        .Mistake(Z => Z.Count(row => row.All(each => each <= 0)), "these are rows, the examples. Units are columns.")
        .Mistake(Z => Columns(Z).Count(z => z.All(each => each < 0)), "at z = 0 the slope of relu is 0 too, so such a unit is as dead.")
        .Mistake(Z => Columns(Z).Count(z => z.Any(each => each > 0)), "these are the living ones.");

    internal static IReadOnlyList<Exercise> All => [FiveSigmoids, Deviation, ThroughRelu, DeadUnits];

    private static IEnumerable<double[]> Columns(double[][] Z) => Enumerable.Range(0, Z[0].Length).Select(j => Array.ConvertAll(Z, row => row[j]));
}
