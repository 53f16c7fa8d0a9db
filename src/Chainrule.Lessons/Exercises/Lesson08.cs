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

    /// <summary>Gradient descent on two weights.</summary>
    public static Exercise<Func<Func<double, double, (double, double)>, double, double, double, int, (double, double)>> GradientDescent { get; } =
        Make.Code<Func<Func<double, double, (double, double)>, double, double, double, int, (double, double)>>(
            "8.3", "repeat w ← w − η·slope as often as steps says, with both weights, and return them.", (slopes, w0, w1, rate, steps) => Repeat(steps, (w0, w1), w => Moved(w, slopes, -rate)), Probe)
        .Mistake((slopes, w0, w1, rate, steps) => Repeat(steps, (w0, w1), w => Moved(w, slopes, rate)), "that climbs: the update has a minus.")
        .Mistake((slopes, w0, w1, rate, steps) => Moved((w0, w1), slopes, -rate * steps), "the slopes were taken once, at the start. Take them anew at each step, where the weights are then.")
        .Mistake((slopes, w0, w1, rate, steps) => Moved((w0, w1), slopes, -rate), "that is one step. Repeat it.")
        .Mistake((slopes, w0, w1, rate, steps) => Repeat(steps, (w0, w1), w => Moved(w, slopes, -1)), "the learning rate is missing.")
        .Mistake((slopes, w0, w1, rate, steps) => Repeat(steps, (w0, w1), w => OneAfterTheOther(w, slopes, rate)),
            "the second slope was taken after the first weight had moved. First all slopes, then all updates: that was the mistake of lesson 4.")
        .Mistake((slopes, w0, w1, rate, steps) => Repeat(steps, (w0, w1), w => (Moved(w, slopes, -rate).Item1, w.Item2)), "only the first weight moves. Both do.")
        .Mistake((slopes, w0, w1, rate, steps) => Repeat(steps + 1, (w0, w1), w => Moved(w, slopes, -rate)), "that is one step too many: with steps = 0 the weights stay as they are.");

    /// <summary>The loss of a network that always answers ½.</summary>
    public static Exercise<double> FlatPlace { get; } = Make.Number("8.4", "put the mean of the four losses ½(0.5 − y)² into answer4.", 0.5 * 0.25)
        .Mistake(0.25, "that is the squared error. The loss has a ½ in front.")
        .Mistake(0.5, "that is the error, or the sum over the examples. Square the error, halve it, and take the mean.")
        .Mistake(0, "the errors are +0.5 and −0.5, but their squares don't cancel.");

    internal static IReadOnlyList<Exercise> All => [OneStep, LargestRate, GradientDescent, FlatPlace];

    private static (double, double) Repeat(int steps, (double, double) w, Func<(double, double), (double, double)> step)
    {
        for (int i = 0; i < steps; i++) w = step(w);
        return w;
    }

    private static (double, double) Moved((double, double) w, Func<double, double, (double, double)> slopes, double by)
    {
        (double dw0, double dw1) = slopes(w.Item1, w.Item2);
        return (w.Item1 + by * dw0, w.Item2 + by * dw1);
    }

    private static (double, double) OneAfterTheOther((double, double) w, Func<double, double, (double, double)> slopes, double rate)
    {
        double w0 = Moved(w, slopes, -rate).Item1;
        return (w0, Moved((w0, w.Item2), slopes, -rate).Item2);
    }

    // Slopes that depend on both weights, so that the order of the two updates shows; more steps than one, and none.
    private static double[] Probe(Func<Func<double, double, (double, double)>, double, double, double, int, (double, double)> descend)
    {
        (double u0, double u1) = descend((w0, w1) => (2 * w0 + w1, w0 + 4 * w1), 1, -2, 0.1, 3);
        (double v0, double v1) = descend((w0, w1) => (w0 * w0 * w1, w0 + w1), 2, 1, 0.1, 2);
        (double s0, double s1) = descend((w0, w1) => (w0, w1), 5, 3, 0.1, 0);
        return [u0, u1, v0, v1, s0, s1];
    }
}
