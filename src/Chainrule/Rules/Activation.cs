using System.Runtime.CompilerServices;
using Chainrule.Numbers;
using Chainrule.Rules.Activations;

namespace Chainrule.Rules;

/// <summary>An activation as a thing that can be chosen by name and applied to a row of numbers of any type.</summary>
/// <remarks>An activation keeps nothing, so any number of threads may use it; one of your own should keep to that.</remarks>
public abstract class Activation
{
    /// <inheritdoc cref="Activations.Identity"/>
    public static Activation Identity { get; } = new Elementwise<Identity>();

    /// <inheritdoc cref="Activations.Sigmoid"/>
    public static Activation Sigmoid { get; } = new Elementwise<Sigmoid>();

    /// <inheritdoc cref="Activations.Tanh"/>
    public static Activation Tanh { get; } = new Elementwise<Tanh>();

    /// <inheritdoc cref="Activations.Relu"/>
    public static Activation Relu { get; } = new Elementwise<Relu>();

    /// <inheritdoc cref="Activations.LeakyRelu"/>
    public static Activation LeakyRelu { get; } = new Elementwise<LeakyRelu>();

    /// <inheritdoc cref="Activations.Elu"/>
    public static Activation Elu { get; } = new Elementwise<Elu>();

    /// <inheritdoc cref="Activations.Softplus"/>
    public static Activation Softplus { get; } = new Elementwise<Softplus>();

    /// <inheritdoc cref="Activations.Silu"/>
    public static Activation Silu { get; } = new Elementwise<Silu>();

    /// <inheritdoc cref="Activations.Gelu"/>
    public static Activation Gelu { get; } = new Elementwise<Gelu>();

    /// <inheritdoc cref="Rules.Softmax"/>
    public static Activation Softmax { get; } = new Softmax();

    /// <summary>Every activation there is. Checks, options, explanations and tests take their cases from here.</summary>
    public static IReadOnlyList<Activation> All { get; } = [Identity, Sigmoid, Tanh, Relu, LeakyRelu, Elu, Softplus, Silu, Gelu, Softmax];

    /// <summary>The activation with this name, in kebab-case.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static Activation Named(string name) => Names.Find(All, each => each.Name, name, "activation");

    /// <summary>The name in files and options.</summary>
    public abstract string Name { get; }

    /// <summary>Whether each number depends on its own z only, so that there is one slope for each.</summary>
    public virtual bool IsElementwise => true;

    /// <summary>Where the function or one of its first two derivatives jumps.</summary>
    public virtual IReadOnlyList<double> Kinks => [];

    /// <summary>a = f(z), one example's row of units.</summary>
    /// <exception cref="ArgumentException">The rows are not of one length.</exception>
    public abstract void Apply<T>(ReadOnlySpan<T> z, Span<T> a) where T : struct, IReal<T>;

    /// <summary>dz = ∂L/∂z from da = ∂L/∂a: the chain rule through a = f(z), one example's row of units.</summary>
    /// <exception cref="ArgumentException">The rows are not of one length.</exception>
    public abstract void Pull<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz) where T : struct, IReal<T>;

    /// <summary>f′ as a function of z and a.</summary>
    /// <exception cref="InvalidOperationException">The activation is not elementwise: it has a Jacobian, not a slope.</exception>
    public virtual T Slope<T>(T z, T a) where T : struct, IReal<T> =>
        throw new InvalidOperationException($"{Name} has a Jacobian, not one slope for each number.");

    /// <summary>The derivative as calculus gives it, step by step to the form of <see cref="Slope"/>; see <see cref="IActivation.Derivation"/>.</summary>
    public virtual T[] Derivation<T>(T z, T a) where T : struct, IReal<T> => [];

    /// <summary>The name, as it stands in a network file.</summary>
    public override string ToString() => Name;
}

/// <summary>An activation that acts on each number by itself: the law <typeparamref name="F"/> in a loop.</summary>
public sealed class Elementwise<F> : Activation where F : struct, IActivation
{
    /// <summary>The activation with this law.</summary>
    /// <exception cref="ArgumentException">Its name is null or not in kebab-case.</exception>
    public Elementwise()
    {
        if (Letters.WrongName(F.Name, "activation", "leaky-relu") is { } wrong) throw new ArgumentException(wrong);
    }

    /// <inheritdoc/>
    public override string Name => F.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Kinks { get; } = F.Kinks.ToArray();

    // Compiled in full at first call: over lanes, code of the first tier takes twenty times as long, and one long loop may be all there is.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        Given.SameLength(z.Length, a.Length, nameof(a));
        for (int j = 0; j < z.Length; j++) a[j] = F.Value(z[j]);
    }

    /// <summary>dz = da ⊙ f′(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Pull<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz)
    {
        Given.SameLength(z.Length, da.Length, nameof(da));
        Given.SameLength(z.Length, a.Length, nameof(a));
        Given.SameLength(z.Length, dz.Length, nameof(dz));
        for (int j = 0; j < z.Length; j++) dz[j] = da[j] * F.Slope(z[j], a[j]);
    }

    /// <inheritdoc/>
    public override T Slope<T>(T z, T a) => F.Slope(z, a);

    /// <inheritdoc/>
    public override T[] Derivation<T>(T z, T a) => F.Derivation(z, a);
}

/// <summary>
/// pⱼ = exp(zⱼ)/Σ exp(zᵢ): numbers turned into probabilities, for an output layer only. Every p depends on every z, ∂pᵢ/∂zⱼ = pᵢ(δᵢⱼ − pⱼ), so
/// its chain rule goes through the whole Jacobian. (Bridle 1990.)
/// </summary>
internal sealed class Softmax : Activation
{
    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <inheritdoc/>
    public override void Apply<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        Given.SameLength(z.Length, a.Length, nameof(a));
        T.Softmax(z, a);
    }

    /// <summary>dz = p ⊙ (da − ⟨da, p⟩), which is the Jacobian's transpose times da.</summary>
    public override void Pull<T>(ReadOnlySpan<T> da, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> dz)
    {
        Given.SameLength(z.Length, da.Length, nameof(da));
        Given.SameLength(z.Length, a.Length, nameof(a));
        Given.SameLength(z.Length, dz.Length, nameof(dz));
        T mean = da[0] * a[0];
        for (int i = 1; i < a.Length; i++) mean = T.MulAdd(da[i], a[i], mean);
        for (int j = 0; j < a.Length; j++) dz[j] = a[j] * (da[j] - mean);
    }
}
