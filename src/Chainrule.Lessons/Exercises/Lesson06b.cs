namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 6b, build your own autodiff. The learner's type is unknown here: an answer is code that returns what the type gave.</summary>
public static class Lesson06b
{
    /// <summary>A dual number through 1/u.</summary>
    public static Exercise<Func<double, double, (double, double)>> OneOver { get; } = Make.Code<Func<double, double, (double, double)>>(
            "6b.1", "return 1/u and its slope, given u and its slope du.", (u, du) => (1 / u, -du / (u * u)), Probe)
        .Mistake((u, du) => (1 / u, -1 / (u * u)), "that is the local slope alone. Multiply it by the slope that came in, du.")
        .Mistake((u, du) => (1 / u, du / (u * u)), "the sign: make u larger, and 1/u gets smaller.")
        .Mistake((u, du) => (1 / u, 1 / du), "the slope of 1/u is not 1 over the slope. It is −1/u² times what came in.")
        .Mistake((u, du) => (1 / u, -du / u), "the local slope is −1/u²; the square is missing.")
        .Mistake((u, du) => (1 / u, du * Math.Log(u)), "ln u has the slope 1/u, not the other way round. The slope of 1/u is −1/u².");

    /// <summary>Few inputs and many outputs.</summary>
    public static Exercise<double[]> OtherShape { get; } = Make.Vector("6b.2", "put the two counts into answer2, as in [1, 2].", [3, 1000])
        .Mistake([1000, 3], "swapped: a run forward begins at one input, a walk back begins at one output.")
        .Mistake([3, 1], "a walk back begins at one output, with the slope 1. There are 1000 outputs.")
        .Mistake([1, 1000], "a run forward carries the slopes by one input. There are 3 inputs.")
        .Mistake([3000, 3000], "a run forward gives the slopes of all outputs by one input, a walk back those of one output by all inputs.");

    /// <summary>tanh(x·y + c), where each number is used once: the local slopes.</summary>
    public static Exercise<Func<double, double, double, double[]>> UsedOnce { get; } = Make.Code<Func<double, double, double, double[]>>(
            "6b.3", "write the sum, the product, tanh and Backward of Mine.", (x, y, c) => Once(x, y, c, 1 - Square(Math.Tanh(x * y + c))),
            once => [.. Flat.Of(once(0.5, -2, 0.25)), .. Flat.Of(once(-1, 0.75, 0.5))])
        .Mistake((x, y, c) => Once(x, y, c, 1 - Square(x * y + c)), "1 − z²: the slope of tanh is made of its result, 1 − a² with a = tanh(z), not of what went in.")
        .Mistake((x, y, c) => Once(x, y, c, 1 - Square(Math.Tanh(Math.Tanh(x * y + c)))), "tanh was taken once more for its slope. With the result a it is 1 − a².")
        .Mistake((x, y, c) => Once(x, y, c, 1 - Math.Tanh(x * y + c)), "the slope of tanh is 1 − a², with the square.")
        .Mistake((x, y, c) => Once(x, y, c, 1), "the slope of tanh, 1 − a², is missing in what arrived. Each step hands on its local slope times the gradient of its result.")
        .Mistake((x, y, c) => Swapped(Once(x, y, c, 1 - Square(Math.Tanh(x * y + c)))), "the operands of the product are swapped: the local slope of one is the other.")
        .Mistake((x, y, c) => [Math.Tanh(x * y + c), 0, 0, 0], "no gradient arrived. The walk begins with dL/dL = 1, and goes from the result to what it was made from.");

    /// <summary>u = x·x, v = u + 3, L = u·v: adding, and the order.</summary>
    public static Exercise<Func<double, double[]>> UsedTwice { get; } = Make.Code<Func<double, double[]>>(
            "6b.4", "let Backward add to gradients (+=) and visit a number only after all that use it.", x => Both(Twice(x)), twice => [.. Flat.Of(twice(2)), .. Flat.Of(twice(-0.5))])
        .Mistake(x => Both([x * x, x * x * x]), "= instead of +=: a number that is used twice keeps the way that came last. Over the ways add.")
        .Mistake(x => Both([2 * x * x + 3, x * (2 * x * x + 3)]), "u has both its ways, x has one: x·x uses the same number twice, and both slots of the product hand on.")
        .Mistake(x => Both([2 * x * x + 3, 2 * x * (x * x + 3)]), "u handed on its gradient before v had added its share. Visit a number only after all that use it.")
        .Mistake(x => [.. HandedOn(x, x * x + 3), .. HandedOn(x, x * x)], EachTimeSaid)
        .Mistake(x => [.. HandedOn(x, x * x + 3), .. HandedOn(x, 2 * x * x + 3)], $"{EachTimeSaid} Ask for an order first, then walk.")
        .Mistake(x => [.. HandedOn(x, 2 * x * x + 3), .. HandedOn(x, x * x + 3)], "u stands in your order twice, once for each use, and handed on twice. Put a number in only if it is not there yet.")
        .Mistake(x => [2 * x * x + 3, 2 * x * (x * x + 3), .. Twice(x)], "the first is wrong, the second right: your order depends on which operand stands left. Visit a number only after all that use it.")
        .Mistake(x => [.. Twice(x), 2 * x * x + 3, 2 * x * (x * x + 3)], "the first is right, the second wrong: your order depends on which operand stands left. Visit a number only after all that use it, and once.");

    /// <summary>Backward more than once over the same numbers.</summary>
    public static Exercise<Func<double, double[]>> WalkedAgain { get; } = Make.Code<Func<double, double[]>>(
            "6b.5", "let each Backward begin with gradients of 0.", x => [2 * x, 2 * x, 3], again => [.. Flat.Of(again(2)), .. Flat.Of(again(-1.5))])
        .Mistake(x => [2 * x, 4 * x, 4 * x + 3], "what the walk before had left is still there. Set every gradient of the graph to 0 first.")
        .Mistake(x => [2 * x, 6 * x, 6 * x + 3], "nothing is set to 0, and the gradient of L too is added to: it begins with 1 at each walk.")
        .Mistake(x => [2 * x, 4 * x, 3], "only the gradient of L was left over: it begins with = 1, not with += 1.")
        .Mistake(_ => [0, 0, 0], "the gradients are set to 0 after the walk; then nobody can read them. Do it before.")
        .Mistake(x => [x, x, 3], "x·x uses x twice: add both ways.");

    private const string EachTimeSaid = "u handed on all that it had each time something arrived, so the first share went on twice. Visit each number once, after all that use it.";

    internal static IReadOnlyList<Exercise> All => [OneOver, OtherShape, UsedOnce, UsedTwice, WalkedAgain];

    private static double[] Probe(Func<double, double, (double, double)> step)
    {
        (double number, double slope) = step(2, 3);
        (double number2, double slope2) = step(0.5, -1);
        return [number, slope, number2, slope2];
    }

    private static double Square(double x) => x * x;

    private static double[] Once(double x, double y, double c, double slopeOfTanh) => [Math.Tanh(x * y + c), slopeOfTanh * y, slopeOfTanh * x, slopeOfTanh];

    private static double[] Swapped(double[] once) => [once[0], once[2], once[1], once[3]];

    // dL/du = v + u, dL/dx = 2x·dL/du
    private static double[] Twice(double x) => [2 * x * x + 3, 2 * x * (2 * x * x + 3)];

    private static double[] Both(double[] either) => [.. either, .. either];

    // u hands on twice: too early, and once more when both its shares have come.
    private static double[] HandedOn(double x, double early) => [2 * x * x + 3, 2 * x * (early + 2 * x * x + 3)];
}
