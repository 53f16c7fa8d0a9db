using Chainrule.Explain.Addresses;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories;

/// <summary>The loss after the step, and whether it fell as much as the gradient promised.</summary>
internal static class AfterChapter
{
    public static void Tell(Telling telling)
    {
        double before = telling.Recording.Loss, after = telling.Recording.LossAfter, promised = Promised(telling);
        telling.Heading(1, "After the step");
        telling.Say("Forward again with the new parameters: the loss was ", before, " and is now ", after, $". It {Moved(before, after)}.");
        if (!double.IsFinite(after))
        {
            telling.Say("The step was far too large. Try a smaller learning rate.");
        }
        else if (telling.Recording.Problem.Update != Rules.Update.GradientDescent)
        {
            telling.Say("The change is ", after - before, ".");
        }
        else if (promised < 0)
        {
            telling.Say("If the slope stayed the same all the way, the change would be −", new Address(Symbol.Eta), " times the sum of all squared gradients of what was updated: ", promised, ". The change is ", after - before, $". {Verdict((after - before) / promised)}");
        }
        else
        {
            telling.Say("All gradients are 0: the step changes nothing. Either the loss is at its lowest, or every path to it is switched off.");
        }
    }

    private static string Moved(double before, double after) => after < before ? "fell" : after > before ? "rose" : "stayed the same";

    /// <summary>−η‖∂L/∂θ‖² over the parameters that were updated: the first-order change of the loss.</summary>
    private static double Promised(Telling telling)
    {
        double squares = 0;
        foreach (Quantity parameter in telling.Book.Plan.Parameters)
            if (telling.IsUpdated(parameter)) squares += telling.Recording.Values(Symbol.Of(parameter, Form.Gradient), parameter.Layer).SelectMany(row => row).Sum(g => g * g);
        return -telling.Recording.Problem.LearningRate * squares;
    }

    private static string Verdict(double kept) => kept switch
    {
        < 0 => "The loss rose although the gradient promised a fall: the step was so large that it went past the bottom and up the other side. Try a smaller learning rate.",
        < 0.9 => "It fell by less than promised: the slope gets flatter on the way.",
        <= 1.1 => "That is close to what the gradient promised: on a step this small the slope hardly changes.",
        _ => "It fell by more than promised: the slope gets steeper on the way.",
    };
}
