using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Texts;

/// <summary>A trained network over text: how surprised it is by a text, and what it writes itself.</summary>
/// <remarks>Any number of threads may use it, while nobody trains the network.</remarks>
public sealed class TextModel
{
    private const int BlockExamples = 256;

    private readonly Predictor predictor;

    /// <summary>A network over text that is encoded so.</summary>
    /// <exception cref="ProblemException">The network does not fit to the encoding.</exception>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    public TextModel(Network<F32> network, TextEncoding encoding)
    {
        Encoding = Given.NotNull(encoding);
        if (encoding.Misfit(Given.NotNull(network).Spec) is { } misfit) throw new ProblemException($"the encoding says {encoding}, and the network {misfit}");
        predictor = new(network);
    }

    /// <summary>How text becomes numbers.</summary>
    public TextEncoding Encoding { get; }

    /// <summary>The network of a model file, if it is over text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="ProblemException">It is over something else, or its note does not fit to its network.</exception>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    public static TextModel Of(Model model, string source) => TextEncoding.Of(model, source) is { } encoding
        ? new(new Network<F32>(model.Network), encoding)
        : throw new ProblemException($"{source}: this model is not over text (it has no note \"{TextEncoding.NoteName}\" with its characters); wanted one that was trained on a text, such as a list of names");

    /// <summary>
    /// The mean of −ln p over all signs that come next, in nats a sign: the signs of each piece, and of a line its end as well.
    /// </summary>
    /// <param name="examples">Examples of this <see cref="Encoding"/>.</param>
    /// <exception cref="ArgumentException">The examples are null, or have other sizes.</exception>
    public double Loss(Dataset examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        int positions = Encoding.Positions, signs = Encoding.Vocabulary.Count;
        if (examples.Inputs != positions || examples.Outputs != positions * signs)
            throw new ArgumentException($"got {examples}, wanted {positions} inputs and {positions * signs} targets, as the encoding makes them", nameof(examples));
        float[] p = new float[Math.Min(BlockExamples, examples.Count) * examples.Outputs];
        double sum = 0;
        long count = 0;
        for (int first = 0; first < examples.Count; first += BlockExamples)
        {
            int some = Math.Min(BlockExamples, examples.Count - first);
            predictor.Predict(examples.X.Slice(first * positions, some * positions), p.AsSpan(0, some * examples.Outputs));
            for (int e = 0; e < some; e++)
                foreach ((int position, _, int next) in Transitions.Of(examples, first + e, signs))
                {
                    sum -= Math.Log(p[e * examples.Outputs + position * signs + next]);
                    count++;
                }
        }
        return sum / count;
    }

    /// <summary>
    /// Writes on from a prompt, bit by bit: each sign is drawn with its probability, sharpened by the temperature τ: p^(1/τ), divided by their sum. A line ends where its end is drawn or no position
    /// is left; any other text after <paramref name="longest"/> signs.
    /// </summary>
    /// <param name="prompt">What it begins with; it is not written again.</param>
    /// <param name="random">Where the signs are drawn from.</param>
    /// <param name="temperature">τ: 1 draws as learned, less plays safe, more dares; 0 always takes the likeliest, and of equals the first.</param>
    /// <param name="longest">The most signs that are written.</param>
    /// <exception cref="ProblemException">The prompt has a sign that the model does not know, or is too long for a line.</exception>
    /// <exception cref="ArgumentException">The prompt or the source is null, the temperature is negative or no number, or <paramref name="longest"/> is.</exception>
    public IEnumerable<string> Write(string prompt, RandomSource random, double temperature = 1, int longest = 500)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(temperature >= 0 && double.IsFinite(temperature))) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "wanted 0 or a positive number");
        ArgumentOutOfRangeException.ThrowIfNegative(longest);
        List<int> written = [.. Encoding.Vocabulary.Tokens(prompt)];
        if (Encoding.IsList && written.Count >= Encoding.Positions)
            throw new ProblemException($"the prompt has {Shown.Count(written.Count, "sign")}, wanted at most {Encoding.Positions - 1}, the longest line of this model");
        if (Encoding.IsList && prompt.Contains('\n')) throw new ProblemException("the prompt has several lines, wanted the beginning of one");
        return Write(written, random, temperature, longest);
    }

    private IEnumerable<string> Write(List<int> written, RandomSource random, double temperature, int longest)
    {
        var writer = new Vocabulary.Writer(Encoding.Vocabulary);
        float[] x = new float[Encoding.Positions], p = new float[Encoding.Positions * Encoding.Vocabulary.Count];
        for (int done = 0; done < longest && !(Encoding.IsList && written.Count == Encoding.Positions - 1); done++)
        {
            int next = Draw(Next(written, x, p), random, temperature);
            if (next == Vocabulary.Mark)
            {
                if (Encoding.IsList) break;
                continue;
            }
            written.Add(next);
            yield return writer.Next(next);
        }
        if (writer.Rest() is { Length: > 0 } rest) yield return rest;
    }

    // What the network gives behind the last signs; attention is causal, so what stands in the positions after them does not matter.
    private ReadOnlySpan<float> Next(List<int> written, float[] x, float[] p)
    {
        int seen = Math.Min(written.Count, Encoding.Positions - 1);
        x[0] = Vocabulary.Mark;
        for (int i = 0; i < seen; i++) x[i + 1] = written[written.Count - seen + i];
        predictor.Predict(x, p);
        return p.AsSpan(seen * Encoding.Vocabulary.Count, Encoding.Vocabulary.Count);
    }

    /// <summary>The index that is drawn with probabilities ∝ p^(1/τ).</summary>
    internal static int Draw(ReadOnlySpan<float> p, RandomSource random, double temperature)
    {
        int likeliest = 0;
        for (int i = 1; i < p.Length; i++)
            if (p[i] > p[likeliest]) likeliest = i;
        if (temperature == 0) return likeliest;
        // Relative to the likeliest, so that no power vanishes as a whole.
        double sum = 0;
        for (int i = 0; i < p.Length; i++) sum += Math.Pow(p[i] / (double)p[likeliest], 1 / temperature);
        double left = random.NextUnit() * sum;
        for (int i = 0; i < p.Length; i++)
            if ((left -= Math.Pow(p[i] / (double)p[likeliest], 1 / temperature)) < 0) return i;
        return likeliest;
    }
}
