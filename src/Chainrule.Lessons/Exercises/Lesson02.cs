namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 2, the chain rule on a graph.</summary>
public static class Lesson02
{
    /// <summary>The three derivatives of a graph of two steps.</summary>
    public static Exercise<double[]> ThreeInputs { get; } = Make.Vector("2.1",
            "L = (a − b)·c at a = 5, b = 2, c = 4. Work out dL/da, dL/db, dL/dc on paper and put the three into answer1, as in [1, 2, 3].", [4, -4, 5 - 2])
        .Mistake([4, 4, 3], "the second sign: in a − b a larger b makes the difference smaller, so the local slope is −1.")
        .Mistake([1, -1, 3], "the first two are local slopes only. Multiply them by the upstream dL/ds, where s = a − b.")
        .Mistake([3, -3, 4], "the factors are swapped: the local slope of a product is the other factor.")
        .Mistake([4, -4, 4], "the last one: the slope of s·c when c is nudged is s, not c.");

    /// <summary>The derivative of a number that is used twice.</summary>
    public static Exercise<double> UsedTwice { get; } = Make.Number("2.2",
            "L = x·(x + 3) at x = 2. Put dL/dx into answer2; x is used in two places.", 2 + 3 + 2)
        .Mistake(5, "that is the way through the first x only. x + 3 changes too.")
        .Mistake(2, "that is the way through x + 3 only. The x in front changes too.")
        .Mistake(10, "you multiplied the two ways. Along a way multiply, over the ways add.")
        .Mistake(1, "that is the local slope of x + 3 alone. Multiply it by its upstream, and add the other way.");

    /// <summary>The backward step of a product.</summary>
    public static Exercise<Func<double, double, double, (double, double)>> ProductBack { get; } = Make.Code<Func<double, double, double, (double, double)>>("2.3",
            "for p = a·b return (dL/da, dL/db), given a, b and upstream = dL/dp.", (a, b, upstream) => (upstream * b, upstream * a), Probe)
        .Mistake((a, b, upstream) => (upstream * a, upstream * b), "the factors are swapped: nudge a, and p changes b times as much.")
        .Mistake((a, b, upstream) => (b, a), "those are the local slopes. Multiply each by upstream.")
        .Mistake((a, b, upstream) => (upstream, upstream), "that is the backward step of a sum, whose local slopes are 1.")
        .Mistake((a, b, upstream) => (upstream + b, upstream + a), "along a way the slopes are multiplied, not added.");

    /// <summary>The only order in which a small graph can be walked back.</summary>
    public static Exercise<string> Order { get; } = Make.Code("2.4",
            "put the order in which the walk back must visit L, r, q and p into answer4, as in \"p q r L\".", "L r q p", Letters)
        .Mistake("p q r L", "that is the way forward. The walk starts where the derivative is known: dL/dL = 1.")
        .Mistake("L q r p", "q is used by r too. Visit r first, or q passes on too little.")
        .Mistake("L r p q", "p is used by q too. Visit q first, or p passes on too little.")
        .Mistake("L p r q", "p is used by q and by r. Visit both of them first.");

    internal static IReadOnlyList<Exercise> All => [ThreeInputs, UsedTwice, ProductBack, Order];

    private static double[] Probe(Func<double, double, double, (double, double)> back)
    {
        (double da, double db) = back(3, -2, 5);
        (double da2, double db2) = back(0.5, 4, -1);
        return [da, db, da2, db2];
    }

    // Whatever stands between the letters, and in whatever case they are.
    private static double[] Letters(string order) => [.. order.ToLowerInvariant().Where(char.IsLetter).Select(letter => (double)letter)];
}
