using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Explain.Trainings;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Training;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>What many more steps of the same kind lead to.</summary>
internal static class TrainingChapter
{
    private const int MostExamples = 8;

    public static void Tell(Telling telling)
    {
        if (telling.Training is not { } run) return;
        telling.Heading(1, $"After {run.Steps} steps");
        telling.Say("The same step again and again, each time with the new parameters:");
        telling.Blocks.Add(new Table(["step", Line.Of(new Address(Symbol.L))], [.. run.Losses.Select(each => (IReadOnlyList<Line>)[each.Step.ToString(), double.IsFinite(each.Loss) ? Line.Of(each.Loss) : "overflow"])]));
        telling.Blocks.Add(new Curve(run.Curve));
        SayTrend(telling, run);
        SayRate(telling, run);
        if (!double.IsFinite(run.Losses[^1].Loss)) return;
        SayOutputs(telling, run);
        SayHidden(telling, run);
        telling.GoDeeper(Passage.LearningRate);
    }

    private static void SayTrend(Telling telling, TrainingRun run)
    {
        LossTrend trend = LossTrend.Of(run.Curve);
        double first = run.Curve[0], last = run.Curve[^1];
        object[] words = trend.Course switch
        {
            Course.Diverged when !double.IsFinite(last) => [$"The loss diverged: in step {trend.Since} the numbers became too large to compute with, and the training stopped."],
            Course.Diverged => ["The loss diverged: from step ", $"{trend.Since} on it is higher than at the beginning, and ends at ", last, "."],
            Course.Oscillates => [$"The loss oscillates, from step {trend.Since} on: steps down and steps up in turn. It went from ", first, " to ", last, "."],
            Course.Rose => ["The loss rose, from ", first, " to ", last, $"; it was lowest before step {trend.Since}."],
            Course.Plateau when trend.Since == 0 => ["The loss is on a plateau: it was ", first, " and is ", last, ", less than a hundredth lower."],
            Course.Plateau => ["The loss fell from ", first, " to ", last, $" and is on a plateau: since step {trend.Since} it has lost less than a hundredth."],
            _ => ["The loss fell, from ", first, " to ", last, $": nine tenths of that by step {trend.Since}."],
        };
        telling.Say(words);
    }

    private static void SayRate(Telling telling, TrainingRun run)
    {
        RateTrial trial = RateTrial.Of(telling.Recording.Problem, run);
        telling.Say("Is ", new Address(Symbol.Eta), $" too large, or too small? {trial.Steps} step{(trial.Steps == 1 ? "" : "s")} with a tenth of it, and with ten times as much, come to this:");
        telling.Blocks.Add(new Table([Line.Of(new Address(Symbol.Eta)), Line.Of(new Address(Symbol.L), " at the end"), "the loss"],
            [.. trial.Tries.Select(each => (IReadOnlyList<Line>)[Line.Of(each.Rate), double.IsFinite(each.Loss) ? Line.Of(each.Loss) : "overflow", Word(each.Trend)])]));
        telling.Say(trial.Verdict);
    }

    private static string Word(LossTrend trend) => trend.Course switch
    {
        Course.Diverged => "diverged",
        Course.Oscillates => "oscillates",
        Course.Rose => "rose",
        Course.Plateau => "is on a plateau",
        _ => "fell",
    };

    private static void SayOutputs(Telling telling, TrainingRun run)
    {
        const int mostOutputs = 5;
        int examples = Math.Min(run.Outputs.Length, MostExamples), outputs = Math.Min(run.Outputs[0].Length, mostOutputs);
        telling.Say("The outputs now, beside their targets:");
        Shape shape = telling.Plan.Loss.Y.Shape;
        Line[] header = [shape.Rows > 1 ? "example, row" : "example", .. Enumerable.Range(0, outputs).SelectMany(j => new[] { (Line)$"output {j}", $"target {j}" })];
        IReadOnlyList<Line> Row(int e) => [shape.Rows > 1 ? $"{e / shape.Rows}, {e % shape.Rows}" : e.ToString(), .. Enumerable.Range(0, outputs).SelectMany(j => new[] { Line.Of(run.Outputs[e][j]), Line.Of(telling.Recording[telling.Book.At(telling.Plan.Loss.Y, Form.Number, e, j)]) })];
        telling.Blocks.Add(new Table(header, [.. Enumerable.Range(0, examples).Select(Row)]));
        telling.SayNotShown(examples, run.Outputs.Length, shape.Rows > 1 ? "rows" : "examples");
        telling.SayNotShown(outputs, run.Outputs[0].Length, "outputs");
    }

    /// <summary>What the hidden units make of the examples, from which the output follows: so one sees how it was solved.</summary>
    private static void SayHidden(Telling telling, TrainingRun run)
    {
        // Numbers of three digits take at most ten columns: with the example's, eight fit into a line of eighty.
        const int mostColumns = 7, digits = 3;
        Batch batch = telling.Recording.Problem.Batch;
        if (!telling.IsDense || telling.Book.Depth < 2 || batch.Count > MostExamples || batch.Count < 2) return;
        int columns = telling.Network.Inputs + Enumerable.Range(1, telling.Book.Depth).Sum(l => telling.Network.Dense(l).Units);
        if (columns > mostColumns) return;

        var at = new Workspace<F64>(run.Network, batch.Count);
        at.Load(batch);
        run.Network.Forward(at);
        Line[] Header(string letter, int count) => [.. Enumerable.Range(0, count).Select(j => (Line)$"{letter}[{j}]")];
        telling.Say("How the network does it: what its units hand on for each example, a1[0] being unit 0 of layer 1.");
        telling.Blocks.Add(new Table(
            ["example", .. Header("x", telling.Network.Inputs), .. Enumerable.Range(1, telling.Book.Depth).SelectMany(l => Header($"a{l}", telling.Network.Dense(l).Units))],
            [.. Enumerable.Range(0, batch.Count).Select(e => (IReadOnlyList<Line>)[$"{e}", .. Enumerable.Range(0, telling.Network.Inputs).Select(k => Rounded(telling.Recording[telling.Book.At(telling.Plan.X, Form.Number, e, k)])), .. Enumerable.Range(1, telling.Book.Depth).SelectMany(l => Enumerable.Range(0, telling.Network.Dense(l).Units).Select(j => Rounded(at.A[l][e, j].Number)))])]));
        telling.Say($"Layer {telling.Book.Depth} sees only what layer {telling.Book.Depth - 1} hands on, not the inputs: examples that come out alike there get the same output.");

        static Line Rounded(double number) => Line.Of(new Figure(number) { Digits = digits });
    }
}
