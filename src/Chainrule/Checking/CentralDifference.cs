using Chainrule.Numbers;

namespace Chainrule.Checking;

/// <summary>The central difference over numbers that carry their rounding bound, so that its own bound comes with it.</summary>
internal static class CentralDifference
{
    /// <summary>
    /// How far f‴ may bend the difference before it is looked at: h² f‴/6 ≈ 2e-11 f‴, so this leaves f‴ room to be some thousand times f′.
    /// </summary>
    private const double Relative = 1e-7;

    // What is left of the truncation error beyond its leading term, O(h⁴), is allowed as much again.
    private const double Rest = 2;

    /// <summary>
    /// D(h) = (L(θ + h) − L(θ − h)) / 2h. Its bound is about E_L/h, E_L being the rounding error of one evaluation of L: at
    /// h = 1e-5 ten digits are left of sixteen, and no choice of h is much better (truncation grows as h², rounding as 1/h).
    /// </summary>
    internal static Bounded Of(Func<Bounded, Bounded> L, Bounded θ, double h) => (L(θ + h) - L(θ - h)) / (2 * h);

    /// <summary>Compares, and where they disagree looks for a kink in reach, and then at how much of it truncation can explain.</summary>
    internal static (Comparison Central, Kink? Kink) Check(
        double analytic, Func<Bounded, Bounded> L, double θ, double h, Func<double, double, Kink?> kinkBetween)
    {
        Bounded narrow = Of(L, θ, h);
        Comparison central = Compare(analytic, narrow, 0);
        if (central.Holds) return (central, null);
        if (kinkBetween(θ - 2 * h, θ + 2 * h) is Kink kink) return (central, kink);

        // Large inputs make f‴ large. D(h) = f′ + c·h² + O(h⁴), so D(2h) − D(h) = 3c·h² is three times the truncation error of D(h)
        // (Richardson 1911). It is estimated from L alone: no analytic value, right or wrong, has any part in it.
        Bounded truncation = (Of(L, θ, 2 * h) - narrow) / 3.0;
        return (Compare(analytic, narrow, Rest * Math.Abs(truncation.Number) + truncation.Error), null);
    }

    private static Comparison Compare(double analytic, Bounded n, double truncation) =>
        Comparison.Of(analytic, n.Number, Relative * Math.Max(Math.Abs(analytic), Math.Abs(n.Number)) + n.Error + truncation);
}
