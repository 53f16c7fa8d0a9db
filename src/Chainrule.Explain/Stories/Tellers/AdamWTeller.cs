using Chainrule.Explain.Formulas;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>AdamW: Adam, and beside its step a decay that nothing divides.</summary>
internal sealed class AdamWTeller : UpdateTeller
{
    private static readonly AdamTeller Adam = new();

    public override void Tell(Telling telling)
    {
        double lambda = Setting(telling, "lambda");
        telling.Say("The gradient points the way the loss grows. AdamW moves each parameter ", UpdateLaw.Any, " the other way as Adam does, and lets it shrink a little as well (Ilya Loshchilov and Frank Hutter 2019, Decoupled weight decay regularization). Beside each parameter it keeps m, a running mean of its gradients, and v, a running mean of their squares, both 0 before the first step. A step keeps the share ", Number("beta1"), " = ", Setting(telling, "beta1"), " of the one and ", Number("beta2"), " = ", Setting(telling, "beta2"), " of the other; the rest comes from the new gradient:");
        State(telling, "m");
        State(telling, "v");
        telling.Say("Then the parameter moves by its mean gradient, divided by the root of the mean square, and by the part ", Number("lambda"), " = ", lambda, " of itself, both times the learning rate ", Number("eta"), ":");
        Step(telling);
        telling.Say("Why the last term? Whatever the examples do not ask for goes back to 0: large weights, with which a network fits the noise of its examples, have to be earned again in every step. Why is it not a penalty in the loss? Then it would be part of the gradient and be divided by √v like it, and a parameter with large gradients would shrink less than others. Here each loses the same part of itself, ", Number("eta"), "·", Number("lambda"), " = ", telling.Recording.Problem.LearningRate * lambda, " in this step.");
        telling.Say("The divisions by 1 − ", Number("beta1"), "ᵗ and 1 − ", Number("beta2"), "ᵗ, where ", Number("t"), " is the number of the step, make up for means that begin at 0; ", Number("epsilon"), " = ", Setting(telling, "epsilon"), " is there so that nothing is divided by 0.");
    }

    public override string? WordsFor(string state) => Adam.WordsFor(state);

    public override string? WordsForSetting(string name) => name == "lambda" ? "what part of itself a parameter loses in a step, times the learning rate" : Adam.WordsForSetting(name);
}
