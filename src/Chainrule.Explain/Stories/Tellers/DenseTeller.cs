using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Layers;
using Chainrule.Numbers;
using Eq = Chainrule.Explain.Formulas.MatrixEquations;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>A dense layer over units, as the books tell it: equations between matrices, then unit by unit.</summary>
internal sealed class DenseTeller : LayerTeller
{
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
        if (direct)
            telling.Say($"{telling.Network.Loss} and {telling.Network.Loss.OutputActivation} are made for each other: their derivatives multiply to output minus target.");
        else if (!isOutput && IsReadByDenseOnly(telling, l))
            telling.Whole(Eq.HiddenError(telling.Layout), l, Shapes.HiddenError(telling, l));
        else if (!isOutput)
            telling.Whole(Eq.OutputError(), l, null);

        if (!isOutput) SayLocal(telling, l);
        IReadOnlyList<int> units = telling.Units(l);
        telling.SayLeftOut(units.Count, telling.Network.Dense(l).Units, "units", "those with the largest δ");
        foreach (int j in units)
        {
            if (!direct) telling.Explain(telling.Book.At(Symbol.DA, l, Telling.ToldExample, j));
            ExplainDelta(telling, l, j);
        }

        telling.Results(Symbol.DZ, l, units);

        if (isOutput) SayLocal(telling, l);
        if (IsAfterMatrix(telling, l)) telling.Whole(Eq.WeightGradient(telling.Layout), l, Shapes.WeightGradient(telling, l));
        IReadOnlyList<(int To, int From)> weights = telling.Weights(l);
        Dense layer = telling.Network.Dense(l);
        telling.SayLeftOut(weights.Count, layer.Units * layer.Inputs, "weights", "those with the largest gradients");
        foreach ((int j, int k) in weights) telling.Explain(telling.Book.At(Symbol.DW, l, j, k), "upstream × local");
        foreach (int j in units) telling.Explain(telling.Book.At(Symbol.DB, l, 0, j), "upstream × 1");
    }

    public override void Update(Telling telling, int l)
    {
        telling.Heading(2, $"Layer {l}");
        IReadOnlyList<(int To, int From)> weights = telling.Weights(l);
        // Through what the update keeps, each number takes several equations.
        if (telling.Update.States.Count > 0) ExplainMost(telling, l);
        else ExplainEach(telling, l, weights);
        (int to, int from) = weights.MaxBy(w => Math.Abs(telling.Recording[telling.Book.At(Symbol.DW, l, w.To, w.From)]));
        SayWhy(telling, telling.Book.At(Symbol.W, l, to, from));
    }

    private static void ExplainEach(Telling telling, int l, IReadOnlyList<(int To, int From)> weights)
    {
        Dense layer = telling.Network.Dense(l);
        telling.SayLeftOut(weights.Count, layer.Units * layer.Inputs, "weights", "those that move most");
        foreach ((int j, int k) in weights) telling.Explain(telling.Book.At(Symbol.NewW, l, j, k));
        if (telling.Recording.Problem.UpdateBiases)
            foreach (int j in telling.Units(l)) telling.Explain(telling.Book.At(Symbol.NewB, l, 0, j));
    }

    private static void SayWhy(Telling telling, Address weight)
    {
        double gradient = telling.Recording[weight.As(Symbol.DW)];
        if (gradient == 0)
            telling.Say(weight, " stays: its gradient is 0, so a small change of it would not change the loss.");
        else if (gradient > 0)
            telling.Say(weight, " falls: its gradient is positive, so a larger weight would mean a larger loss.");
        else
            telling.Say(weight, " rises: its gradient is negative, so a larger weight means a smaller loss.");
    }

    // The equations between matrices read A of layer l − 1, or X.
    private static bool IsAfterMatrix(Telling telling, int l) => (l == 1 ? telling.Plan.X : telling.Plan.Layers[l - 2].Output) is { Letter: "x" or "a" };

    // BP2 holds only where nothing but the next layer's weights leads on, and no residual connection.
    private static bool IsReadByDenseOnly(Telling telling, int l) => telling.IsDenseLayer(l + 1)
        && telling.Recording.FormulaOf(telling.Book.At(Symbol.DA, l, Telling.ToldExample, 0))!.Addresses().All(each => each.Layer == l + 1 && (each.Symbol == Symbol.W || each.Symbol == Symbol.DZ));

    /// <summary>Why a gradient of this layer is upstream × local, in a sentence for each kind; said once, where the kind first comes up.</summary>
    private static void SayLocal(Telling telling, int l)
    {
        if (l == LastDense(telling))
            telling.Say("Inside z each weight is multiplied by one of the numbers that come in, so z grows with the weight as fast as that number says: local = that number. A bias is simply added: local = 1.");
        if (l == telling.Book.Depth - 1 && IsReadByDenseOnly(telling, l))
            telling.Say($"Each a of layer {l} reaches the loss through every unit of layer {l + 1}. Its gradient adds up upstream × local over all these ways; local is the weight on the way.");
    }

    private static int LastDense(Telling telling) => Enumerable.Range(1, telling.Book.Depth).Last(telling.IsDenseLayer);

    /// <summary>δ = ∂L/∂a · f′(z) with letters, then the law with letters and numbers, then the two factors as numbers.</summary>
    private static void ExplainDelta(Telling telling, int l, int j)
    {
        Address dz = telling.Book.At(Symbol.DZ, l, Telling.ToldExample, j);
        if (!telling.Activation(l).IsElementwise || (l == telling.Book.Depth && telling.Network.Loss.IsPaired))
        {
            telling.Explain(dz);
            return;
        }
        Address da = dz.As(Symbol.DA), z = dz.As(Symbol.Z), a = dz.As(Symbol.A);
        double slope = telling.Activation(l).Slope<F64>(telling.Recording[z], telling.Recording[a]);
        Equation equation = telling.EquationOf(dz);
        var factors = new Product([new Constant(telling.Recording[da]), new Constant(slope)]);
        telling.Blocks.Add(equation with
        {
            Steps =
            [
                new Step(new UpstreamLocal(da, z, telling.Activation(l).Name), "upstream × local"),
                .. equation.Steps.SkipLast(1),
                .. Equations.PutIn([factors], telling.Recording[dz]),
            ],
        });
    }
}
