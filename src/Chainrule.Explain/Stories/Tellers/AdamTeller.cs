using Chainrule.Explain.Formulas;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Adam: what it keeps, why it divides by 1 − βᵗ, why ε, and how long its first step is.</summary>
internal sealed class AdamTeller : UpdateTeller
{
    public override void Tell(Telling telling)
    {
        double beta1 = Setting(telling, "beta1"), beta2 = Setting(telling, "beta2");
        telling.Say("The gradient points the way the loss grows. Adam moves each parameter ", UpdateLaw.Any, " the other way, but decides for each by itself how far (Diederik Kingma and Jimmy Ba 2015, Adam: a method for stochastic optimization). For that it keeps two numbers beside each parameter, both 0 before the first step: m, a running mean of its gradients, and v, a running mean of their squares. A step keeps the share ", Number("beta1"), " = ", beta1, " of the one and ", Number("beta2"), " = ", beta2, " of the other; the rest comes from the new gradient:");
        State(telling, "m");
        State(telling, "v");
        telling.Say("Then the parameter moves by its mean gradient, divided by the root of the mean square. m says which way; √v says how large gradients usually are here. Their size cancels, so the step is mostly as long as the learning rate ", Number("eta"), " or shorter: a parameter whose gradients are all small gets along as well as one whose gradients are large.");
        Step(telling);
        telling.Say("Why the divisions by 1 − ", Number("beta1"), "ᵗ and 1 − ", Number("beta2"), "ᵗ, where ", Number("t"), " is the number of the step? m and v begin at 0, and a mean that begins at 0 is too small at first: were the gradient g the same in each of the first t steps, m would be (1 − ", Number("beta1"), "ᵗ)·g. In this first step, t = 1, m holds only the part 1 − ", Number("beta1"), " = ", 1 - beta1, " of the gradient, and v the part 1 − ", Number("beta2"), " = ", 1 - beta2, " of its square. The division makes up for exactly that. Later βᵗ comes near 0, and the division changes nothing any more.");
        telling.Say("Why ", Number("epsilon"), "? Where no gradient has come yet, v is 0, and the step would divide by 0. ", Number("epsilon"), " = ", Setting(telling, "epsilon"), " is so small that it does not count beside the root of any usual v.");
        telling.Say("So in the first step the corrected m is the gradient g and the corrected √v is its size |g|: every parameter moves by ", Number("eta"), "·g/(|g| + ", Number("epsilon"), "). That is nearly ", telling.Recording.Problem.LearningRate, " up or down whatever the size of its gradient, unless it is 0 or as small as ", Number("epsilon"), ".");
    }

    public override string? WordsFor(string state) => state == "m"
        ? "the running mean of its gradients"
        : "the running mean of the squares of its gradients";

    public override string? WordsForSetting(string name) => name switch
    {
        "beta1" => "how much of the mean of the gradients a step keeps",
        "beta2" => "how much of the mean of their squares a step keeps",
        _ => "what is added to the root, so that nothing is divided by 0",
    };
}
