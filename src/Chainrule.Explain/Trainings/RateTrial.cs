using Chainrule.Networks;
using Chainrule.Training;

namespace Chainrule.Explain.Trainings;

/// <summary>Is η too large? The same steps with a tenth of it and with ten times as much, run, beside those with η.</summary>
/// <param name="Steps">How many steps each took.</param>
/// <param name="Tries">The rate, the loss after so many steps, and what it did: a tenth of η, η, ten times η.</param>
internal sealed record RateTrial(int Steps, IReadOnlyList<(double Rate, double Loss, LossTrend Trend)> Tries)
{
    // Two trainings more than were asked for take no longer than these.
    private const int MostSteps = 100_000;

    /// <summary>Runs them.</summary>
    public static RateTrial Of(Problem problem, TrainingRun run)
    {
        int steps = Math.Min(run.Asked, MostSteps);
        return new(steps, [.. ((double[])[0.1, 1, 10]).Select(factor => Try(problem, run, problem.LearningRate * factor, factor == 1 && steps == run.Asked, steps))]);
    }

    private static (double, double, LossTrend) Try(Problem problem, TrainingRun run, double rate, bool isRun, int steps)
    {
        IReadOnlyList<double> curve = isRun ? run.Curve : TrainingRun.Of(new(problem.Network, problem.Batch, rate, problem.UpdateBiases, problem.Update), steps).Curve;
        return (rate, curve[^1], LossTrend.Of(curve));
    }

    /// <summary>The answer: whether a tenth of η, or ten times as much, came further down.</summary>
    public string Verdict => (Below(0, 1), Below(2, 1)) switch
    {
        (true, false) => "A tenth comes further down: here the learning rate is too large.",
        (false, true) => "Ten times as much comes further down: here the learning rate is not too large but small.",
        (true, true) => Below(0, 2) ? "Both come further down, a tenth the furthest: here the learning rate is too large." : "Both come further down, ten times as much the furthest.",
        _ => "Neither a tenth nor ten times as much comes further down: here the learning rate is about right.",
    };

    // What has overflowed is below nothing.
    private bool Below(int a, int b) => double.IsFinite(Tries[a].Loss) && !(Tries[a].Loss >= Tries[b].Loss);
}
