using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;

namespace Chainrule.Explain.Stories;

/// <summary>Forward: z and a, layer by layer.</summary>
internal static class ForwardChapter
{
    public static void Tell(Telling telling)
    {
        telling.Heading(1, "Forward: from the inputs to the outputs");
        telling.Say("A unit multiplies each of its inputs by a weight, adds the products up, and adds its bias. That sum is its ", new WholeMatrix(Symbol.Z, "l"), " in layer l.");
        telling.Say("Then the layer's activation function turns z into ", new WholeMatrix(Symbol.A, "l"), ", and the next layer reads that.");
        if (telling.Book.HasExampleIndex)
            telling.Say($"The first index is the example's. Example {Telling.ToldExample} is told in full; the results of all of them stand in a table.");
        for (int l = 1; l <= telling.Book.Depth; l++) Layer(telling, l);
    }

    private static void Layer(Telling telling, int l)
    {
        var layer = telling.Network.Dense(l);
        telling.Heading(2, $"Layer {l}: {GivenChapter.Count(layer.Units, "unit")}, {layer.Activation}");
        telling.Whole(Formulas.MatrixEquations.PreActivation(telling.Layout), l, Shapes.PreActivation(telling, l));
        telling.Whole(Formulas.MatrixEquations.Activation(), l, null);
        IReadOnlyList<int> units = telling.Units(l);
        telling.SayLeftOut(units.Count, layer.Units, "units", "those whose gradient δ turns out largest below");
        foreach (int j in units)
        {
            telling.Explain(telling.Book.At(Symbol.Z, l, Telling.ToldExample, j));
            telling.Explain(telling.Book.At(Symbol.A, l, Telling.ToldExample, j));
        }
        telling.Results(Symbol.A, l, units);
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
