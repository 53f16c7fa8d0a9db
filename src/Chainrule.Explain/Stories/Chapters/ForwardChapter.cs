using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>Forward: z and a, layer by layer.</summary>
internal static class ForwardChapter
{
    public static void Tell(Telling telling)
    {
        telling.Heading(1, "Forward: from the inputs to the outputs");
        if (Enumerable.Range(1, telling.Book.Depth).Any(telling.IsDenseLayer))
        {
            telling.Say("A unit multiplies each of its inputs by a weight, adds the products up, and adds its bias. That sum is its ", new WholeMatrix(Symbol.Z, "l"), " in layer l.");
            telling.Say("Then the layer's activation function turns z into ", new WholeMatrix(Symbol.A, "l"), ", and the next layer reads that.");
        }
        if (!telling.IsDense) SayWhatIsHandedOn(telling);
        if (telling.Book.HasExampleIndex)
            telling.Say($"{telling.Notation.WhereExampleStands} Example {Telling.ToldExample} is told in full; the results of all of them stand in a table.");
        if (telling.Book.HasExampleIndex && telling.IsDense)
        {
            string line = telling.Layout == Notations.Layout.Columns ? "column" : "row";
            telling.Say($"In a matrix each example is a {line}, and the biases are added to every {line}.");
        }
        foreach (int l in telling.Layers) LayerTellers.For(telling, l).Forward(telling, l);
        telling.GoDeeper(telling.Book.HasExampleIndex ? Passage.Batch : Passage.Forward);
    }

    // A layer may hand on what another one wrote, and call its own as it likes.
    private static void SayWhatIsHandedOn(Telling telling)
    {
        Quantity[] others = [.. telling.Plan.Layers.Select(layer => layer.Output).Where(each => each.Letter != Symbol.A.Letter && each.Layer > 0)];
        if (others.Length < telling.Book.Depth)
            telling.Say("What a layer hands on to the next one is its ", new WholeMatrix(Symbol.A, "l"), others.Length == 0 ? ", whatever its kind." : ", unless it is said otherwise.");
        foreach (Quantity each in others) telling.Say($"Layer {each.Layer} hands on its ", new WholeMatrix(Symbol.Of(each), each.Layer.ToString()), ".");
    }
}
