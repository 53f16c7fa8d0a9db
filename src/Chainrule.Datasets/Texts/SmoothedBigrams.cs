using Chainrule.Data;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Texts;

/// <summary>
/// What a network over text has to beat: how often each sign followed each other one, p(next | sign) = (count + α)/(sum of the row + α·signs). (Lidstone 1920; α = 1: Laplace.)
/// </summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public sealed class SmoothedBigrams
{
    private readonly double[,] p;

    private SmoothedBigrams(double[,] p) => this.p = p;

    /// <summary>Counts the pairs of signs in some examples.</summary>
    /// <param name="examples">Examples of a <see cref="TextEncoding"/>.</param>
    /// <param name="signs">How many signs there are, <see cref="Vocabulary.Count"/>.</param>
    /// <param name="smoothing">α, so that what was never met is not impossible.</param>
    /// <exception cref="ArgumentException">The examples are null or of another vocabulary, or α is not a positive number.</exception>
    public static SmoothedBigrams Fit(Dataset examples, int signs, double smoothing = 1)
    {
        Check(examples, signs);
        if (!(smoothing > 0 && double.IsFinite(smoothing))) throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "wanted a positive number");
        var p = new double[signs, signs];
        for (int e = 0; e < examples.Count; e++)
            foreach ((_, int sign, int next) in Transitions.Of(examples, e, signs)) p[sign, next]++;
        for (int sign = 0; sign < signs; sign++)
        {
            double sum = 0;
            for (int next = 0; next < signs; next++) sum += p[sign, next] + smoothing;
            for (int next = 0; next < signs; next++) p[sign, next] = (p[sign, next] + smoothing) / sum;
        }
        return new(p);
    }

    /// <summary>p(next | sign).</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such sign.</exception>
    public double this[int sign, int next] => p[sign, next];

    /// <summary>The mean of −ln p over all signs that come next, in nats a sign: as <see cref="TextModel.Loss"/> counts.</summary>
    /// <exception cref="ArgumentException">The examples are null or of another vocabulary.</exception>
    public double Loss(Dataset examples)
    {
        int signs = p.GetLength(0);
        Check(examples, signs);
        double sum = 0;
        long count = 0;
        for (int e = 0; e < examples.Count; e++)
            foreach ((_, int sign, int next) in Transitions.Of(examples, e, signs))
            {
                sum -= Math.Log(p[sign, next]);
                count++;
            }
        return sum / count;
    }

    private static void Check(Dataset examples, int signs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signs, 2);
        if (Given.NotNull(examples).Outputs != (long)examples.Inputs * signs || examples.X.ContainsAnyExceptInRange(0, signs - 1))
            throw new ArgumentException($"got {examples}, wanted {Shown.Count(signs, "target")} for each input, as an encoding of text makes them", nameof(examples));
    }
}
