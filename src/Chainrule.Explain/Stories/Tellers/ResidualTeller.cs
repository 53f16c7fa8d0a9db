using Chainrule.Explain.Addresses;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>A residual connection: why something is added, and that its gradient goes both ways.</summary>
internal sealed class ResidualTeller : LayerTeller
{
    protected override void SayForward(Telling telling, int l)
    {
        int from = From(telling, l);
        telling.Say($"This layer has no weights. It adds, number by number, what layer {l - 1} hands on and what {(from == 0 ? "came in as inputs" : $"layer {from} handed on")}. So the layers in between need not make the whole of it: they learn only what is to be added.");
    }

    protected override void SayBackward(Telling telling, int l)
    {
        int from = From(telling, l);
        telling.Say("The gradient goes back unchanged along two ways, through the layers in between and past them.");
        if (from == 0 || telling.Plan.Layers[from - 1].Output is not { } earlier || !telling.Book.HasGradient(earlier)) return;
        Address here = telling.Book.At(telling.Plan.Layers[l - 1].Output, Form.Gradient, Telling.ToldExample, 0), there = telling.Book.At(earlier, Form.Gradient, Telling.ToldExample, 0);
        if (telling.Book.HasGradient(telling.Plan.Layers[l - 1].Output) && telling.Recording.FormulaOf(there)!.Addresses().Contains(here))
            telling.Say("That is why ", there, " below has ", here, " as one of its terms, just as it is: however small the gradients become that come through the layers in between, this one arrives.");
    }

    public override string? WordsForLocal => "local is 1, since a sum grows as fast as each of its terms";

    private static int From(Telling telling, int l) => ((Residual)telling.Network.Layers[l - 1]).From;
}
