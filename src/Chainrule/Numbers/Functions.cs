namespace Chainrule.Numbers;

/// <summary>Real functions which the runtime lacks, or has only in a form that loses digits.</summary>
internal static class Functions
{
    // (½)¹⁵/16! is less than a thirtieth of the roundoff.
    private const double ExpSeriesUpTo = 0.5;
    private const int ExpSeriesTerms = 16;

    /// <summary>
    /// eˣ − 1. Up to |x| = ½ by its series x + x²/2! + x³/3! + …; beyond, the 1 takes at most the digits of a sum five times as large as the result.
    /// </summary>
    public static double Expm1(double x)
    {
        if (!(Math.Abs(x) <= ExpSeriesUpTo)) return Math.Exp(x) - 1;
        double rest = 1.0 / ExpSeriesTerms;
        for (int n = ExpSeriesTerms - 1; n >= 2; n--) rest = (1 + x * rest) / n;
        return x + x * x * rest;
    }

    /// <summary>
    /// ln(1 + u) without the loss of 1 + u for small u: with w the rounded 1 + u, ln(w)·u/(w − 1).
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

    // Up to here erf x takes from 1 no more than half.
    private const double ErfcIsADifferenceUpTo = 0.45;

    /// <summary>1 − erf x: the difference while erf x is at most ½, then Laplace's continued fraction.</summary>
    public static double Erfc(double x) => !(x > ErfcIsADifferenceUpTo) ? 1 - Erf(x) : ErfcFraction(x);

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
        if (x > ErfcIsZeroFrom) return 0;
        // Cut off after so many partial denominators the fraction is off by less than a quarter of the roundoff: found with 60 digits, at eleven x from 0.45 to 20.
        double fraction = x;
        for (int k = 12 + (int)(210 / (x * x)); k >= 1; k--) fraction = x + 0.5 * k / fraction;
        return ExpOfMinusSquare(x) / Math.Sqrt(Math.PI) / fraction;
    }

    // e^(−27.3²) is below half the smallest double.
    private const double ErfcIsZeroFrom = 27.3;

    // The rounding of x² would be magnified x² times: x = h + r with h a float, whose square is exact, and x² = h² + r(x + h).
    private static double ExpOfMinusSquare(double x)
    {
        double h = (float)x;
        return Math.Exp(-h * h) * Math.Exp(-(x - h) * (x + h));
    }
}
