using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories.Tellers;

namespace Chainrule.Explain.Stories;

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
        if (!telling.IsDense) telling.Say("What a layer hands on to the next one is its ", new WholeMatrix(Symbol.A, "l"), ", whatever its kind.");
        if (telling.Book.HasExampleIndex)
            telling.Say($"The first index is the example's. Example {Telling.ToldExample} is told in full; the results of all of them stand in a table.");
        for (int l = 1; l <= telling.Book.Depth; l++) LayerTellers.For(telling, l).Forward(telling, l);
    }
}

/// <summary>The shapes of the matrices in an equation, in the layout of a notation.</summary>
internal static class Shapes
{
    public static string PreActivation(Telling telling, int l)
    {
        var layer = telling.Network.Dense(l);
        int n = telling.Recording.Problem.Batch.Count;
        return telling.Layout == Notations.Layout.Columns
            ? $"{layer.Units}×{n} = {layer.Units}×{layer.Inputs} · {layer.Inputs}×{n} + {layer.Units}×1"
            : $"{n}×{layer.Units} = {n}×{layer.Inputs} · {layer.Inputs}×{layer.Units} + 1×{layer.Units}";
    }

    public static string WeightGradient(Telling telling, int l)
    {
        var layer = telling.Network.Dense(l);
        int n = telling.Recording.Problem.Batch.Count;
        return telling.Layout switch
        {
            Notations.Layout.RowsFromTo => $"{layer.Inputs}×{layer.Units} = {layer.Inputs}×{n} · {n}×{layer.Units}",
            _ => $"{layer.Units}×{layer.Inputs} = {layer.Units}×{n} · {n}×{layer.Inputs}",
        };
    }

    public static string HiddenError(Telling telling, int l)
    {
        var next = telling.Network.Dense(l + 1);
        int n = telling.Recording.Problem.Batch.Count;
        return telling.Layout == Notations.Layout.Columns
            ? $"{next.Inputs}×{n} = ({next.Inputs}×{next.Units} · {next.Units}×{n}) ⊙ {next.Inputs}×{n}"
            : $"{n}×{next.Inputs} = ({n}×{next.Units} · {next.Units}×{next.Inputs}) ⊙ {n}×{next.Inputs}";
    }
}
