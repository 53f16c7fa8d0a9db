using Chainrule.Numbers;

namespace Chainrule.Rules.Activations;

/// <summary>SiLU(z) = z·σ(z); slope σ(z)(1 + z(1 − σ(z))). (Elfwing, Uchibe and Doya 2018; also called swish.)</summary>
public readonly struct Silu : IActivation
{
    /// <inheritdoc/>
    public static string Name => "silu";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> => z * T.Sigmoid(z);

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> =>
        T.Sigmoid(z) * ((T)1.0 + z * T.OneMinusSigmoid(z, T.Sigmoid(z)));

    /// <summary>By the product rule σ + z·σ′ with σ′ = σ(1 − σ); σ taken out.</summary>
    public static T[] Derivation<T>(T z, T a) where T : struct, IReal<T> =>
        [T.Sigmoid(z) + z * (T.Sigmoid(z) * ((T)1.0 - T.Sigmoid(z))), Slope(z, a)];
}
