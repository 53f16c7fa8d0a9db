using Chainrule.Explain.Formulas;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Momentum: a heavy ball that rolls downhill.</summary>
internal sealed class MomentumTeller : UpdateTeller
{
    public override void Tell(Telling telling)
    {
        double mu = Setting(telling, "mu");
        telling.Say("The gradient points the way the loss grows. With momentum a parameter does not just step the other way; it rolls there like a heavy ball (Boris Polyak 1964, Some methods of speeding up the convergence of iteration methods). Beside each parameter ", UpdateLaw.Any, " its speed v is kept, which is 0 before the first step. A step keeps the share ", Number("mu"), " = ", mu, " of the speed and adds the gradient; then the parameter moves against the speed, by the learning rate times it:");
        State(telling, "v");
        Step(telling);
        telling.Say("Why? Where the loss falls the same way step after step, the speeds add up: a gradient that stays the same makes v grow to 1/(1 − ", Number("mu"), ") = ", 1 / (1 - mu), " times the gradient. Where the gradient changes its sign at every step, because the steps cross a narrow valley, what was kept cancels the new gradient. So the way through the valley is quick along it and calm across it.");
        telling.Say("In this first step nothing has been kept yet: v is the gradient, and the step is that of gradient descent. The second step will show the difference.");
    }

    public override string? WordsFor(string state) => "the speed: the gradients so far, each step keeping a share of the older ones";

    public override string? WordsForSetting(string name) => "how much of the speed a step keeps";
}
