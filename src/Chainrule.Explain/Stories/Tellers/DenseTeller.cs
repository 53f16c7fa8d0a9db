using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Layers;
using Chainrule.Numbers;
using Eq = Chainrule.Explain.Formulas.MatrixEquations;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>A dense layer over units, as the books tell it: equations between matrices, then unit by unit.</summary>
internal sealed class DenseTeller : LayerTeller
{
    public override string? WordsForLocal => "local is the weight on the way";

    public override bool Tells(Telling telling, int l) => telling.IsDenseLayer(l);

    public override void Forward(Telling telling, int l)
    {
        Dense layer = telling.Network.Dense(l);
        telling.Heading(2, $"Layer {l}: {Telling.Count(layer.Units, "unit")}, {layer.Activation}");
        if (IsAfterMatrix(telling, l)) telling.Whole(Eq.PreActivation(telling.Layout), l, Shapes.PreActivation(telling, l));
        telling.Whole(Eq.Activation(), l, null);
        IReadOnlyList<int> units = telling.Units(l);
        telling.SayLeftOut(units.Count, layer.Units, "units", "those whose gradient δ turns out largest below");
        foreach (int j in units)
        {
            telling.Explain(telling.Book.At(Symbol.Z, l, Telling.ToldExample, j));
            telling.Explain(telling.Book.At(Symbol.A, l, Telling.ToldExample, j));
        }
        telling.Results(Symbol.A, l, units);
    }

    public override void Backward(Telling telling, int l)
    {
        bool isOutput = l == telling.Book.Depth, direct = isOutput && telling.Network.Loss.IsPaired;
        telling.Heading(2, $"Layer {l}{(isOutput ? ", the output" : "")}");
        if (!isOutput && IsReadByDenseOnly(telling, l))
            telling.Whole(Eq.HiddenError(telling.Layout), l, Shapes.HiddenError(telling, l));
        else if (!isOutput)
            telling.Whole(Eq.OutputError(), l, null);

        IReadOnlyList<int> units = telling.Units(l);
        telling.SayLeftOut(units.Count, telling.Network.Dense(l).Units, "units", "those with the largest δ");
        foreach (int j in units)
        {
            if (!direct) telling.Explain(telling.Book.At(Symbol.DA, l, Telling.ToldExample, j));
            telling.Explain(telling.Book.At(Symbol.DZ, l, Telling.ToldExample, j));
        }

        telling.Results(Symbol.DZ, l, units);

        if (IsAfterMatrix(telling, l)) telling.Whole(Eq.WeightGradient(telling.Layout), l, Shapes.WeightGradient(telling, l));
        IReadOnlyList<(int To, int From)> weights = telling.Weights(l);
        Dense layer = telling.Network.Dense(l);
        telling.SayLeftOut(weights.Count, layer.Units * layer.Inputs, "weights", "those with the largest gradients");
        foreach ((int j, int k) in weights) telling.Explain(telling.Book.At(Symbol.DW, l, j, k));
        foreach (int j in units) telling.Explain(telling.Book.At(Symbol.DB, l, 0, j));
    }

    public override void Update(Telling telling, int l)
    {
        telling.Heading(2, $"Layer {l}");
        IReadOnlyList<(int To, int From)> weights = telling.Weights(l);
        // Through what the update keeps, each number takes several equations.
        if (telling.Update.States.Count > 0) ExplainMost(telling, l);
        else ExplainEach(telling, l, weights);
    }

    private static void ExplainEach(Telling telling, int l, IReadOnlyList<(int To, int From)> weights)
    {
        Dense layer = telling.Network.Dense(l);
        telling.SayLeftOut(weights.Count, layer.Units * layer.Inputs, "weights", "those that move most");
        foreach ((int j, int k) in weights) telling.Explain(telling.Book.At(Symbol.NewW, l, j, k));
        if (telling.Recording.Problem.UpdateBiases)
            foreach (int j in telling.Units(l)) telling.Explain(telling.Book.At(Symbol.NewB, l, 0, j));
    }

    // The equations between matrices read A of layer l − 1, or X.
    private static bool IsAfterMatrix(Telling telling, int l) => (l == 1 ? telling.Plan.X : telling.Plan.Layers[l - 2].Output) is { Letter: "x" or "a" };

    // BP2 holds only where nothing but the next layer's weights leads on, and no residual connection.
    private static bool IsReadByDenseOnly(Telling telling, int l) => telling.IsDenseLayer(l + 1)
        && telling.Recording.FormulaOf(telling.Book.At(Symbol.DA, l, Telling.ToldExample, 0))!.Addresses().All(each => each.Layer == l + 1 && (each.Symbol == Symbol.W || each.Symbol == Symbol.DZ));
}
