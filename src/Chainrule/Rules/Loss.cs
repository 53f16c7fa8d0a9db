using System.Runtime.CompilerServices;
using Chainrule.Numbers;
using Chainrule.Rules.Losses;

namespace Chainrule.Rules;

/// <summary>A loss as a thing that can be chosen by name and applied to a row of outputs of any number type.</summary>
/// <remarks>A loss keeps nothing, so any number of threads may use it; one of your own should keep to that.</remarks>
public abstract class Loss
{
    /// <inheritdoc cref="Losses.HalfSse"/>
    public static Loss HalfSse { get; } = new TermLoss<HalfSse>();

    /// <inheritdoc cref="Losses.Sse"/>
    public static Loss Sse { get; } = new TermLoss<Sse>();

    /// <inheritdoc cref="Losses.Mse"/>
    public static Loss Mse { get; } = new TermLoss<Mse>();

    /// <inheritdoc cref="Losses.Huber"/>
    public static Loss Huber { get; } = new TermLoss<Huber>();

    /// <inheritdoc cref="Losses.Hinge"/>
    public static Loss Hinge { get; } = new TermLoss<Hinge>();

    /// <inheritdoc cref="Losses.BinaryCrossEntropy"/>
    public static Loss BinaryCrossEntropy { get; } = new PairedLoss<BinaryCrossEntropy>();

    /// <inheritdoc cref="Losses.SoftmaxCrossEntropy"/>
    public static Loss SoftmaxCrossEntropy { get; } = new PairedLoss<SoftmaxCrossEntropy>();

    /// <summary>Every loss there is. Checks, options, explanations and tests take their cases from here.</summary>
    public static IReadOnlyList<Loss> All { get; } = [HalfSse, Sse, Mse, Huber, Hinge, BinaryCrossEntropy, SoftmaxCrossEntropy];

    /// <summary>The loss with this name, in kebab-case.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static Loss Named(string name) => Names.Find(All, each => each.Name, name, "loss");

    /// <summary>The name in files and options.</summary>
    public abstract string Name { get; }

    /// <summary>What it measures, in a few words for a beginner.</summary>
    public virtual string Words => "a measure of the errors";

    /// <summary>Whether the terms are averaged over the outputs instead of added up.</summary>
    public abstract bool IsMeanOverOutputs { get; }

    /// <summary>The output activation which the loss is fused with, or null where any will do. A fused pair has no ∂L/∂a.</summary>
    public virtual string? OutputActivation => null;

    /// <summary>Whether loss and output activation are one rule, whose backward pass starts at ∂L/∂z.</summary>
    public bool IsPaired => OutputActivation is not null;

    /// <summary>Where the loss, as a function of a − y, has a derivative (up to the second) that jumps.</summary>
    public abstract IReadOnlyList<double> Kinks { get; }

    /// <summary>The loss of one example, from its outputs' pre-activations, activations and targets.</summary>
    public abstract T OfExample<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y) where T : struct, IReal<T>;

    /// <summary>
    /// The loss of one example as the textbook writes it, from the activations. The same number as <see cref="OfExample"/> where it is
    /// finite.
    /// </summary>
    public abstract T Textbook<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y) where T : struct, IReal<T>;

    /// <summary>
    /// Where the backward pass starts, one example's row: share · ∂ℓ/∂a, or for a pair share · ∂ℓ/∂z; share is the 1/n of a mean over
    /// n examples.
    /// </summary>
    public virtual void Start<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> gradient) where T : struct, IReal<T> =>
        Slopes(a, y, ShareOfAnOutput(share, a.Length), gradient);

    /// <summary>
    /// The same for outputs of any examples in any order, with all of the share: 1/n, and for a mean over the outputs 1/m. (An output's slope looks at no other.)
    /// </summary>
    public abstract void Slopes<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> gradient) where T : struct, IReal<T>;

    /// <summary>share for the <see cref="Slopes"/> of examples with m outputs.</summary>
    public T ShareOfAnOutput<T>(T share, int outputs) where T : struct, IReal<T> => IsMeanOverOutputs ? share * Share.Of<T>(outputs) : share;

    /// <summary>The textbook form's share · ∂ℓ/∂a: for a pair the unfused way, finite only where a is neither 0 nor 1.</summary>
    public abstract void TextbookStart<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> da) where T : struct, IReal<T>;

    /// <summary>What is wrong with the targets of one example, as the end of a sentence, or null where they will do.</summary>
    public virtual string? WrongTargets(ReadOnlySpan<double> y) => null;

    /// <summary>The name, as it stands in a network file.</summary>
    public override string ToString() => Name;
}

/// <summary>A loss that adds up the law <typeparamref name="L"/> over the outputs.</summary>
public class TermLoss<L> : Loss where L : struct, ILoss
{
    /// <summary>The loss with this law.</summary>
    /// <exception cref="ArgumentException">Its name is null or not in kebab-case.</exception>
    public TermLoss()
    {
        if (Letters.WrongName(L.Name, "loss", "half-sse") is { } wrong) throw new ArgumentException(wrong);
    }

    /// <inheritdoc/>
    public override string Name => L.Name;

    /// <inheritdoc/>
    public override string Words => L.Words;

    /// <inheritdoc/>
    public override bool IsMeanOverOutputs => L.IsMeanOverOutputs;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Kinks { get; } = L.Kinks.ToArray();

    /// <inheritdoc/>
    public override string? WrongTargets(ReadOnlySpan<double> y) => L.WrongTargets(y);

    /// <inheritdoc/>
    public override T OfExample<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y) => Sum(a, y);

    /// <inheritdoc/>
    public override T Textbook<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y) => Sum(a, y);

    private static T Sum<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y) where T : struct, IReal<T>
    {
        Given.SameLength(a.Length, y.Length, nameof(y));
        T sum = L.Term(a[0], y[0]);
        for (int j = 1; j < a.Length; j++) sum += L.Term(a[j], y[j]);
        return L.IsMeanOverOutputs ? Share.Of<T>(a.Length) * sum : sum;
    }

    /// <inheritdoc/>
    public override void Slopes<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> gradient) => TextbookSlopes(a, y, share, gradient);

    /// <inheritdoc/>
    public override void TextbookStart<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> da) =>
        TextbookSlopes(a, y, ShareOfAnOutput(share, a.Length), da);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TextbookSlopes<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> da) where T : struct, IReal<T>
    {
        Given.SameLength(a.Length, y.Length, nameof(y));
        Given.SameLength(a.Length, da.Length, nameof(da));
        for (int j = 0; j < a.Length; j++) da[j] = share * L.Slope(a[j], y[j]);
    }
}

/// <summary>A loss fused with the output activation it is made for.</summary>
public sealed class PairedLoss<L> : TermLoss<L> where L : struct, IPairedLoss
{
    /// <inheritdoc/>
    public override string? OutputActivation => L.OutputActivation;

    /// <inheritdoc/>
    public override T OfExample<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
    {
        Given.SameLength(z.Length, y.Length, nameof(y));
        return L.FromLogits(z, y);
    }

    /// <summary>share · (a − y), which is ∂L/∂z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Slopes<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, T share, Span<T> gradient)
    {
        Given.SameLength(a.Length, y.Length, nameof(y));
        Given.SameLength(a.Length, gradient.Length, nameof(gradient));
        for (int j = 0; j < a.Length; j++) gradient[j] = share * L.LogitSlope(a[j], y[j]);
    }
}

/// <summary>The 1/n of a mean.</summary>
internal static class Share
{
    /// <summary>1/n as a division that a reader can see; plainly 1 for n = 1.</summary>
    public static T Of<T>(int count) where T : struct, IReal<T> => count == 1 ? 1.0 : (T)1.0 / (T)count;
}
