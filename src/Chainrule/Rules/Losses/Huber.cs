using Chainrule.Numbers;

namespace Chainrule.Rules.Losses;

/// <summary>
/// 1/m Σ h(a − y) with δ = 1: h(d) = ½d² where |d| ≤ δ, else δ(|d| − ½δ). With c = d clipped to [−δ, δ] both are c(d − ½c), and the slope is
/// c. Its second derivative jumps at ±δ. (Huber 1964.)
/// </summary>
public readonly struct Huber : ILoss
{
    /// <summary>δ: errors beyond it count linearly.</summary>
    public const double Delta = 1;

    /// <inheritdoc/>
    public static string Name => "huber";

    /// <inheritdoc/>
    public static string Words => "squared errors while they are small, plain distances where they are large, so that one bad example does not rule";

    /// <inheritdoc/>
    public static bool IsMeanOverOutputs => true;

    /// <inheritdoc/>
    public static T Term<T>(T a, T y) where T : struct, IReal<T>
    {
        T d = a - y, c = Slope(a, y);
        return c * (d - (T)0.5 * c);
    }

    /// <inheritdoc/>
    public static T Slope<T>(T a, T y) where T : struct, IReal<T> => T.Max(Real.Min(a - y, Delta), -Delta);

    /// <inheritdoc/>
    public static ReadOnlySpan<double> Kinks => [-Delta, Delta];
}
