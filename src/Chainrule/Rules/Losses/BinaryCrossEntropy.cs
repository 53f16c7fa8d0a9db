using Chainrule.Numbers;

namespace Chainrule.Rules.Losses;

/// <summary>
/// −Σ (y ln a + (1 − y) ln(1 − a)) for targets in [0, 1] and a = σ(z). From the pre-activations, with −ln σ(z) = softplus(−z) and
/// −ln(1 − σ(z)) = softplus(z), it is Σ (y·softplus(−z) + (1 − y)·softplus(z)): finite for any z. ∂ℓ/∂z = a − y. (Good 1952; Bishop 2006,
/// section 4.3.)
/// </summary>
public readonly struct BinaryCrossEntropy : IPairedLoss
{
    /// <inheritdoc/>
    public static string Name => "binary-cross-entropy";

    /// <inheritdoc/>
    public static string Words => "how surprised a yes-or-no forecast is by the truth";

    /// <inheritdoc/>
    public static string OutputActivation => "sigmoid";

    /// <summary>−(y ln a + (1 − y) ln(1 − a)): the plain form, not finite where a has been rounded to 0 or 1.</summary>
    public static T Term<T>(T a, T y) where T : struct, IReal<T> => -(y * T.Log(a) + ((T)1.0 - y) * T.Log1p(-a));

    /// <summary>(a − y)/(a(1 − a)): the plain form's slope.</summary>
    public static T Slope<T>(T a, T y) where T : struct, IReal<T> => (a - y) / (a * ((T)1.0 - a));

    /// <inheritdoc/>
    public static T FromLogits<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> y) where T : struct, IReal<T>
    {
        T loss = y[0] * T.Softplus(-z[0]) + ((T)1.0 - y[0]) * T.Softplus(z[0]);
        for (int j = 1; j < z.Length; j++) loss = loss + y[j] * T.Softplus(-z[j]) + ((T)1.0 - y[j]) * T.Softplus(z[j]);
        return loss;
    }

    /// <inheritdoc/>
    public static T LogitSlope<T>(T a, T y) where T : struct, IReal<T> => a - y;

    /// <inheritdoc/>
    public static string? WrongTargets(ReadOnlySpan<double> y) => Targets.OutsideUnitInterval(y);
}
