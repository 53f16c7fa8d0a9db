using Chainrule.Numbers;

namespace Chainrule.Rules.Activations;

/// <summary>
/// ELU with α = 1: z where z &gt; 0, else α(eᶻ − 1), written without a branch as max(z, 0) + α(e^min(z, 0) − 1), with the eˣ − 1 that keeps its digits near 0. Slope 1 where z &gt; 0, else
/// α·eᶻ. Its second derivative jumps at 0. (Clevert, Unterthiner and Hochreiter 2016.)
/// </summary>
public readonly struct Elu : IActivation
{
    /// <summary>The value approached at −∞ is −α.</summary>
    public const double Alpha = 1;

    /// <inheritdoc/>
    public static string Name => "elu";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> =>
        T.Max(z, 0.0) + (T)Alpha * T.Expm1(Real.Min(z, 0.0));

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> =>
        T.Step(z) + ((T)1.0 - T.Step(z)) * ((T)Alpha * T.Exp(Real.Min(z, 0.0)));

    /// <inheritdoc/>
    public static ReadOnlySpan<double> Kinks => [0.0];
}
