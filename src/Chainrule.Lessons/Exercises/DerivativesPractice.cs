using Chainrule.Numbers;

namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of the practice file on derivatives: a gradient in three ways, softmax and the negative log-likelihood.</summary>
public static class DerivativesPractice
{
    // ∂f/∂a = 3a² − b, ∂f/∂b = −a − 2 sin 2b, ∂f/∂c = −1/c², at (2, 1, ½).
    private static readonly double sin2 = Math.Sin(2);

    /// <summary>The gradient of a³ − ab + cos 2b + 1/c, by hand.</summary>
    public static Exercise<double[]> ByHand { get; } = Make.Vector("P1", "put the three slopes, by a, by b and by c, into byHand.", [11, -2 - 2 * sin2, -4])
        .Mistake([12, -2 - 2 * sin2, -4], "by b and by c it is right. By a there are two terms: a³ gives 3a², and −a·b gives −b.")
        .Mistake([11, -2 - sin2, -4], "cos(2b) needs the chain rule: the slope of the inside, 2, is a factor.")
        .Mistake([11, -2 + 2 * sin2, -4], "the slope of cos is minus sin.")
        .Mistake([11, -2 * sin2, -4], "by b there are two terms: −a·b gives −a, beside what cos(2b) gives.")
        .Mistake([11, -2 - 2 * sin2, 4], "1/c falls when c grows, so its slope is negative: −1/c².")
        .Mistake([11, -2 - 2 * sin2, -2], "the slope of 1/c is −1/c²; you forgot the square.")
        .Mistake([f(2, 1, 0.5)], "that is f itself. Wanted are its three slopes.");

    /// <summary>Central differences, one number at a time.</summary>
    public static Exercise<Func<Func<double[], double>, double[], double, double[]>> ByDifference { get; } =
        Make.Code<Func<Func<double[], double>, double[], double, double[]>>(
            "P2", "write for each i the central difference, x[i] nudged by h to both sides, the others as they are.",
            (g, x, h) => [.. x.Select((_, i) => (g(Nudged(x, i, h)) - g(Nudged(x, i, -h))) / (2 * h))], ProbeDifference)
        .Mistake((g, x, h) => [.. x.Select((_, i) => (g(Nudged(x, i, h)) - g(x)) / h)], "that is the forward difference: nudge to both sides.")
        .Mistake((g, x, h) => [.. x.Select((_, i) => (g(x) - g(Nudged(x, i, -h))) / h)], "that is the backward difference: nudge to both sides.")
        .Mistake((g, x, h) => [.. x.Select((_, i) => (g(Nudged(x, i, h)) - g(Nudged(x, i, -h))) / 2 * h)], "/ 2 * h divides by 2 and then multiplies by h. Put parentheses around the step: / (2 * h).")
        .Mistake((g, x, h) => [.. x.Select((_, i) => (g(Nudged(x, i, h)) - g(Nudged(x, i, -h))) / h)], "each slope is twice too large: from x − h to x + h the step is 2h.")
        .Mistake((g, x, h) => [.. x.Select(_ => (g([.. x.Select(each => each + h)]) - g([.. x.Select(each => each - h)])) / (2 * h))], "all numbers were nudged at once. Nudge x[i] alone.")
        .Mistake(NudgedForEver, "the nudged number was not put back before the next was nudged. Work on a copy, or restore x[i].");

    /// <summary>The function over recording values.</summary>
    public static Exercise<Func<Value, Value, Value, Value>> AsGraph { get; } = Make.Code<Func<Value, Value, Value, Value>>(
            "P3", "write a³ − a·b + cos(2b) + 1/c with Value.", (a, b, c) => a * a * a - a * b + Value.Cos(2 * b) + 1 / c, ProbeGraph)
        .Mistake((a, b, c) => a.Data * a.Data * a.Data - a.Data * b.Data + Math.Cos(2 * b.Data) + 1 / c.Data,
            "the value is right, but all slopes are 0: .Data takes the plain number out, and the graph is cut. Compute with the Values themselves.")
        .Mistake((a, b, c) => a * a * a - a * b + Value.Cos(b) + 1 / c, "it is cos(2b), not cos(b).")
        .Mistake((a, b, c) => 3 * a - a * b + Value.Cos(2 * b) + 1 / c, "a³ is a·a·a, not 3a.")
        .Mistake((a, b, c) => a * a * a - a * b + 2 * Value.Cos(b) + 1 / c, "cos(2b) is not 2·cos(b): multiply inside.")
        .Mistake((a, b, c) => a * a * a - a * b + Value.Cos(2 * b) + c, "the last term is 1/c.");

    /// <summary>Softmax that does not overflow.</summary>
    public static Exercise<Func<double[], double[]>> Softmax { get; } = Make.Code<Func<double[], double[]>>(
            "P4", "write p[j] = exp(z[j])/Σ exp(z[i]), with the largest z taken off all of them first.", SoftmaxOf,
            softmax => [.. Flat.Of(softmax([1, 2, -1])), .. Flat.Of(softmax([1000, 1001]))])
        .Mistake(z => Shares([.. z.Select(Math.Exp)]), "right for small logits, but exp(1000) is infinite. Subtract the largest logit from all of them first.")
        .Mistake(z => [.. z.Select(each => Math.Exp(each - z.Max()))], "these do not add up to 1: divide each by their sum.")
        .Mistake(Shares, "the exponential is missing: shares of the logits themselves can be negative.")
        .Mistake(z => Shares([.. z.Select(each => Math.Exp(z.Max() - each))]), "the largest logit got the smallest probability: it is exp(z − largest), not exp(largest − z).");

    /// <summary>−ln p of the true class.</summary>
    public static Exercise<Func<double[], int, double>> NegativeLogLikelihood { get; } = Make.Code<Func<double[], int, double>>(
            "P5", "write L = −ln p[t], p being the softmax of z.", (z, t) => -Math.Log(SoftmaxOf(z)[t]), loss => [loss([1, 2, -1], 0), loss([0.5, 0, 3], 2)])
        .Mistake((z, t) => Math.Log(SoftmaxOf(z)[t]), "the sign is missing: the logarithm of a probability is negative, and a loss is not.")
        .Mistake((z, t) => 1 - SoftmaxOf(z)[t], "that is how much is missing to 1. Wanted is the logarithm: −ln p[t].")
        .Mistake((z, t) => -Math.Log10(SoftmaxOf(z)[t]), "that is the logarithm to base 10. The natural one is Math.Log.")
        .Mistake((z, t) => -SoftmaxOf(z).Sum(Math.Log), "only the true class counts, not the sum over all classes.")
        .Mistake((z, t) => -z[t], "that is the logit. First turn the logits into probabilities with softmax.");

    /// <summary>p − y.</summary>
    public static Exercise<Func<double[], int, double[]>> LossGradient { get; } = Make.Code<Func<double[], int, double[]>>(
            "P6", "write the slope of the loss with respect to each logit.", (z, t) => [.. SoftmaxOf(z).Select((p, j) => j == t ? p - 1 : p)],
            slopes => [.. Flat.Of(slopes([1, 2, -1], 0)), .. Flat.Of(slopes([0.5, 0, 3], 2))])
        .Mistake((z, t) => SoftmaxOf(z), "that is the slope of the second term. The first, −z[t], gives −1 more at the true class.")
        .Mistake((z, t) => [.. SoftmaxOf(z).Select((p, j) => j == t ? 1 - p : -p)], "the sign is the other way round: this points to where the loss falls.")
        .Mistake((z, t) => [.. SoftmaxOf(z).Select((p, j) => j == t ? -1 / p : 0)], "that is the slope with respect to the probabilities. Go on through softmax to the logits.")
        .Mistake((z, t) => [.. SoftmaxOf(z).Select((p, j) => j == t ? p - 1 : 0)], "the other logits matter too: they stand in the sum, each with the slope p[j].")
        .Mistake((z, t) => [.. SoftmaxOf(z).Select(p => p * (1 - p))], "that is the slope of each probability with respect to its own logit. Take the slope of the loss.");

    internal static IReadOnlyList<Exercise> All => [ByHand, ByDifference, AsGraph, Softmax, NegativeLogLikelihood, LossGradient];

    private static double f(double a, double b, double c) => a * a * a - a * b + Math.Cos(2 * b) + 1 / c;

    private static double[] Nudged(double[] x, int i, double h) => [.. x.Select((each, j) => j == i ? each + h : each)];

    private static double[] NudgedForEver(Func<double[], double> g, double[] x, double h)
    {
        double[] moving = [.. x], slopes = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            moving[i] += h;
            slopes[i] = (g(moving) - g(Nudged(moving, i, -2 * h))) / (2 * h);
        }
        return slopes;
    }

    // A large step on a bent function, so that each way of differencing has numbers of its own.
    private static double[] ProbeDifference(Func<Func<double[], double>, double[], double, double[]> difference) =>
        Flat.Of(difference(x => x[0] * x[0] * x[1] + Math.Exp(x[1]), [2, 1], 0.5));

    private static double[] ProbeGraph(Func<Value, Value, Value, Value> graph)
    {
        using Tape tape = Tape.Begin();
        Value a = 1.5, b = 0.7, c = 2;
        Value result = graph(a, b, c);
        result.Backward();
        return [result.Data, a.Grad, b.Grad, c.Grad];
    }

    private static double[] Shares(double[] numbers) => [.. numbers.Select(number => number / numbers.Sum())];

    private static double[] SoftmaxOf(double[] z) => Shares([.. z.Select(each => Math.Exp(each - z.Max()))]);
}
