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

    /// <summary>A function that computes a central difference.</summary>
    public static Exercise<Func<Func<double, double>, double, double, double>> CentralDifference { get; } = Make.Code<Func<Func<double, double>, double, double, double>>(
            "1.2", "write the central difference (f(x + h) − f(x − h)) / 2h into central.", (f, x, h) => (f(x + h) - f(x - h)) / (2 * h), Probe)
        .Mistake((f, x, h) => (f(x + h) - f(x)) / h, "that is the forward difference: it nudges to one side only.")
        .Mistake((f, x, h) => (f(x + h) - f(x - h)) / h, "that is twice the slope: from x − h to x + h the step is 2h.")
        .Mistake((f, x, h) => f(x + h) - f(x - h) / 2 * h, "the parentheses are missing: without them only f(x − h) is divided, and then multiplied by h.")
        .Mistake((f, x, h) => (f(x - h) - f(x + h)) / (2 * h), "the sign is the other way round: right minus left.");

    /// <summary>How much better the central difference gets.</summary>
    public static Exercise<double> TenTimesSmaller { get; } = Make.Number("1.3", "h becomes 10 times smaller, from 0.01 to 0.001: put into answer3 how many times smaller the error of the central difference becomes.", 100)
        .Mistake(10, "that is the forward difference, whose error shrinks like h. The central one shrinks like h².")
        .Mistake(20, "the powers multiply: 10 times smaller h makes h² 10·10 times smaller.")
        .Mistake(1000, "that would be h³. Look at the two rows of the table again.");

    /// <summary>A nudge that rounding swallows.</summary>
    public static Exercise<double> TooSmall { get; } = Make.Number("1.4", "put what Forward(f, 3, 1e-17) gives into answer4.", (3 + 1e-17 - 3) / 1e-17)
        .Mistake(6, "that is the derivative. But is 3 + 1e-17 another double than 3?")
        .Mistake(1, "that would be the slope of a line that rises as fast as it goes right. Does 3 + 1e-17 differ from 3 at all?")
        .Mistake(1e17, "the nudge is that small, but the change above it is not 1. Which double is 3 + 1e-17?");

    internal static IReadOnlyList<Exercise> All => [SlopeOfCube, CentralDifference, TenTimesSmaller, TooSmall];

    // Large steps on bent functions, so that each way of differencing has numbers of its own.
    private static double[] Probe(Func<Func<double, double>, double, double, double> difference) =>
        [difference(Cube, 2, 0.5), difference(Math.Exp, 1, 0.25), difference(x => x * x, 3, 0.1)];
}
