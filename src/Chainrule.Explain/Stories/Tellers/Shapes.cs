namespace Chainrule.Explain.Stories.Tellers;

/// <summary>The shapes of the matrices in an equation, in the layout of a notation.</summary>
internal static class Shapes
{
    public static string PreActivation(Telling telling, int l)
    {
        var layer = telling.Network.Dense(l);
        int n = telling.Recording.Problem.Batch.Count;
        return Written(telling, telling.Layout == Notations.Layout.Columns
            ? $"{layer.Units}×{n} = {layer.Units}×{layer.Inputs} · {layer.Inputs}×{n} + {layer.Units}×1"
            : $"{n}×{layer.Units} = {n}×{layer.Inputs} · {layer.Inputs}×{layer.Units} + 1×{layer.Units}");
    }

    public static string WeightGradient(Telling telling, int l)
    {
        var layer = telling.Network.Dense(l);
        int n = telling.Recording.Problem.Batch.Count;
        return Written(telling, telling.Layout switch
        {
            Notations.Layout.RowsFromTo => $"{layer.Inputs}×{layer.Units} = {layer.Inputs}×{n} · {n}×{layer.Units}",
            _ => $"{layer.Units}×{layer.Inputs} = {layer.Units}×{n} · {n}×{layer.Inputs}",
        });
    }

    public static string HiddenError(Telling telling, int l)
    {
        var next = telling.Network.Dense(l + 1);
        int n = telling.Recording.Problem.Batch.Count;
        return Written(telling, telling.Layout == Notations.Layout.Columns
            ? $"{next.Inputs}×{n} = ({next.Inputs}×{next.Units} · {next.Units}×{n}) ⊙ {next.Inputs}×{n}"
            : $"{n}×{next.Inputs} = ({n}×{next.Units} · {next.Units}×{next.Inputs}) ⊙ {n}×{next.Inputs}");
    }

    // With the signs of the equation beside it.
    private static string Written(Telling telling, string shapes) => telling.Notation.IsCode ? shapes.Replace('·', '@').Replace('⊙', '*') : shapes;
}
