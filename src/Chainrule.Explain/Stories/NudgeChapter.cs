using Chainrule.Explain.Addresses;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Explain.Stories;

/// <summary>Beside one gradient, what nudging that weight really does to the loss.</summary>
internal static class NudgeChapter
{
    // Small enough that the slope hardly changes, large enough that both losses differ in digits that are printed.
    private const double Nudge = 0.001;

    public static void Tell(Telling telling)
    {
        Address weight = telling.Weights(1).Select(w => telling.Book.At(Symbol.W, 1, w.To, w.From)).MaxBy(w => Math.Abs(telling.Recording[Gradient(w)]));
        double before = telling.Recording[weight], up = LossWith(telling.Recording.Problem, weight, Nudge), down = LossWith(telling.Recording.Problem, weight, -Nudge);
        telling.Heading(2, "Is that true? Nudge a weight and see");
        telling.Say("Move ", weight, " up and down by ", Nudge, ", leave everything else as it is, and run forward again:");
        telling.Blocks.Add(new Table(
            [Line.Of(weight), Line.Of(new Address(Symbol.L))],
            [
                [Line.Of(before + Nudge), Line.Of(new Figure(up) { Digits = 12 })],
                [Line.Of(before), Line.Of(new Figure(telling.Recording.Loss) { Digits = 12 })],
                [Line.Of(before - Nudge), Line.Of(new Figure(down) { Digits = 12 })],
            ]));
        telling.Say("The loss changed by ", (up - down) / (2 * Nudge), " for each unit of the weight. The chain rule said ", Gradient(weight), " = ", telling.Recording[Gradient(weight)], ".");
        telling.Note($"To compare every gradient this way: {telling.Asking.Check}");
    }

    private static Address Gradient(Address weight) => weight with { Symbol = Symbol.DW };

    private static double LossWith(Problem problem, Address weight, double nudge)
    {
        var network = new Network<F64>(problem.Network);
        var at = new Workspace<F64>(network, problem.Batch.Count);
        at.Load(problem.Batch);
        network.W[weight.Layer][weight.Row, weight.Column] += nudge;
        network.Forward(at);
        return network.Measure(at);
    }
}
