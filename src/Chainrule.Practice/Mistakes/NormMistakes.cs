using Chainrule.Layers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in layer normalisation and in that by the root of the mean square.</summary>
internal static class NormMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("norm-constants", "dA", Often.Usual, "Mean and deviation were taken as constants: dX = dN/sd.", "With each number of a row its mean and its deviation move, too.", In.Checking,
            text => BackOf<LayerNorm>(text, (dn, _, sd) => Array.ConvertAll(dn, each => each / sd))),
        new("norm-mean-constant", "dA", Often.Usual, "The mean was taken as a constant: its part is missing on the way back.", "Adding the same number to a whole row changes nothing, so dX adds up to 0.", In.Checking,
            text => BackOf<LayerNorm>(text, (dn, n, sd) => [.. dn.Select((each, j) => (each - n[j] * Along(dn, n)) / sd)])),
        new("norm-deviation-constant", "dA", Often.Usual, "The deviation was taken as a constant: its part is missing on the way back.", "Doubling a row changes nothing, so dX has no part along n.", In.Checking,
            text => BackOf<LayerNorm>(text, (dn, _, sd) => [.. dn.Select(each => (each - dn.Average()) / sd)])),
        new("norm-sums-for-means", "dA", Often.Sometimes, "On the way back sums were subtracted, where means belong.", "Mean and deviation carry a 1/m, and so do their slopes.", In.Checking,
            text => BackOf<LayerNorm>(text, (dn, n, sd) => [.. dn.Select((each, j) => (each - dn.Sum() - n[j] * Along(dn, n) * n.Length) / sd)])),
        new("norm-back-not-divided", "dA", Often.Sometimes, "The division by the deviation is missing on the way back.", "n = (x − mean)/sd: the slope has a 1/sd.", In.Checking,
            text => BackOf<LayerNorm>(text, (dn, n, _) => [.. dn.Select((each, j) => each - dn.Average() - n[j] * Along(dn, n))])),
        new("rms-constant", "dA", Often.Usual, "The root of the mean square was taken as a constant: dX = dN/rms.", "Doubling a row changes nothing, so dX has no part along n.", In.Checking,
            text => BackOf<RmsNorm>(text, (dn, _, rms) => Array.ConvertAll(dn, each => each / rms))),
        new("rms-with-mean", "dA", Often.Sometimes, "The mean of the gradients was subtracted, as in layer normalisation.", "Normalisation by the root of the mean square subtracts no mean.", In.Checking,
            text => BackOf<RmsNorm>(text, (dn, n, rms) => [.. dn.Select((each, j) => (each - dn.Average() - n[j] * Along(dn, n)) / rms)])),
        new("norm-gain-left-out", "dN", Often.Usual, "The gain was left out on the way back: dN = dA.", "a = gain ⊙ n + b, so ∂a/∂n is the gain.", In.Checking,
            text => text.All(Verb.Row).Where(each => each.Into == Letter(text, each, "n")?.d).Select(each => Spoil.Instead(each, k => k.Row(new Same(), each.Into, each.Of[0])))),
        new("norm-gain-gradient-without-n", "dgain", Often.Sometimes, "n was left out of the gain's gradient: the sum of dA.", "a = gain ⊙ n + b, so ∂a/∂gain is n.", In.Checking,
            text => text.All(Verb.KeepProducts).Select(each => Spoil.After(StepText.Of(each.Into), (at, g) => In.Fill(g, (_, j) => Enumerable.Range(0, at.At[each.Of[1].Of].Rows).Sum(e => at.At.Gradient(each.Of[0].Of)[e, j].Number))))),
        new("norm-gain-gradient-of-inputs", "dgain", Often.Sometimes, "The gain's gradient was taken with x, and not with the normalised n.", "The gain multiplies n.", In.Checking,
            text => from each in text.All(Verb.KeepProducts) from row in text.All(Verb.Row) where row.Into == each.Of[1] select Spoil.Instead(each, k => k.KeepProducts(each.Into.Of, each.Of[0].Of, row.Of[0].Of))),
        new("norm-sample-deviation", "sd", Often.Usual, "The squares were divided by m − 1 in place of m.", "Layer normalisation takes the mean square of the row it has: 1/m.", In.Checking,
            text => Deviations(text, "sd").Where(each => each.Of[0].Of.Shape.Columns > 1).Select(each => Spoil.Each(In.Number(each.Into.Of), Again(text, each, each.Of[0].Of.Shape.Columns / (each.Of[0].Of.Shape.Columns - 1.0))))),
        new("norm-variance", "sd", Often.Usual, "The root was left out: divided by the variance, and not by the deviation.", "The normalised numbers of a row have mean square 1.", In.Checking,
            text => Deviations(text, "sd").Concat(Deviations(text, "rms")).Select(each => Spoil.Each(In.Number(each.Into.Of), sd => sd * sd))),
        new("norm-squares-summed", "sd", Often.Sometimes, "The squares were added up and not averaged.", "The normalised numbers of a row have mean square 1.", In.Checking,
            text => Deviations(text, "sd").Concat(Deviations(text, "rms")).Where(each => each.Of[0].Of.Shape.Columns > 1).Select(each => Spoil.Each(In.Number(each.Into.Of), Again(text, each, each.Of[0].Of.Shape.Columns)))),
        new("norm-mean-not-subtracted", "n", Often.Sometimes, "The mean was not subtracted: n = x/sd.", "The normalised numbers of a row add up to 0.", In.Checking,
            text => text.All(Verb.Row).Where(each => text.Layer<LayerNorm>(each) && each.Into == (Operand)Letter(text, each, "n")!).Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => { for (int j = 0; j < into.Length; j++) into[j] = of[0][j] / of[1][0]; }, 2), each.Into, each.Of[0], each.Of[2])))),
    ];

    // The deviation of so many times the mean square; ε stays.
    private static Func<double, double> Again(StepText text, Call call, double times)
    {
        double epsilon = text.Spec(call) switch { LayerNorm norm => norm.Epsilon, RmsNorm norm => norm.Epsilon, _ => 0 };
        return sd => Math.Sqrt((sd * sd - epsilon) * times + epsilon);
    }

    private static double Along(double[] dn, double[] n) => dn.Zip(n, (d, each) => d * each).Average();

    private static bool Layer<K>(this StepText text, Call call) where K : LayerSpec => text.Spec(call) is K;

    private static Quantity? Letter(StepText text, Call call, string letter) => text.Layer<LayerNorm>(call) || text.Layer<RmsNorm>(call) ? text.Plan.Find(letter, call.Layer) : null;

    private static IEnumerable<Call> Deviations(StepText text, string letter) => text.All(Verb.Row).Where(each => Letter(text, each, letter) is { } deviation && each.Into == deviation);

    // The law that undoes the normalisation reads dn, n and the deviation.
    private static IEnumerable<Spoil> BackOf<K>(StepText text, Func<double[], double[], double, double[]> law) where K : LayerSpec =>
        text.Backward.Where(each => each.Verb == Verb.Row && text.Layer<K>(each) && each.Of.Length == 3)
            .Select(each => Spoil.Instead(each, k => k.Row(new OtherLaw((of, into) => law(of[0], of[1], of[2][0]).CopyTo(into, 0), 3), each.Into, each.Of)));
}
