using Chainrule.Numbers;

namespace Chainrule.Rules.Activations;

/// <summary>tanh z = (eᶻ − e⁻ᶻ)/(eᶻ + e⁻ᶻ), between −1 and 1; tanh′ = 1 − a². (LeCun, Bottou, Orr and Müller 1998 on why.)</summary>
public readonly struct Tanh : IActivation
{
    /// <inheritdoc/>
    public static string Name => "tanh";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> => T.Tanh(z);

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> => T.OneMinusTanhSquared(z, a);

    /// <summary>By the quotient rule ((eᶻ + e⁻ᶻ)² − (eᶻ − e⁻ᶻ)²)/(eᶻ + e⁻ᶻ)², which is 1 minus the square of the quotient.</summary>
    public static T[] Derivation<T>(T z, T a) where T : struct, IReal<T>
    {
        T up = T.Exp(z), down = T.Exp(-z);
        return
        [
            (Real.Square(up + down) - Real.Square(up - down)) / Real.Square(up + down),
            (T)1.0 - Real.Square((up - down) / (up + down)),
            Slope(z, a),
        ];
    }
}
