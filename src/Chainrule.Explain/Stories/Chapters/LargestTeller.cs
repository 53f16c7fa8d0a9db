using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>Answers which parameter matters most: those with the largest |∂L/∂θ|, and what that says and does not say.</summary>
internal static class LargestTeller
{
    // A table is read at a glance; as many equations are not.
    private const int MostEquations = 10;

    /// <summary>The parameters with the largest gradients as a story.</summary>
    /// <param name="recording">The step.</param>
    /// <param name="notation">The notation in which it will be printed.</param>
    /// <param name="title">What the problem is called.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="layers">Of which layers.</param>
    /// <param name="asking">How the reader asks further, or null where nobody does.</param>
    public static Story Tell(Recording recording, Notation notation, string title, int count, IReadOnlyList<int> layers, IAsking? asking = null)
    {
        var telling = new Telling(recording, notation, asking) { Layers = layers };
        int all = Gradients(recording, layers).Count();
        IReadOnlyList<Address> largest = Largest(recording, count, layers);
        telling.Heading(1, "Which parameter matters most?");
        if (all == 0)
        {
            telling.Say($"There is no parameter {Of(recording, layers)}: nothing there is learned.");
            return new Story(title, recording, telling.Blocks) { Asking = asking };
        }
        telling.Say(largest.Count == all ? $"All {all} parameters" : $"{largest.Count} of the {all} parameters", $" {Of(recording, layers)}, those with the largest gradients first, whatever their sign:");
        telling.Blocks.Add(new Table(["", "parameter", "value", "address", "gradient", "if it grows, L"], [.. largest.Select((each, i) => Row(recording, each, i + 1))]));
        if (IsBias(recording, largest[0]) && Gradients(recording, layers).Where(each => !IsBias(recording, each)).MaxBy(each => Math.Abs(recording[each])) is { Layer: > 0 } weight)
            telling.Say("The first of them is a bias. Of the weights ", weight.As(weight.Symbol.Base), " has the largest gradient, ", recording[weight], ".");
        SayWhatItSays(telling);
        telling.Heading(2, "Where these gradients come from");
        telling.SayNotShown(Math.Min(largest.Count, MostEquations), largest.Count, "gradients");
        foreach (Address each in largest.Take(MostEquations)) telling.Explain(each);
        if (asking is not null) telling.Blocks.AddRange(asking.Further(recording, largest[0]));
        return new Story(title, recording, telling.Blocks) { Asking = asking };
    }

    /// <summary>The gradients of parameters of these layers, the largest first; of equal ones that which comes first in the step.</summary>
    public static IReadOnlyList<Address> Largest(Recording recording, int count, IReadOnlyList<int> layers) =>
        [.. Gradients(recording, layers).OrderByDescending(each => Math.Abs(recording[each])).Take(count)];

    private static IEnumerable<Address> Gradients(Recording recording, IReadOnlyList<int> layers) =>
        recording.Book.Plan.Parameters.Where(each => layers.Contains(each.Layer)).SelectMany(each => recording.Book.Of(new Entry(each, Form.Gradient)));

    private static bool IsBias(Recording recording, Address gradient) => recording.Book.Find(gradient.Symbol, gradient.Layer)!.IsBias;

    private static string Of(Recording recording, IReadOnlyList<int> layers) => layers.Count == recording.Book.Depth ? "of the network" : $"of layer {string.Join(", ", layers)}";

    private static IReadOnlyList<Line> Row(Recording recording, Address gradient, int rank)
    {
        double slope = recording[gradient];
        Address parameter = gradient.As(gradient.Symbol.Base);
        return [$"{rank}", Line.Of(parameter), Line.Of(recording[parameter]), $"{gradient}", Line.Of(slope), slope > 0 ? "grows" : slope < 0 ? "falls" : "stays"];
    }

    private static void SayWhatItSays(Telling telling)
    {
        int examples = telling.Recording.Problem.Batch.Count;
        telling.Say("A gradient is a slope: how fast the loss grows for each unit by which that one parameter grows, all others left as they are. So the first in the table is the one of which a small change, of the same size for all, changes the loss most.");
        telling.Say($"It is the slope at this place, with the parameters as they are now, and for {(examples == 1 ? "this one example" : $"the {(telling.Network.Reduction == Reduction.Mean ? "mean over" : "sum of")} these {examples} examples")}; with others the order may be another. It does not say what happens when a parameter moves far, or is taken away.");
    }
}
