using Chainrule.Explain.Formulas;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>AdaGrad: a rate for each parameter, which falls with what its gradients have been.</summary>
internal sealed class AdaGradTeller : UpdateTeller
{
    public override void Tell(Telling telling)
    {
        telling.Say("The gradient points the way the loss grows. AdaGrad moves each parameter ", UpdateLaw.Any, " the other way, with a rate of its own (John Duchi, Elad Hazan and Yoram Singer 2011, Adaptive subgradient methods for online learning and stochastic optimization). Beside each parameter it keeps s, the sum of the squares of all its gradients so far, which is 0 before the first step. The learning rate ", Number("eta"), " is divided by its root:");
        State(telling, "s");
        Step(telling);
        telling.Say("Why? Some parameters have large gradients in every step, others a small one now and then, such as the weight of something that is seldom seen. The division makes their steps alike, and whoever has moved little so far may still move far. Since s only grows, the steps of all get shorter as time goes by.");
        telling.Say("Why ", Number("epsilon"), "? Where no gradient has come yet, s is 0, and the step would divide by 0. ", Number("epsilon"), " = ", Setting(telling, "epsilon"), " is so small that it does not count beside the root of any usual s.");
        telling.Say("In this first step √s is the size |g| of the gradient: every parameter moves by ", Number("eta"), "·g/(|g| + ", Number("epsilon"), "). That is nearly ", telling.Recording.Problem.LearningRate, " up or down whatever the size of its gradient, unless it is 0 or as small as ", Number("epsilon"), ".");
    }

    public override string? WordsFor(string state) => "the sum of the squares of its gradients so far";

    public override string? WordsForSetting(string name) => "what is added to the root, so that nothing is divided by 0";
}
