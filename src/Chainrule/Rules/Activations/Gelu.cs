using Chainrule.Numbers;

namespace Chainrule.Rules.Activations;

/// <summary>
/// GELU(z) = z·Φ(z), exactly, with the normal distribution Φ(z) = ½(1 + erf(z/√2)); slope Φ(z) + z·φ(z) with its density
/// φ(z) = e^(−z²/2)/√(2π). (Hendrycks and Gimpel 2016.)
/// </summary>
public readonly struct Gelu : IActivation
{
    /// <inheritdoc/>
    public static string Name => "gelu";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> => z * Normal(z);

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> =>
        Normal(z) + z * (T.Exp(-(z * z) / (T)2.0) / T.Sqrt(2 * Math.PI));

    private static T Normal<T>(T z) where T : struct, IReal<T> => (T)0.5 * T.OnePlusErf(z / T.Sqrt(2.0));
}
