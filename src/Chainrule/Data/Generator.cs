using Chainrule.Data.Generators;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>
/// Examples made from a seed, with nothing to download: the same seed, the same bits, on every machine. To add one, write a file in <c>Data/Generators</c> and a line in <see cref="All"/>.
/// </summary>
/// <example><code>
/// Dataset data = Generator.Moons.Make(500, seed: 1);
/// Dataset clean = Generator.Moons.With(noise: 0).Make(500, seed: 1);
/// </code></example>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public abstract record Generator
{
    // Of inputs and targets together: what is made is for trying out.
    private const int MostNumbers = 20_000_000;

    private protected Generator(string name, string words, int inputs, int outputs, double noise, params IReadOnlyList<string> classes) =>
        (Name, Words, Inputs, Outputs, Noise, Classes) = (name, words, inputs, outputs, noise, classes);

    /// <inheritdoc cref="Generators.Xor"/>
    public static Generator Xor { get; } = new Xor();

    /// <inheritdoc cref="Generators.Blobs"/>
    public static Generator Blobs { get; } = new Blobs();

    /// <inheritdoc cref="Generators.Circles"/>
    public static Generator Circles { get; } = new Circles();

    /// <inheritdoc cref="Generators.Moons"/>
    public static Generator Moons { get; } = new Moons();

    /// <inheritdoc cref="Generators.Spiral"/>
    public static Generator Spiral { get; } = new Spiral();

    /// <inheritdoc cref="Generators.YinYang"/>
    public static Generator YinYang { get; } = new YinYang();

    /// <inheritdoc cref="Generators.Sine"/>
    public static Generator Sine { get; } = new Sine();

    /// <inheritdoc cref="Generators.Plane"/>
    public static Generator Plane { get; } = new Plane();

    /// <inheritdoc cref="Generators.Digits"/>
    public static Generator Digits { get; } = new Digits();

    /// <summary>Every generator there is. Options and tests take their cases from here.</summary>
    public static IReadOnlyList<Generator> All { get; } = [Xor, Blobs, Circles, Moons, Spiral, YinYang, Sine, Plane, Digits];

    /// <summary>The generator with this name, in kebab-case.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static Generator Named(string name) => Names.Find(All, each => each.Name, name, "generator");

    /// <summary>The name in options, kebab-case.</summary>
    public string Name { get; }

    /// <summary>What is to be learned, in a few words for a beginner.</summary>
    public string Words { get; }

    /// <summary>How many inputs an example has.</summary>
    public int Inputs { get; }

    /// <summary>How many targets: 1 for two classes or a number, else one for each class.</summary>
    public int Outputs { get; }

    /// <summary>What the classes are called, in the order of the targets, which is that of the alphabet; none where targets are numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How far examples stray: the deviation of a normal distribution, in the units of what is disturbed.</summary>
    public double Noise { get; private init; }

    /// <summary>The same with another noise.</summary>
    /// <exception cref="ProblemException">It is negative or not finite.</exception>
    public Generator With(double noise) => double.IsFinite(noise) && noise >= 0 ? this with { Noise = noise } : throw new ProblemException($"noise: got {noise:R}, wanted a number from 0");

    /// <summary>So many examples. Classes take turns, so that each has its share, and the order is then shuffled.</summary>
    /// <exception cref="ProblemException">Less than one example, or more than 20 million numbers.</exception>
    public Dataset Make(int count, long seed)
    {
        if (count < 1) throw new ProblemException($"examples: got {count}, wanted at least 1");
        if ((long)count * (Inputs + Outputs) > MostNumbers)
            throw new ProblemException($"examples: got {count:N0} of {Inputs + Outputs:N0} numbers each, wanted at most {MostNumbers / (Inputs + Outputs):N0} of them");
        var random = new RandomSource(seed);
        int[] order = [.. Enumerable.Range(0, count)];
        Permutation.Shuffle(order, random);
        return Dataset.Create(count, Inputs, Outputs, (e, x, y) => Fill(order[e], count, random, x, y));
    }

    /// <summary>Writes example i of so many.</summary>
    private protected abstract void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y);

    /// <summary>A normal number as wide as the noise.</summary>
    private protected double Stray(RandomSource random) => Noise * random.Normal();

    /// <summary>Writes a point, strayed.</summary>
    private protected void Put(double first, double second, RandomSource random, Span<float> x)
    {
        x[0] = (float)(first + Stray(random));
        x[1] = (float)(second + Stray(random));
    }

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}
