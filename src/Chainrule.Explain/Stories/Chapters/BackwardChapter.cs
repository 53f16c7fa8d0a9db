using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;
using Eq = Chainrule.Explain.Formulas.MatrixEquations;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>Backward: the chain rule from the loss to every weight, each gradient as upstream × local.</summary>
internal static class BackwardChapter
{
    public static void Tell(Telling telling)
    {
        telling.Heading(1, "Backward: who is to blame for the loss");
        const string question = "For each number one asks: if it grew a little, how fast would the loss grow? That is its gradient: the derivative of ";
        if (telling.Plan.Parameters.LastOrDefault(each => !each.IsBias) is { } weight)
            telling.Say(question, new Address(Symbol.L), " with respect to it, written ", telling.Book.At(weight, Form.Gradient, 0, 0), " for the weight ", telling.Book.At(weight, Form.Number, 0, 0), ".");
        else
            telling.Say(question, new Address(Symbol.L), " with respect to it.");
        telling.Say("The chain rule answers it from the back to the front: gradient = upstream × local. Upstream is the gradient of the number that comes next, which is already known. Local is the derivative of that next number with respect to this one.");
        if (telling.IsDense)
            telling.Say(telling.Book.At(Symbol.DZ, telling.Book.Depth, Telling.ToldExample, 0), " is the gradient of the loss with respect to ", telling.Book.At(Symbol.Z, telling.Book.Depth, Telling.ToldExample, 0), ". It has a name of its own because everything else follows from it.");
        if (telling.HasDrawings)
        {
            telling.Say("The whole way back in one picture:");
            telling.Blocks.Add(new Drawing(Pass.Backward));
        }
        if (telling.Largest(1) is { } deepest) telling.GiveReasons(deepest, PathReasons.Of);
        if (telling.IsDense) Four(telling);
        foreach (int l in telling.Layers.Reverse()) LayerTellers.For(telling, l).Backward(telling, l);
        telling.GoDeeper(telling.Book.Depth == 1 ? Passage.OneNeuron : Passage.Paths);
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
        if (telling.Book.HasExampleIndex && !telling.Notation.IsCode) telling.Note("In a sum over the examples, e runs over all of them.");
        if (!telling.Network.Loss.IsPaired || telling.Book.Depth > 1)
            telling.Note(new EntryTimes(), " multiplies entry by entry; ", new Whole(Eq.Activation()), " is the layer's activation, and ", new Whole(Eq.Slope()), " its slope.");
    }
}
