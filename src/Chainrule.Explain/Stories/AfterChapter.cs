using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.Numbers;

namespace Chainrule.Explain.Stories;

/// <summary>The loss after the step, and whether it fell as much as the gradient promised.</summary>
internal static class AfterChapter
{
    public static void Tell(Telling telling)
    {
        double before = telling.Recording.Loss, after = telling.Recording.LossAfter, promised = Promised(telling);
        telling.Heading(1, "After the step");
        if (!double.IsFinite(after))
        {
            telling.Say("Forward again with the new parameters, and the numbers become too large to compute with: ", telling.Recording.FirstOverflow ?? new Address(Symbol.L), " overflows first. The loss was ", before, " and has no number now.");
            telling.Say("The step was far too large. Try a smaller learning rate, such as ", telling.Recording.Problem.LearningRate / 10, ".");
            return;
        }
        telling.Say("Forward again with the new parameters: the loss was ", before, " and is now ", after, $". It {Moved(before, after)}.");
        if (telling.Recording.Problem.Update != Rules.Update.GradientDescent)
        {
            telling.Say("The change is ", after - before, ".");
        }
        else if (promised < 0 && double.IsFinite(promised) && -promised > LastDigits * before)
        {
            telling.Say("If the slope stayed the same all the way, the change would be −", new Address(Symbol.Eta), " times the sum of all squared gradients of what was updated: ", promised, ". The change is ", after - before, $". {Verdict((after - before) / promised)}");
        }
        else if (Gradients(telling).Any(g => g != 0))
        {
            telling.Say("The change is ", after - before, double.IsFinite(promised) ? ". The gradient promises less than the last digit of the loss: it is too small to be seen there." : ". What the gradient promises, the sum of all squared gradients, is too large to compute with.");
        }
        else
        {
            telling.Say("All gradients are 0: the step changes nothing. Either the loss is at its lowest, or every path to it is switched off.");
        }
    }

    private static string Moved(double before, double after) => after < before ? "fell" : after > before ? "rose" : "stayed the same";

    // A loss is a sum that is rounded: below some eight roundoffs of it a change is lost, or made, by rounding.
    private const double LastDigits = 8 * Bounded.Roundoff;

    /// <summary>−η‖∂L/∂θ‖² over the parameters that were updated: the first-order change of the loss.</summary>
    private static double Promised(Telling telling) => -telling.Recording.Problem.LearningRate * Gradients(telling).Sum(g => g * g);

    private static IEnumerable<double> Gradients(Telling telling) => telling.Book.Plan.Parameters.Where(telling.IsUpdated)
        .SelectMany(parameter => telling.Recording.Values(Symbol.Of(parameter, Form.Gradient), parameter.Layer).SelectMany(row => row));

    private static string Verdict(double kept) => kept switch
    {
        < 0 => "The loss rose although the gradient promised a fall: the step was so large that it went past the bottom and up the other side. Try a smaller learning rate.",
        < 0.9 => "It fell by less than promised: the slope gets flatter on the way.",
        <= 1.1 => "That is close to what the gradient promised: on a step this small the slope hardly changes.",
        _ => "It fell by more than promised: the slope gets steeper on the way.",
    };
}

/// <summary>How to ask where a number came from.</summary>
internal static class AskChapter
{
    // Deeper than any network that is read number by number.
    private const int AllTheWay = 9;

    public static void Tell(Telling telling)
    {
        Address sample = telling.Largest(1) ?? telling.Book.All().Last(each => each.IsGradient || each.Symbol == Symbol.L);
        telling.Heading(1, "Ask further");
        telling.Say("Every number above has an address. To see where one comes from, down to the inputs:");
        telling.Blocks.Add(new Command(telling.Asking.Why(sample, AllTheWay)));
    }
}
