namespace Chainrule.Numbers;

/// <summary>Real functions which the runtime lacks, or has only in a form that loses digits.</summary>
internal static class Functions
{
    /// <summary>
    /// ln(1 + u) for u ≥ 0 without the loss of 1 + u for small u: with w the rounded 1 + u, ln(w)·u/(w − 1).
    /// The errors of ln w and of w − 1 are the same and cancel (Kahan; see Goldberg 1991, theorem 4). Within 5 ulp.
    /// </summary>
    public static double Log1p(double u)
    {
        double w = 1 + u;
        return w == 1 ? u : double.IsPositiveInfinity(w) ? w : Math.Log(w) * u / (w - 1);
    }

    /// <summary>σ(x) = 1/(1 + e⁻ˣ). For x &lt; 0 the equal form eˣ/(1 + eˣ) keeps the exponential from overflowing.</summary>
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    // erfc(6) = 2e-17 is less than half a unit in the last place of 1.
    private const double ErfIsOneFrom = 6;

    // Below, the series needs at most some 40 terms and its factor e^(−x²) keeps its digits; above, the fraction converges fast.
    private const double ErfSeriesUpTo = 2;

    /// <summary>
    /// The error function. Up to |x| = 2 by the series erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)), whose terms are
    /// all of one sign (Abramowitz and Stegun 1964, 7.1.6); above by 1 − erfc x and Laplace's continued fraction
    /// erfc x = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))) (7.1.14).
    /// </summary>
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (double.IsNaN(x) || size >= ErfIsOneFrom) return double.IsNaN(x) ? x : Math.Sign(x);
        return size <= ErfSeriesUpTo ? ErfSeries(x) : Math.Sign(x) * (1 - ErfcFraction(size));
    }

    private static double ErfSeries(double x)
    {
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double ErfcFraction(double x)
    {
        // Backward from the 100th partial denominator: at x = 2 the fraction has long settled to the last digit.
        double fraction = x;
        for (int k = 100; k >= 1; k--) fraction = x + 0.5 * k / fraction;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
