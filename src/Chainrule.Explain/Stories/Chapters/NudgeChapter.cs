using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>Beside one gradient, what nudging that weight really does to the loss.</summary>
internal static class NudgeChapter
{
    // Small enough that the slope hardly changes, large enough that both losses differ in digits that are printed.
    private const double Nudge = 0.001;

    // Of a loss of many terms, in parts of itself: far more than there is, and far less than a mistake.
    private const double RoundingOfALoss = 1e-11;

    public static void Tell(Telling telling)
    {
        if (telling.Largest(1) is not { } gradient) return;
        Address weight = gradient.As(gradient.Symbol.Base);
        double before = telling.Recording[weight], up = LossWith(telling.Recording.Problem, weight, Nudge), down = LossWith(telling.Recording.Problem, weight, -Nudge);
        telling.Heading(2, "Is that true? Nudge a weight and see");
        if (!double.IsFinite(up - down))
        {
            telling.Say("Here that cannot be seen: moving ", weight, " by no more than ", Nudge, " makes the loss too large to compute with.");
            return;
        }
        telling.Say("Move ", weight, " up and down by ", Nudge, ", leave everything else as it is, and run forward again:");
        telling.Blocks.Add(new Table(
            [Line.Of(weight), Line.Of(new Address(Symbol.L))],
            [
                [Line.Of(before + Nudge), Line.Of(new Figure(up) { Digits = 12 })],
                [Line.Of(before), Line.Of(new Figure(telling.Recording.Loss) { Digits = 12 })],
                [Line.Of(before - Nudge), Line.Of(new Figure(down) { Digits = 12 })],
            ]));
        telling.Say("The loss changed by ", (up - down) / (2 * Nudge), " for each unit of the weight. The chain rule said ", gradient, " = ", telling.Recording[gradient], ".");
        if (Differ(telling.Recording, weight, (up - down) / (2 * Nudge), telling.Recording[gradient]))
            telling.Say("These two differ by more than rounding explains, and more than the slope changes on the way. If no number sits on a kink here, the backward pass is wrong: a check of all gradients says where.");
        if (telling.Asking is not null) telling.Note($"To compare every gradient this way: {telling.Asking.Check}");
        telling.GoDeeper(Passage.Check);
    }

    // With half the nudge what the slope changes on the way is a fourth, so it is a third of what the two differences differ by.
    private static bool Differ(Recording recording, Address weight, double difference, double gradient)
    {
        double half = (LossWith(recording.Problem, weight, Nudge / 2) - LossWith(recording.Problem, weight, -Nudge / 2)) / Nudge;
        double rounding = RoundingOfALoss * Math.Abs(recording.Loss) / Nudge;
        return Math.Abs(half - gradient) > Math.Abs(difference - half) + rounding;
    }

    private static double LossWith(Problem problem, Address weight, double nudge)
    {
        var network = new Network<F64>(problem.Network);
        var at = new Workspace<F64>(network, problem.Batch.Count);
        at.Load(problem.Batch);
        Quantity parameter = network.Plan.Find(weight.Symbol.Letter, weight.Layer)!;
        (int row, int column) = parameter.Shape.Place(weight.Indices.AsSpan());
        network[parameter][row, column] += nudge;
        network.Forward(at);
        return network.Measure(at);
    }
}
