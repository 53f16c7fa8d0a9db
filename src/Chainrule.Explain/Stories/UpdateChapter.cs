using Chainrule.Explain.Addresses;
using Eq = Chainrule.Explain.Formulas.MatrixEquations;

namespace Chainrule.Explain.Stories;

/// <summary>The update: every parameter a step down its gradient.</summary>
internal static class UpdateChapter
{
    public static void Tell(Telling telling)
    {
        telling.Heading(1, "Update: a step downhill");
        telling.Say("The gradient points the way the loss grows. So each parameter moves the other way, by the learning rate times its gradient:");
        telling.General(Eq.Update(Symbol.W), "gradient descent");
        if (telling.Recording.Problem.UpdateBiases) telling.General(Eq.Update(Symbol.B), "the same for the biases");
        else telling.Say("The biases stay as they are in this problem (updateBiases is false).");

        for (int l = 1; l <= telling.Book.Depth; l++) Layer(telling, l);
    }

    private static void Layer(Telling telling, int l)
    {
        telling.Heading(2, $"Layer {l}");
        var weights = telling.Weights(l);
        var layer = telling.Network.Dense(l);
        telling.SayLeftOut(weights.Count, layer.Units * layer.Inputs, "weights", "those that move most");
        foreach ((int j, int k) in weights) telling.Explain(telling.Book.At(Symbol.NewW, l, j, k));
        if (telling.Recording.Problem.UpdateBiases)
            foreach (int j in telling.Units(l)) telling.Explain(telling.Book.At(Symbol.NewB, l, 0, j));
        (int to, int from) = weights.MaxBy(w => Math.Abs(telling.Recording[telling.Book.At(Symbol.DW, l, w.To, w.From)]));
        Why(telling, telling.Book.At(Symbol.W, l, to, from));
    }

    private static void Why(Telling telling, Address weight)
    {
        double gradient = telling.Recording[weight with { Symbol = Symbol.DW }];
        if (gradient == 0)
            telling.Say(weight, " stays: its gradient is 0, so a small change of it would not change the loss.");
        else if (gradient > 0)
            telling.Say(weight, " falls: its gradient is positive, so a larger weight would mean a larger loss.");
        else
            telling.Say(weight, " rises: its gradient is negative, so a larger weight means a smaller loss.");
    }
}
