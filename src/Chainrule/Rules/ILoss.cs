using Chainrule.Numbers;

namespace Chainrule.Rules;

/// <summary>
/// A loss that adds up one term for each output, from the output a and the target y. <see cref="TermLoss{L}"/> makes
/// one of your law, in any assembly; a <c>FileVocabulary</c> lets files name it.
/// </summary>
public interface ILoss
{
    /// <summary>The name in files and options, kebab-case.</summary>
    static abstract string Name { get; }

    /// <summary>What it measures, in a few words for a beginner.</summary>
    static virtual string Words => "a measure of the errors";

    /// <summary>Whether the terms are averaged over the outputs (1/m) instead of added up.</summary>
    static virtual bool IsMeanOverOutputs => false;

    /// <summary>ℓ(a, y), one output's term.</summary>
    static abstract T Term<T>(T a, T y) where T : struct, IReal<T>;

    /// <summary>∂ℓ/∂a of one output's term.</summary>
    static abstract T Slope<T>(T a, T y) where T : struct, IReal<T>;

    /// <summary>Where the loss, as a function of a − y, has a derivative (up to the second) that jumps.</summary>
    static virtual ReadOnlySpan<double> Kinks => [];

    /// <summary>What is wrong with these targets of one example, as the end of a sentence, or null; any will do unless said.</summary>
    static virtual string? WrongTargets(ReadOnlySpan<double> y) => null;
}

/// <summary>
/// A loss written for the pre-activations of one particular output activation, so that exp and ln cancel: finite for any z, and with
/// ∂ℓ/∂z = a − y. There is no ∂ℓ/∂a in it.
/// </summary>
public interface IPairedLoss : ILoss
{
    /// <summary>The activation the output layer must have.</summary>
    static abstract string OutputActivation { get; }

    /// <summary>ℓ of one example from its pre-activations, m of them.</summary>
    static abstract T FromLogits<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> y) where T : struct, IReal<T>;

    /// <summary>∂ℓ/∂z of one output.</summary>
    static abstract T LogitSlope<T>(T a, T y) where T : struct, IReal<T>;
}
