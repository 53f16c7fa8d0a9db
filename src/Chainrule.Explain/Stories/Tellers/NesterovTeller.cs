using Chainrule.Explain.Formulas;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Nesterov's momentum: a ball that looks where it is about to roll.</summary>
internal sealed class NesterovTeller : UpdateTeller
{
    public override void Tell(Telling telling)
    {
        double mu = Setting(telling, "mu");
        telling.Say("The gradient points the way the loss grows. With momentum a parameter ", UpdateLaw.Any, " rolls the other way like a heavy ball; with Nesterov's it also looks ahead (Yurii Nesterov 1983; in the form of Ilya Sutskever, James Martens, George Dahl and Geoffrey Hinton 2013, On the importance of initialization and momentum in deep learning). Beside each parameter its speed v is kept, which is 0 before the first step. A step keeps the share ", Number("mu"), " = ", mu, " of the speed and adds the gradient; then the parameter moves by the gradient and by the share of the new speed that the next step will keep:");
        State(telling, "v");
        Step(telling);
        telling.Say("Why? The next step will carry the parameter on by ", Number("mu"), " times its speed in any case. So that part is taken now, and the next gradient is the one of the place where the ball would have rolled: where the loss rises there, it is noticed one step earlier, and the ball brakes before it has climbed.");
        telling.Say("In this first step nothing has been kept yet: v is the gradient, and the step is 1 + ", Number("mu"), " = ", 1 + mu, " times that of gradient descent.");
    }

    public override string? WordsFor(string state) => "the speed: the gradients so far, each step keeping a share of the older ones";

    public override string? WordsForSetting(string name) => "how much of the speed a step keeps";
}
