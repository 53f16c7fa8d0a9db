using System.Runtime.InteropServices;
using Chainrule.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>Writes one example: its inputs x and its targets y.</summary>
public delegate void ExampleFiller(int example, Span<float> x, Span<float> y);

/// <summary>
/// Examples to train with, as floats: the inputs of all examples one after the other, and so the targets. Nobody can change them, so a part that was once kept apart stays apart.
/// </summary>
/// <example><code>
/// Dataset data = Generator.Moons.Make(500, seed: 1);
/// (Dataset training, Dataset validation) = data.Split(0.2, seed: 1);
/// </code></example>
/// <remarks>Any number of threads may read it.</remarks>
public sealed class Dataset
{
    private readonly float[] x, y;
    private ulong? fingerprint;

    private Dataset(int count, int inputs, int outputs)
    {
        (Count, Inputs, Outputs) = (count, inputs, outputs);
        (x, y) = (new float[count * inputs], new float[count * outputs]);
    }

    /// <summary>So many examples of these sizes, each written by <paramref name="fill"/>; the numbers are kept where it puts them.</summary>
    /// <exception cref="ProblemException">A size is not positive, there are more numbers than an array can hold, or one of them is not finite.</exception>
    public static Dataset Create(int count, int inputs, int outputs, ExampleFiller fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        CheckSizes(count, inputs, outputs);
        var data = new Dataset(count, inputs, outputs);
        for (int e = 0; e < count; e++) fill(e, data.x.AsSpan(e * inputs, inputs), data.y.AsSpan(e * outputs, outputs));
        Finite(data.x, "x", inputs);
        Finite(data.y, "y", outputs);
        return data;
    }

    /// <summary>The examples that stand one after the other in x and y, which are copied.</summary>
    /// <exception cref="ProblemException">They are no whole number of examples, not as many of the one as of the other, or not finite.</exception>
    public static Dataset Of(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int inputs, int outputs)
    {
        int count = inputs > 0 ? x.Length / inputs : 0;
        CheckSizes(count, inputs, outputs);
        if (x.Length != (long)count * inputs || y.Length != (long)count * outputs)
            throw new ProblemException($"got {x.Length} numbers in x and {y.Length} in y, wanted {inputs} and {outputs} for each example, one example after another");
        var data = new Dataset(count, inputs, outputs);
        x.CopyTo(data.x);
        y.CopyTo(data.y);
        Finite(data.x, "x", inputs);
        Finite(data.y, "y", outputs);
        return data;
    }

    /// <summary>How many examples.</summary>
    public int Count { get; }

    /// <summary>How many inputs each has.</summary>
    public int Inputs { get; }

    /// <summary>How many targets each has.</summary>
    public int Outputs { get; }

    /// <summary>All inputs, example after example.</summary>
    public ReadOnlySpan<float> X => x;

    /// <summary>All targets, example after example.</summary>
    public ReadOnlySpan<float> Y => y;

    /// <summary>The inputs of one example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public ReadOnlySpan<float> InputsOf(int example) => X.Slice(Known(example) * Inputs, Inputs);

    /// <summary>The targets of one example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public ReadOnlySpan<float> TargetsOf(int example) => Y.Slice(Known(example) * Outputs, Outputs);

    /// <summary>What the targets are: classes one-hot, two classes as 0 and 1, two sides as −1 and 1, or numbers.</summary>
    public TargetKind Kind => TargetKinds.Of(Y, Outputs);

    /// <summary>The class of an example: where its 1 stands, or on which side of the middle its only target lies. 0 where targets are numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public int ClassOf(int example) => TargetKinds.ClassOf(TargetsOf(example), Kind);

    /// <summary>These examples in this order.</summary>
    /// <exception cref="ProblemException">No example.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is none with such an index.</exception>
    public Dataset Rows(ReadOnlySpan<int> examples)
    {
        CheckSizes(examples.Length, Inputs, Outputs);
        var some = new Dataset(examples.Length, Inputs, Outputs);
        for (int i = 0; i < examples.Length; i++)
        {
            InputsOf(examples[i]).CopyTo(some.x.AsSpan(i * Inputs));
            TargetsOf(examples[i]).CopyTo(some.y.AsSpan(i * Outputs));
        }
        return some;
    }

    /// <summary>
    /// Two parts: what is left, and a <paramref name="fraction"/> drawn by the seed, in the order in which they were. Where the targets are classes each class is drawn by itself, so that both parts have
    /// the same shares of them as far as whole examples go.
    /// </summary>
    /// <exception cref="ProblemException">The fraction is not between 0 and 1, or leaves no example in one of the parts.</exception>
    public (Dataset Training, Dataset Validation) Split(double fraction, long seed) => Splitting.Of(this, (examples, classOf) => Splitting.Draw(examples, classOf, fraction, seed));

    /// <summary>Two parts as they lie: the last <paramref name="count"/> examples are the second.</summary>
    /// <exception cref="ProblemException">That leaves no example in one of the parts.</exception>
    public (Dataset Training, Dataset Validation) SplitLast(int count) => Splitting.Of(this, (examples, _) => Splitting.Last(examples, count));

    /// <summary>The parts that a text asks for: <c>0.2</c> for <see cref="Split(double, long)"/>, <c>last:2000</c> for <see cref="SplitLast"/>.</summary>
    /// <exception cref="ProblemException">It is neither, or leaves no example in one of the parts.</exception>
    public (Dataset Training, Dataset Validation) Split(string part, long seed) => Splitting.Of(this, (examples, classOf) => Splitting.Read(examples, classOf, part, seed));

    /// <summary>64 bits that other examples, or these in another order, would hardly have: FNV-1a of sizes and numbers.</summary>
    internal ulong Fingerprint => fingerprint ??= FingerprintOf(x, FingerprintOf(y, Mixed(Mixed(14695981039346656037, (uint)Inputs), (uint)Outputs)));

    private static ulong FingerprintOf(float[] numbers, ulong hash)
    {
        foreach (uint bits in MemoryMarshal.Cast<float, uint>(numbers)) hash = Mixed(hash, bits);
        return hash;
    }

    private static ulong Mixed(ulong hash, uint bits) => (hash ^ bits) * 1099511628211;

    private int Known(int example) => (uint)example < (uint)Count
        ? example
        : throw new ArgumentOutOfRangeException(nameof(example), example, $"wanted an example from 0 to {Count - 1}");

    private static void CheckSizes(int count, int inputs, int outputs)
    {
        if (count < 1 || inputs < 1 || outputs < 1) throw new ProblemException($"got {count} examples of {inputs} inputs and {outputs} targets, wanted at least one of each");
        if (Math.Max((long)count * inputs, (long)count * outputs) > Array.MaxLength)
            throw new ProblemException($"got {count:N0} examples of {inputs:N0} inputs and {outputs:N0} targets, wanted no more numbers than an array can hold; load them in parts");
    }

    private static void Finite(float[] numbers, string letter, int columns)
    {
        for (int i = 0; i < numbers.Length; i++)
            if (!float.IsFinite(numbers[i])) throw new ProblemException($"examples[{i / columns}].{letter}[{i % columns}]: got {numbers[i]}, wanted a finite number");
    }

    /// <summary>As it would be said: <c>500 examples of 2 inputs and 1 target</c>.</summary>
    public override string ToString() => $"{Shown.Count(Count, "example")} of {Shown.Count(Inputs, "input")} and {Shown.Count(Outputs, "target")}";
}
