namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 1, what a derivative is.</summary>
public static class Lesson01
{
    private static double Cube(double x) => x * x * x;

    /// <summary>The slope of x³ at 3, by nudging.</summary>
    public static Exercise<double> SlopeOfCube { get; } = Make.Number("1.1", "put the slope of x³ at x = 3 into answer1; a central difference gives it.", 3 * 3 * 3)
        .Mistake(Cube(3.001) - Cube(3), "that is the change of the height. Divide it by the nudge h.")
        .Mistake(2 * 3, "that is the slope of x² at 3. For x³ nudge x and see how much x³ changes.")
        .Mistake(3 * 3, "that is x², or 3x. The slope of x³ is 3x²; measure it with Central.")
        .Mistake(6 * 3, "that is 6x, the slope of the slope. Nudge once, not twice.");

    /// <summary>The two slopes of a function of two numbers.</summary>
    public static Exercise<Func<Func<double, double, double>, double, double, double, (double, double)>> TwoSlopes { get; } =
        Make.Code("1.2", "nudge x alone for the first slope and y alone for the second, each by h to both sides.", Both((f, x, h) => (f(x + h) - f(x - h)) / (2 * h)), Probe)
        .Mistake(Both((f, x, h) => (f(x + h) - f(x)) / h), "those are forward differences: they nudge to one side only.")
        .Mistake(Both((f, x, h) => (f(x) - f(x - h)) / h), "those are backward differences: they nudge to one side only, the left.")
        .Mistake(Both((f, x, h) => (f(x + h) - f(x - h)) / h), "that is twice the slopes: from x − h to x + h the step is 2h.")
        .Mistake(Both((f, x, h) => (f(x + h) - f(x - h)) / 2 * h), "/ 2 * h divides by 2 and then multiplies by h. Put parentheses around the step: / (2 * h).")
        .Mistake(Both((f, x, h) => f(x + h) - f(x - h) / 2 * h), "the parentheses are missing: without them only the second f is divided, and then multiplied by h.")
        .Mistake(Both((f, x, h) => (f(x - h) - f(x + h)) / (2 * h)), "the sign is the other way round: right minus left.")
        .Mistake((f, x, y, h) => (AlongBoth(f, x, y, h), AlongBoth(f, x, y, h)), "both numbers were nudged at once. Nudge one, and leave the other where it is.")
        .Mistake((f, x, y, h) => ((f(x, y + h) - f(x, y - h)) / (2 * h), (f(x + h, y) - f(x - h, y)) / (2 * h)), "the two are swapped: the first is the one when x is nudged.");

    /// <summary>How much better the central difference gets.</summary>
    public static Exercise<double> FiveTimesSmaller { get; } = Make.Number("1.3", "h becomes 5 times smaller: put into answer3 about how many times smaller the error of the central difference becomes.", 25)
        .Mistake(5, "that is the forward difference, whose error shrinks like h. The central one shrinks like h².")
        .Mistake(10, "the powers multiply: 5 times smaller h makes h² 5·5 times smaller.")
        .Mistake(100, "that is for an h which is 10 times smaller. Here it is 5 times.")
        .Mistake(125, "that would be h³. The error of the central difference shrinks like h².");

    /// <summary>A nudge that rounding swallows.</summary>
    public static Exercise<double> TooSmall { get; } = Make.Number("1.4", "put what Forward(f, 3, 1e-17) gives into answer4.", (3 + 1e-17 - 3) / 1e-17)
        .Mistake(6, "that is the derivative. But is 3 + 1e-17 another double than 3?")
        .Mistake(1, "that would be the slope of a line that rises as fast as it goes right. Does 3 + 1e-17 differ from 3 at all?")
        .Mistake(1e17, "the nudge is that small, but the change above it is not 1. Which double is 3 + 1e-17?");

    internal static IReadOnlyList<Exercise> All => [SlopeOfCube, TwoSlopes, FiveTimesSmaller, TooSmall];

    // A way of differencing, first with y held fast, then with x.
    private static Func<Func<double, double, double>, double, double, double, (double, double)> Both(Func<Func<double, double>, double, double, double> difference) =>
        (f, x, y, h) => (difference(t => f(t, y), x, h), difference(t => f(x, t), y, h));

    private static double AlongBoth(Func<double, double, double> f, double x, double y, double h) => (f(x + h, y + h) - f(x - h, y - h)) / (2 * h);

    // Large steps on bent functions, so that each way of differencing has numbers of its own.
    private static double[] Probe(Func<Func<double, double, double>, double, double, double, (double, double)> slopes)
    {
        (double byX, double byY) = slopes((x, y) => Cube(x) + x * y * y, 2, 1, 0.5);
        (double byX2, double byY2) = slopes((x, y) => Math.Exp(x - 2 * y), 1, 0.5, 0.25);
        return [byX, byY, byX2, byY2];
    }
}
