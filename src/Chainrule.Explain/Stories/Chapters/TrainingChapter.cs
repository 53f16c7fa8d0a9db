using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;
using Chainrule.Training;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>What many more steps of the same kind lead to.</summary>
internal static class TrainingChapter
{
    public static void Tell(Telling telling)
    {
        if (telling.Training is not { } run) return;
        const int mostExamples = 8, mostOutputs = 5;
        telling.Heading(1, $"After {run.Steps} steps");
        telling.Say("The same step again and again, each time with the new parameters:");
        telling.Blocks.Add(new Table(["step", Line.Of(new Address(Symbol.L))], [.. run.Losses.Select(each => (IReadOnlyList<Line>)[each.Step.ToString(), double.IsFinite(each.Loss) ? Line.Of(each.Loss) : "overflow"])]));
        if (!double.IsFinite(run.Losses[^1].Loss))
        {
            telling.Say($"In step {run.Steps} the numbers became too large to compute with, and the training stopped: the steps are too large. Try a smaller learning rate, such as ", telling.Recording.Problem.LearningRate / 10, ".");
            return;
        }

        int examples = Math.Min(run.Outputs.Length, mostExamples), outputs = Math.Min(run.Outputs[0].Length, mostOutputs);
        telling.Say("The outputs now, beside their targets:");
        Shape shape = telling.Plan.Loss.Y.Shape;
        Line[] header = [shape.Rows > 1 ? "example, row" : "example", .. Enumerable.Range(0, outputs).SelectMany(j => new[] { (Line)$"output {j}", $"target {j}" })];
        IReadOnlyList<Line> Row(int e) => [shape.Rows > 1 ? $"{e / shape.Rows}, {e % shape.Rows}" : e.ToString(), .. Enumerable.Range(0, outputs).SelectMany(j => new[] { Line.Of(run.Outputs[e][j]), Line.Of(telling.Recording[telling.Book.At(telling.Plan.Loss.Y, Form.Number, e, j)]) })];
        telling.Blocks.Add(new Table(header, [.. Enumerable.Range(0, examples).Select(Row)]));
        telling.SayNotShown(examples, run.Outputs.Length, shape.Rows > 1 ? "rows" : "examples");
        telling.SayNotShown(outputs, run.Outputs[0].Length, "outputs");
    }
}
