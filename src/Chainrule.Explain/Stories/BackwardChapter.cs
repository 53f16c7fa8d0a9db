using Chainrule.Layers;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Numbers;
using Chainrule.Rules;
using Eq = Chainrule.Explain.Formulas.MatrixEquations;

namespace Chainrule.Explain.Stories;

/// <summary>Backward: the chain rule from the loss to every weight, each gradient as upstream × local.</summary>
internal static class BackwardChapter
{
    public static void Tell(Telling telling)
    {
        telling.Heading(1, "Backward: who is to blame for the loss");
        telling.Say("For each number one asks: if it grew a little, how fast would the loss grow? That is its gradient: the derivative of ", new Address(Symbol.L), " with respect to it, written ", telling.Book.At(Symbol.DW, telling.Book.Depth, 0, 0), " for the weight ", telling.Book.At(Symbol.W, telling.Book.Depth, 0, 0), ".");
        telling.Say("The chain rule answers it from the back to the front: gradient = upstream × local. Upstream is the gradient of the number that comes next, which is already known. Local is the derivative of that next number with respect to this one.");
        telling.Say(telling.Book.At(Symbol.DZ, telling.Book.Depth, Telling.ToldExample, 0), " is the gradient of the loss with respect to ", telling.Book.At(Symbol.Z, telling.Book.Depth, Telling.ToldExample, 0), ". It has a name of its own because everything else follows from it.");
        Four(telling);
        foreach (Activation activation in telling.Network.Layers.Cast<Dense>().Select(l => l.Activation).Distinct()) WhySlope(telling, activation);
        for (int l = telling.Book.Depth; l >= 1; l--) Layer(telling, l);
        NudgeChapter.Tell(telling);
    }

    private static MatrixEquation OutputError(Telling telling) => (telling.Network.Loss.IsPaired, telling.Activation(telling.Book.Depth).IsElementwise) switch
    {
        (true, _) => Eq.PairedError(IsMean(telling)),
        (_, true) => Eq.OutputError(),
        _ => Eq.SoftmaxError(),
    };

    private static bool IsMean(Telling telling) => telling.Book.HasExampleIndex && telling.Network.Reduction == Networks.Reduction.Mean;

    private static void Four(Telling telling)
    {
        telling.Say(telling.Book.Depth > 1 ? "Four equations do it for any layer l:" : "Three equations do it:");
        telling.Blocks.Add(new Equation(null, new WholeLeft(OutputError(telling), telling.Book.Depth),
            [new Step(new Whole(OutputError(telling), telling.Book.Depth, telling.Activation(telling.Book.Depth).Name), "BP1: the output layer")]));
        if (telling.Book.Depth > 1) telling.General(Eq.HiddenError(telling.Layout), "BP2: every layer below");
        telling.General(Eq.BiasGradient(telling.Book.HasExampleIndex), "BP3: the biases");
        telling.General(Eq.WeightGradient(telling.Layout), "BP4: the weights");
        if (!telling.Network.Loss.IsPaired || telling.Book.Depth > 1)
            telling.Note("⊙ multiplies entry by entry, f is the layer's activation, f′ its slope.");
    }

    /// <summary>Why the slope is what it is: the forms of the derivation, which are equal, checked at the numbers of a unit of this network.</summary>
    private static void WhySlope(Telling telling, Activation activation)
    {
        int l = 1 + telling.Network.Layers.Cast<Dense>().TakeWhile(layer => layer.Activation != activation).Count();
        Address z = telling.Book.At(Symbol.Z, l, Telling.ToldExample, 0), a = telling.Book.At(Symbol.A, l, Telling.ToldExample, 0);
        using Tape tape = Tape.Begin();
        Value zValue = telling.Recording[z], aValue = telling.Recording[a];
        var formulas = new FormulaBuilder(v => v == zValue ? z : v == aValue ? a : null);
        if (!activation.IsElementwise) return;
        Value[] forms = activation.Derivation(zValue, aValue);
        bool isDerived = forms.Length > 0 && forms.All(f => double.IsFinite(f.Data));
        Formula[] shown = [.. (isDerived ? forms : [activation.Slope(zValue, aValue)]).Select(f => formulas.Of(f) ?? new Constant(f.Data))];
        telling.Say($"The slope of {activation}{(isDerived ? ", step by step," : "")} for ", z, isDerived ? " and " : "", isDerived ? a : "", ":");
        telling.Blocks.Add(new Equation(null, new Slope(z, activation.Name), [.. shown.Select(f => new Step(new Written(f)))]));
        if (shown.Any(f => Calls(f, Function.Step))) telling.Note("step(z) is 1 where z is greater than 0, and 0 elsewhere.");
        if (shown.Any(f => Calls(f, Function.Erf))) telling.Note("erf is the error function: how much of a bell curve lies within a distance of its middle.");
    }

    private static bool Calls(Formula formula, Function function) =>
        (formula is Call call && call.Function == function) || formula.Parts.Any(part => Calls(part, function));

    /// <summary>Why a gradient of this layer is upstream × local, in a sentence for each kind; said once, where the kind first comes up.</summary>
    private static void SayLocal(Telling telling, int l)
    {
        if (l == telling.Book.Depth)
            telling.Say("Inside z each weight is multiplied by one of the numbers that come in, so z grows with the weight as fast as that number says: local = that number. A bias is simply added: local = 1.");
        if (l == telling.Book.Depth - 1)
            telling.Say($"Each a of layer {l} reaches the loss through every unit of layer {l + 1}. Its gradient adds up upstream × local over all these ways; local is the weight on the way.");
    }

    private static void Layer(Telling telling, int l)
    {
        bool isOutput = l == telling.Book.Depth, direct = isOutput && telling.Network.Loss.IsPaired;
        telling.Heading(2, $"Layer {l}{(isOutput ? ", the output" : "")}");
        if (direct)
            telling.Say($"{telling.Network.Loss} and {telling.Network.Loss.OutputActivation} are made for each other: their derivatives multiply to output minus target.");
        else if (!isOutput)
            telling.Whole(Eq.HiddenError(telling.Layout), l, Shapes.HiddenError(telling, l));

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
        telling.Whole(Eq.WeightGradient(telling.Layout), l, Shapes.WeightGradient(telling, l));
        IReadOnlyList<(int To, int From)> weights = telling.Weights(l);
        var layer = telling.Network.Dense(l);
        telling.SayLeftOut(weights.Count, layer.Units * layer.Inputs, "weights", "those with the largest gradients");
        foreach ((int j, int k) in weights) telling.Explain(telling.Book.At(Symbol.DW, l, j, k), "upstream × local");
        foreach (int j in units) telling.Explain(telling.Book.At(Symbol.DB, l, 0, j), "upstream × 1");
    }

    /// <summary>δ = ∂L/∂a · f′(z) with letters, then the law with letters and numbers, then the two factors as numbers.</summary>
    private static void ExplainDelta(Telling telling, int l, int j)
    {
        Address dz = telling.Book.At(Symbol.DZ, l, Telling.ToldExample, j);
        if (!telling.Activation(l).IsElementwise || (l == telling.Book.Depth && telling.Network.Loss.IsPaired))
        {
            telling.Explain(dz);
            return;
        }
        Address da = dz with { Symbol = Symbol.DA }, z = dz with { Symbol = Symbol.Z }, a = dz with { Symbol = Symbol.A };
        double slope = telling.Activation(l).Slope<F64>(telling.Recording[z], telling.Recording[a]);
        Equation equation = telling.EquationOf(dz);
        var factors = new Product([new Constant(telling.Recording[da]), new Constant(slope)]);
        telling.Blocks.Add(equation with
        {
            Steps =
            [
                new Step(new UpstreamLocal(da, z, telling.Activation(l).Name), "upstream × local"),
                .. equation.Steps.SkipLast(1),
                new Step(new Written(factors, WithNumbers: true)),
                equation.Steps[^1],
            ],
        });
    }
}
