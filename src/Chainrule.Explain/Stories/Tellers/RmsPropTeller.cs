using Chainrule.Explain.Formulas;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>RMSProp: the gradient divided by its usual size.</summary>
internal sealed class RmsPropTeller : UpdateTeller
{
    public override void Tell(Telling telling)
    {
        double rho = Setting(telling, "rho");
        telling.Say("The gradient points the way the loss grows. RMSProp moves each parameter ", UpdateLaw.Any, " the other way, by the gradient divided by the size it usually has (Geoffrey Hinton 2012, Neural networks for machine learning, lecture 6e). For that it keeps v beside each parameter, a running mean of the squares of its gradients, which is 0 before the first step. A step keeps the share ", Number("rho"), " = ", rho, " of it; the rest comes from the new gradient. √v is the root of a mean of squares, from which the name comes:");
        State(telling, "v");
        Step(telling);
        telling.Say("Why? Gradients differ in size by many powers of ten from one parameter to another. Divided by their usual size all steps are about as long as ", Number("eta"), ", and only the direction is left. What happened long ago is forgotten, so the steps do not die away.");
        telling.Say("Why ", Number("epsilon"), "? Where no gradient has come yet, v is 0, and the step would divide by 0. ", Number("epsilon"), " = ", Setting(telling, "epsilon"), " is so small that it does not count beside the root of any usual v.");
        telling.Say("A mean that begins at 0 is too small at first: in this first step v holds only the part 1 − ", Number("rho"), " = ", 1 - rho, " of the square of the gradient, so the step is 1/√(1 − ", Number("rho"), ") = ", 1 / Math.Sqrt(1 - rho), " times as long as ", Number("eta"), ", unless the gradient is 0 or as small as ", Number("epsilon"), ". Adam makes up for that.");
    }

    public override string? WordsFor(string state) => "the running mean of the squares of its gradients";

    public override string? WordsForSetting(string name) => name == "rho"
        ? "how much of the mean of the squares a step keeps"
        : "what is added to the root, so that nothing is divided by 0";
}
