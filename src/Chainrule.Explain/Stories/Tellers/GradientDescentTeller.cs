using Chainrule.Explain.Addresses;
using Eq = Chainrule.Explain.Formulas.MatrixEquations;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Gradient descent: a step down the slope, and nothing kept.</summary>
internal sealed class GradientDescentTeller : UpdateTeller
{
    public override void Tell(Telling telling)
    {
        telling.Say("Each parameter takes a step as long as the learning rate times its gradient, against the gradient" + (telling.IsDense ? ":" : "."));
        if (!telling.IsDense) return;
        telling.General(Eq.Update(Symbol.W), "gradient descent");
        if (telling.Recording.Problem.UpdateBiases) telling.General(Eq.Update(Symbol.B), "the same for the biases");
    }
}
