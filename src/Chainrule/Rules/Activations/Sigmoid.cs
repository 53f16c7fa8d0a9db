using Chainrule.Numbers;

namespace Chainrule.Rules.Activations;

/// <summary>σ(z) = 1/(1 + e⁻ᶻ), between 0 and 1; σ′ = a(1 − a). (Rumelhart, Hinton and Williams 1986.)</summary>
public readonly struct Sigmoid : IActivation
{
    /// <inheritdoc/>
    public static string Name => "sigmoid";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> => T.Sigmoid(z);

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> => a * T.OneMinusSigmoid(z, a);

    /// <summary>By the quotient rule σ′ = e⁻ᶻ/(1 + e⁻ᶻ)²; split into two factors, a = 1/(1 + e⁻ᶻ) and e⁻ᶻ/(1 + e⁻ᶻ) = 1 − a.</summary>
    public static T[] Derivation<T>(T z, T a) where T : struct, IReal<T> =>
    [
        T.Exp(-z) / Real.Square((T)1.0 + T.Exp(-z)),
        (T)1.0 / ((T)1.0 + T.Exp(-z)) * (T.Exp(-z) / ((T)1.0 + T.Exp(-z))),
        (T)1.0 / ((T)1.0 + T.Exp(-z)) * ((T)1.0 - (T)1.0 / ((T)1.0 + T.Exp(-z))),
        Slope(z, a),
    ];
}
