using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories.Tellers;
using Eq = Chainrule.Explain.Formulas.MatrixEquations;

namespace Chainrule.Explain.Stories;

/// <summary>The update: every parameter a step down its gradient.</summary>
internal static class UpdateChapter
{
    public static void Tell(Telling telling)
    {
        telling.Heading(1, "Update: a step downhill");
        telling.Say("The gradient points the way the loss grows. So each parameter moves the other way, by the learning rate times its gradient:");
        if (telling.IsDense) telling.General(Eq.Update(Symbol.W), "gradient descent");
        if (!telling.Recording.Problem.UpdateBiases) telling.Say("The biases stay as they are in this problem (updateBiases is false).");
        else if (telling.IsDense) telling.General(Eq.Update(Symbol.B), "the same for the biases");

        for (int l = 1; l <= telling.Book.Depth; l++) LayerTellers.For(telling, l).Update(telling, l);
    }
}
