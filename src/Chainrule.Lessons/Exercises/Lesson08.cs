namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 8, learning.</summary>
public static class Lesson08
{
    /// <summary>One step of gradient descent.</summary>
    public static Exercise<double> OneStep { get; } = Make.Number("8.1", "put the weight after the step into answer1: w minus η times the slope.", 1 - 0.1 * 2 * (1 - 3))
        .Mistake(1 + 0.1 * 2 * (1 - 3), "that goes up the slope. The slope is negative here, so minus η times the slope is positive.")
        .Mistake(1 - 2 * (1 - 3), "the learning rate is missing: η times the slope.")
        .Mistake(0.4, "that is how far the weight moves. Add it to where it was.")
        .Mistake(1 - 0.1 * (1 - 3), "the slope of (w − 3)² is 2(w − 3): the 2 is missing.")
        .Mistake(3, "that is where the loss is lowest. One step does not get there.");

    /// <summary>Where descent on a parabola stops converging.</summary>
    public static Exercise<double> LargestRate { get; } = Make.Number("8.2", "put the learning rate into answer2: the one at which 1 − 10η is −1.", 2 / 10.0)
        .Mistake(1 / 10.0, "with that rate one step lands at 0 exactly. It may still jump over, as long as it lands nearer.")
        .Mistake(1, "that is for the slope 2w of w². Here a step multiplies the weight by 1 − 10η.")
        .Mistake(2 / 5.0, "the slope of 5w² is 10w, not 5w.")
        .Mistake(2, "a step multiplies the weight by 1 − 10η, which would be −19.");

    /// <summary>Gradient descent on one weight.</summary>
    public static Exercise<Func<Func<double, double>, double, double, int, double>> GradientDescent { get; } =
        Make.Code<Func<Func<double, double>, double, double, int, double>>(
            "8.3", "repeat w ← w − η·slope(w) as often as steps says, and return w.", (slope, w, rate, steps) => Repeat(steps, w, at => at - rate * slope(at)),
            descend => [descend(w => 2 * (w - 3), 0, 0.2, 3), descend(w => w * w * w, 2, 0.1, 2), descend(w => w, 5, 0.1, 0)])
        .Mistake((slope, w, rate, steps) => Repeat(steps, w, at => at + rate * slope(at)), "that climbs: the update has a minus.")
        .Mistake((slope, w, rate, steps) => w - steps * rate * slope(w), "the slope was taken once, at the start. Take it anew at each step, where w is then.")
        .Mistake((slope, w, rate, steps) => w - rate * slope(w), "that is one step. Repeat it.")
        .Mistake((slope, w, rate, steps) => Repeat(steps, w, at => at - slope(at)), "the learning rate is missing.")
        .Mistake((slope, w, rate, steps) => Repeat(steps + 1, w, at => at - rate * slope(at)), "that is one step too many: with steps = 0 the weight stays as it is.");

    /// <summary>The loss of a network that always answers ½.</summary>
    public static Exercise<double> FlatPlace { get; } = Make.Number("8.4", "put the mean of the four losses ½(0.5 − y)² into answer4.", 0.5 * 0.25)
        .Mistake(0.25, "that is the squared error. The loss has a ½ in front.")
        .Mistake(0.5, "that is the error, or the sum over the examples. Square the error, halve it, and take the mean.")
        .Mistake(0, "the errors are +0.5 and −0.5, but their squares don't cancel.");

    internal static IReadOnlyList<Exercise> All => [OneStep, LargestRate, GradientDescent, FlatPlace];

    private static double Repeat(int steps, double w, Func<double, double> step)
    {
        for (int i = 0; i < steps; i++) w = step(w);
        return w;
    }
}
