using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 7, is my gradient right?</summary>
public static class Lesson07
{
    /// <summary>|a − n| / max(|a|, |n|).</summary>
    public static Exercise<Func<double, double, double>> RelativeGap { get; } = Make.Code<Func<double, double, double>>(
            "7.1", "write |a − n| / max(|a|, |n|), and 0 where both are 0.", (a, n) => Ratio(Math.Abs(a - n), Math.Max(Math.Abs(a), Math.Abs(n))),
            gap => [gap(2, 1.5), gap(1, 4), gap(-3, -2), gap(1, -1), gap(0, 0)])
        .Mistake((a, n) => Math.Abs(a - n) / Math.Max(Math.Abs(a), Math.Abs(n)), "right, but for two zeros it divides 0 by 0. Both slopes are 0 for a unit that is switched off, so this does happen.")
        .Mistake((a, n) => Math.Abs(a - n), "that is the gap itself. Divide it by the larger of |a| and |n|.")
        .Mistake((a, n) => Ratio(a - n, Math.Max(Math.Abs(a), Math.Abs(n))), "a gap has no sign: |a − n|. As it is, a slope that is far too small would always pass.")
        .Mistake((a, n) => Ratio(Math.Abs(a - n), Math.Max(a, n)), "take the larger of |a| and |n|: slopes can be negative.")
        .Mistake((a, n) => Ratio(Math.Abs(a - n), Math.Abs(n)), "divide by the larger of the two, so that it does not matter which is which.");

    /// <summary>A central difference over relu's kink.</summary>
    public static Exercise<double> AcrossTheKink { get; } = Make.Number("7.2", "put (relu(z + h) − relu(z − h)) / 2h into answer2.", 0.6)
        .Mistake(1, "that is the slope at z. The difference steps over the kink: relu(z − h) is 0.")
        .Mistake(0.5, "it would be ½ exactly on the kink, at z = 0.")
        .Mistake(0.4, "that is the part of the nudge which is left of the kink.")
        .Mistake(1.2, "divide by 2h: from z − h to z + h.");

    /// <summary>Where to look for a mistake.</summary>
    public static Exercise<double> WhichLayer { get; } = Make.Number("7.3", "put the number of the layer into answer3.", 2)
        .Mistake(1, "layer 1 is wrong too, but it got its wrong numbers from the layer after it.")
        .Mistake(3, "layer 3 passes: what arrived there was right.")
        .Mistake(4, "the backward pass begins at layer 4, and layer 4 passes.");

    /// <summary>What differences cost.</summary>
    public static Exercise<double> ForwardPasses { get; } = Make.Number("7.4", "put the number of forward passes into answer4.", 2 * 1000)
        .Mistake(1000, "each parameter is nudged to both sides.")
        .Mistake(4 * 1000, "one central difference takes two forward passes, not four.")
        .Mistake(1000 * 1000, "each parameter is nudged by itself, the others stand still: no pairs of parameters.")
        .Mistake(2, "two for each parameter.");

    internal static IReadOnlyList<Exercise> All => [RelativeGap, AcrossTheKink, WhichLayer, ForwardPasses];

    private static double Ratio(double a, double b) => b == 0 ? 0 : a / b;
}

/// <summary>A wrong twin of tanh, for a check to find: its slope is 1 − a where 1 − a² is right.</summary>
public readonly struct WrongTanh : IActivation
{
    /// <inheritdoc/>
    public static string Name => "wrong-tanh";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> => T.Tanh(z);

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> => (T)1.0 - a;
}
