using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Trainings;
using Chainrule.Networks;
using Chainrule.Testing;
using Chainrule.Training;
using CsCheck;

namespace Chainrule.Explain.Tests.Trainings;

/// <summary>What a sequence of losses did, for random sequences of each kind.</summary>
public class LossTrendTests
{
    private static readonly Gen<(int Steps, double Size)> Cases = Gen.Select(Gen.Int[20, 400], Gen.Double[0.01, 1000]);

    private static double[] Losses(int steps, Func<int, double> loss) => [.. Enumerable.Range(0, steps + 1).Select(loss)];

    [Fact]
    public void What_keeps_falling_fell() => Cases.Holds((steps, size) =>
    {
        LossTrend trend = LossTrend.Of(Losses(steps, k => size * Math.Exp(-3.0 * k / steps)));
        Assert.Equal(Course.Fell, trend.Course);
        // 1 − e^(−3t) is nine tenths of 1 − e^(−3) at t = 0.64411.
        Assert.InRange(trend.Since, 0.6441 * steps, 0.6442 * steps + 1);
    }, times: 200);

    [Fact]
    public void What_falls_to_nothing_fell_though_it_stands_still_there() =>
        Cases.Holds((steps, size) => Assert.Equal(Course.Fell, LossTrend.Of(Losses(steps, k => k > steps / 4 ? 0 : size / (k + 1))).Course), times: 200);

    [Fact]
    public void What_stands_still_is_on_a_plateau_since_it_does() => Cases.Holds((steps, size) =>
    {
        int still = steps / 3;
        LossTrend trend = LossTrend.Of(Losses(steps, k => size * (1 + Math.Max(0, 1 - (double)k / still))));
        Assert.Equal(Course.Plateau, trend.Course);
        Assert.InRange(trend.Since, still * 0.95, still);
        Assert.Equal(new LossTrend(Course.Plateau, 0), LossTrend.Of(Losses(steps, _ => size)));
    }, times: 200);

    [Fact]
    public void What_goes_up_and_down_oscillates_since_the_first_step_up() => Cases.Holds((steps, size) =>
    {
        int from = steps / 4;
        LossTrend trend = LossTrend.Of(Losses(steps, k => size * (k < from ? 3.0 - (double)k / from : k % 2 == from % 2 ? 2.5 : 1.5)));
        Assert.Equal(Course.Oscillates, trend.Course);
        Assert.InRange(trend.Since, from, from + 1);
    }, times: 200);

    [Fact]
    public void What_grows_far_diverged_and_what_overflows_did_so_there() => Cases.Holds((steps, size) =>
    {
        Assert.Equal(new LossTrend(Course.Diverged, 1), LossTrend.Of(Losses(steps, k => size * Math.Pow(1.5, k))));
        Assert.Equal(new LossTrend(Course.Diverged, steps), LossTrend.Of(Losses(steps, k => k == steps ? double.NaN : size / (k + 1))));
        Assert.Equal(new LossTrend(Course.Diverged, steps / 2 + 1), LossTrend.Of(Losses(steps, k => k <= steps / 2 ? size * (1 - 0.001 * k) : size * (2 + k))));
    }, times: 200);

    [Fact]
    public void What_ends_a_little_higher_rose() => Cases.Holds((steps, size) =>
        Assert.Equal(new LossTrend(Course.Rose, steps / 4 + 1), LossTrend.Of(Losses(steps, k => size * (1 + 0.001 * Math.Abs(k - steps / 4))))), times: 200);

    // A wrong twin: the first and the last loss say nothing of what lies between.
    private static Course OfEnds(double[] losses) => losses[^1] < losses[0] ? Course.Fell : Course.Rose;

    [Fact]
    public void Who_looks_only_at_the_ends_takes_a_plateau_and_an_oscillation_for_a_fall()
    {
        double[] plateau = Losses(40, k => k == 0 ? 2 : 1), oscillation = Losses(40, k => k % 2 == 0 ? 2 - 0.001 * k : 1);
        Assert.Equal((Course.Plateau, Course.Oscillates), (LossTrend.Of(plateau).Course, LossTrend.Of(oscillation).Course));
        Assert.Equal((Course.Fell, Course.Fell), (OfEnds(plateau), OfEnds(oscillation)));
    }

    [Theory]
    [InlineData("xor", 2, 1000, nameof(Course.Fell), "not too large but small")]
    [InlineData("neuron", 0.0001, 50, nameof(Course.Plateau), "not too large but small")]
    [InlineData("relu-homework", 5, 50, nameof(Course.Diverged), "here the learning rate is too large")]
    public void A_training_says_what_its_loss_did_and_whether_the_rate_is_too_large(string example, double rate, int steps, string course, string verdict)
    {
        Problem problem = Examples.Named(example).Problem;
        problem = new(problem.Network, problem.Batch, rate, problem.UpdateBiases, problem.Update);
        TrainingRun run = TrainingRun.Of(problem, steps);
        Assert.Equal(course, LossTrend.Of(run.Curve).Course.ToString());
        Assert.Contains(verdict, RateTrial.Of(problem, run).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void No_peak_of_a_long_curve_is_lost_in_a_column()
    {
        double[] losses = Losses(100_000, k => k == 54_321 ? 9 : 1);
        var plot = new CurvePlot(losses, 60);
        Assert.Single(plot.Columns, each => each!.Value.High == 1);
        Assert.Equal((1, 9, false), (plot.Lowest, plot.Highest, plot.IsLogarithmic));
        Assert.True(new CurvePlot(Losses(100, k => Math.Exp(-k)), 60).IsLogarithmic);
        Assert.Equal([0.5], new CurvePlot([3], 60).Columns.Select(each => each!.Value.Low));
        Assert.All(new CurvePlot([1, double.NaN], 60).Columns.Skip(1), each => Assert.Null(each));
    }

    [Theory]
    [InlineData("xor", 2000)]
    [InlineData("mazur", 20)]
    [InlineData("attention", 3)]
    public void The_curve_is_drawn_in_every_format_within_its_width(string example, int steps)
    {
        Problem problem = Examples.Named(example).Problem;
        Recording recording = Recording.Of(problem);
        Story story = StoryTeller.Tell(recording, Notation.Nielsen, "A training", training: TrainingRun.Of(problem, steps), excerpt: Excerpt.Of(recording.Book, [Chapter.Training]));
        string text = string.Join('\n', TextRenderer.Render(story, Notation.Nielsen).Select(line => line.ToString()));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains('*', text);
        Assert.Contains($"The loss over {steps} steps", HtmlRenderer.Render(story, Notation.Nielsen), StringComparison.Ordinal);
        Assert.Contains("\\begin{verbatim}", LatexRenderer.Render(story, Notation.Nielsen), StringComparison.Ordinal);
        Assert.Contains("```text", MarkdownRenderer.Render(story, Notation.Nielsen), StringComparison.Ordinal);
        Assert.Equal(example == "xor", text.Contains("How the network does it", StringComparison.Ordinal));
    }
}
