using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>The loss after the step, and whether it fell as much as the gradient promised.</summary>
internal static class AfterChapter
{
    public static void Tell(Telling telling)
    {
        telling.Heading(1, "After the step");
        SayLoss(telling);
        telling.GoDeeper(Passage.LearningRate);
    }

    private static void SayLoss(Telling telling)
    {
        double before = telling.Recording.Loss, after = telling.Recording.LossAfter, promised = Promised(telling);
        if (!double.IsFinite(after))
        {
            telling.Say("Forward again with the new parameters, and the numbers become too large to compute with: ", telling.Recording.FirstOverflow ?? new Address(Symbol.L), " overflows first. The loss was ", before, " and has no number now.");
            telling.Say("The step was far too large. Try a smaller learning rate, such as ", telling.Recording.Problem.LearningRate / 10, ".");
            return;
        }
        telling.Say("Forward again with the new parameters: the loss was ", before, " and is now ", after, $". It {Moved(before, after)}.");
        if (double.IsFinite(promised) && -promised > LastDigits * before)
        {
            if (telling.Update == Update.GradientDescent)
                telling.Say("If the slope stayed the same all the way, the change would be −", new Address(Symbol.Eta), " times the sum of all squared gradients of what was updated: ", promised, ". The change is ", after - before, $". {Verdict((after - before) / promised)}");
            else
                telling.Say("If the slope stayed the same all the way, the change would be the sum of all gradients, each times how far its parameter moved: ", promised, ". The change is ", after - before, $". {Verdict((after - before) / promised)}");
        }
        else if (Updated(telling).All(each => telling.Recording[each] == 0))
        {
            telling.Say("All gradients are 0: the step changes nothing. Either the loss is at its lowest, or every path to it is switched off.");
        }
        else if (!double.IsFinite(promised))
        {
            telling.Say("The change is ", after - before, ". What the gradient promises, the sum of all squared gradients, is too large to compute with.");
        }
        else if (promised <= 0)
        {
            telling.Say("The change is ", after - before, ". The gradient promises less than the last digit of the loss: it is too small to be seen there.");
        }
    }

    private static string Moved(double before, double after) => after < before ? "fell" : after > before ? "rose" : "stayed the same";

    // A loss is a sum that is rounded: below some eight roundoffs of it a change is lost, or made, by rounding.
    private const double LastDigits = 8 * Bounded.Roundoff;

    /// <summary>The first-order change of the loss, Σ ∂L/∂θ·(new θ − θ) over the parameters that were updated; by gradient descent it is −η‖∂L/∂θ‖².</summary>
    private static double Promised(Telling telling)
    {
        Recording at = telling.Recording;
        return telling.Update == Update.GradientDescent
            ? -at.Problem.LearningRate * Updated(telling).Sum(each => at[each] * at[each])
            : Updated(telling).Sum(each => at[each] * (at[each.As(Symbol.Of(telling.Book.Find(each.Symbol, each.Layer)!, Form.Updated))] - at[each.As(each.Symbol.Base)]));
    }

    // The gradients of all parameters that were updated.
    private static IEnumerable<Address> Updated(Telling telling) => telling.Plan.Parameters.Where(telling.IsUpdated).SelectMany(each => telling.Book.Of(new Entry(each, Form.Gradient)));

    // What one would still call the same number when it is read off a ruler.
    private const double Close = 0.02;

    private static string Verdict(double kept) => kept switch
    {
        < 0 => "The loss rose although the gradient promised a fall: the step was so large that it went past the bottom and up the other side. Try a smaller learning rate.",
        < 1 - Close => $"That is {(kept < 0.01 ? "less than 1" : $"{100 * kept:0}")} % of what the gradient promised: the slope gets flatter on the way.",
        <= 1 + Close => "That is close to what the gradient promised: on a step this small the slope hardly changes.",
        _ => $"That is {100 * kept:0} % of what the gradient promised: the slope gets steeper on the way.",
    };
}
