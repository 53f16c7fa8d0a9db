using Chainrule.Numbers;

namespace Chainrule.Rules;

/// <summary>
/// An activation f that acts on each number by itself: a = f(z). <see cref="Elementwise{F}"/> makes one of your law, in any assembly; a <c>FileVocabulary</c> lets files name it.
/// </summary>
public interface IActivation
{
    /// <summary>The name in files and options, kebab-case.</summary>
    static abstract string Name { get; }

    /// <summary>f(z).</summary>
    static abstract T Value<T>(T z) where T : struct, IReal<T>;

    /// <summary>f′(z) = da/dz, from z and the already computed a = f(z), whichever makes it simpler.</summary>
    static abstract T Slope<T>(T z, T a) where T : struct, IReal<T>;

    /// <summary>Where f or one of its first two derivatives jumps, so that a difference across it is not a derivative.</summary>
    static virtual ReadOnlySpan<double> Kinks => [];

    /// <summary>
    /// How one gets from the derivative as calculus gives it to the form in <see cref="Slope"/>: expressions that are all equal, the
    /// last of them the slope itself. Empty where there is nothing to simplify.
    /// </summary>
    static virtual T[] Derivation<T>(T z, T a) where T : struct, IReal<T> => [];
}
