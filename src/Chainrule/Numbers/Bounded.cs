namespace Chainrule.Numbers;

/// <summary>
/// A careful double that carries a bound of its own rounding error: |exact − Number| ≤ Error (running error analysis; Wilkinson
/// 1963, Higham 2002, section 3.3). Run a law over these and its tolerance comes out of the law instead of being chosen.
/// </summary>
/// <param name="Number">The computed number, with the very bits of <see cref="F64"/>.</param>
/// <param name="Error">How far the exact result can be from it, to first order in the unit roundoff (second-order terms included where they matter).</param>
public readonly record struct Bounded(double Number, double Error) : IReal<Bounded>
{
    /// <summary>The unit roundoff of a double, 2⁻⁵³: one rounding is off by at most this, relatively.</summary>
    public const double Roundoff = 1.0 / (1L << 53);

    // The C library's exp and log are within 1 ulp, which is at most 2 roundoffs. Its tanh is not: glibc 2.36 was seen 2.6 roundoffs off (of
    // 40 000 arguments, against 200 bits), and about twice that is allowed. Our sigmoid and softplus add at most six roundings.
    private const double Library = 2 * Roundoff, LibraryTanh = 5 * Roundoff, Own = 8 * Roundoff;

    // The series of erf at |x| ≤ 2: rounding x² moves e^(−x²) by up to 4 roundoffs, exp and the factors by 5 more, and its terms peak
    // before the fifth, where product and sum have taken some 20 roundings.
    private const double Series = 32 * Roundoff;

    // eˣ − 1: its series ends with a product and a sum of x and less than a third of it; beyond ½ the difference is at least a third of the larger of eˣ and 1. Goldberg's theorem
    // allows ln(1 + x) 5 units in the last place, with a logarithm that is off by one more. The fraction of erfc: two exps of 2 roundoffs, whose exponents are rounded, and divisions whose
    // errors shrink on the way out; its difference takes half of 1, with erf's error.
    private const double Growth = 8 * Roundoff, LogOfSum = 12 * Roundoff, Fraction = 36 * Roundoff;

    // Results below the normal range lose digits absolutely, not relatively.
    private const double Subnormal = double.Epsilon;

    private static Bounded Rounded(double number, double carried, double relative = Roundoff) =>
        new(number, carried + relative * Math.Abs(number) + Subnormal);

    /// <summary>Constants of a law count as exact: both sides of a comparison use the same double.</summary>
    public static implicit operator Bounded(double constant) => new(constant, 0);

    /// <inheritdoc/>
    public static Bounded operator +(Bounded a, Bounded b) => Sum(a.Number + b.Number, a.Error + b.Error);

    /// <inheritdoc/>
    public static Bounded operator -(Bounded a, Bounded b) => Sum(a.Number - b.Number, a.Error + b.Error);

    // A sum never underflows: where it is below the normal range, or 0, it is exact. So 0 − 0 is on a kink, not near one.
    private static Bounded Sum(double number, double carried) => new(number, carried + Roundoff * Math.Abs(number));

    /// <inheritdoc/>
    public static Bounded operator *(Bounded a, Bounded b) => a == default || b == default
        ? new(a.Number * b.Number, 0)
        : Rounded(a.Number * b.Number, Times(Math.Abs(a.Number), b.Error) + Times(Math.Abs(b.Number), a.Error) + Times(a.Error, b.Error));

    // An exact zero stays exact even beside an unbounded error.
    private static double Times(double size, double error) => size == 0 || error == 0 ? 0 : size * error;

    /// <inheritdoc/>
    public static Bounded operator /(Bounded a, Bounded b)
    {
        double quotient = a.Number / b.Number, nearest = Math.Abs(b.Number) - b.Error;
        return Rounded(quotient, nearest > 0 ? (a.Error + Times(Math.Abs(quotient), b.Error)) / nearest : double.PositiveInfinity);
    }

    /// <inheritdoc/>
    public static Bounded operator -(Bounded a) => new(-a.Number, a.Error);

    /// <inheritdoc/>
    public static Bounded MulAdd(Bounded a, Bounded b, Bounded c) => a * b + c;

    /// <summary>1 − xⁿ: the power is at most 1, so that its error and that of the difference are at most that of 1.</summary>
    public static Bounded OneMinusPower(double x, int n) => new(1 - Math.Pow(x, n), Library + Roundoff);

    /// <inheritdoc/>
    public static Bounded Exp(Bounded x)
    {
        double e = Math.Exp(x.Number);
        return Rounded(e, Times(e, GrowthMinusOne(x.Error)), Library);
    }

    // e^error − 1, without losing it for the tiny errors that are the rule.
    private static double GrowthMinusOne(double error) => error < 1e-4 ? error * (1 + error) : Math.Exp(error) - 1;

    /// <inheritdoc/>
    public static Bounded Expm1(Bounded x) => Rounded(Functions.Expm1(x.Number), Times(Math.Exp(x.Number), GrowthMinusOne(x.Error)), Growth);

    /// <inheritdoc/>
    public static Bounded Log1p(Bounded x)
    {
        // 1 + x may be rounded to less than it is.
        double nearest = (1 + x.Number) * (1 - Roundoff) - x.Error;
        return Rounded(Functions.Log1p(x.Number), x.Error == 0 ? 0 : nearest > 0 ? x.Error / nearest : double.PositiveInfinity, LogOfSum);
    }

    /// <inheritdoc/>
    public static Bounded Log(Bounded x)
    {
        double nearest = x.Number - x.Error;
        return Rounded(Math.Log(x.Number), x.Error == 0 ? 0 : nearest > 0 ? x.Error / nearest : double.PositiveInfinity, Library);
    }

    /// <inheritdoc/>
    public static Bounded Tanh(Bounded x)
    {
        // |tanh″| ≤ 2 tanh′, so inside the interval the slope is at most e^(2·distance) times as steep as in its middle.
        double slope = x.Error == 0 ? 0 : F64.OneMinusTanhSquared(x.Number, Math.Tanh(x.Number));
        return Rounded(Math.Tanh(x.Number), Math.Min(x.Error, Times(slope + Subnormal, GrowthMinusOne(2 * x.Error) / 2)), LibraryTanh);
    }

    /// <inheritdoc/>
    public static Bounded Sqrt(Bounded x)
    {
        double root = Math.Sqrt(x.Number), nearest = Math.Sqrt(Math.Max(0, x.Number - x.Error));
        return Rounded(root, x.Error == 0 ? 0 : x.Error / (root + nearest));
    }

    /// <inheritdoc/>
    public static Bounded Max(Bounded a, Bounded b) => new(Math.Max(a.Number, b.Number), Math.Max(a.Error, b.Error));

    /// <summary>Exact, unless the error reaches across 0: then the step is uncertain by 1.</summary>
    public static Bounded Step(Bounded x) =>
        new(x.Number > 0 ? 1 : 0, x.Error > 0 && Math.Abs(x.Number) <= x.Error ? 1 : 0);

    /// <inheritdoc/>
    public static Bounded Sigmoid(Bounded x)
    {
        // |σ″| ≤ σ′, so inside the interval the slope is at most e^distance times as steep as in its middle.
        double s = Functions.Sigmoid(x.Number), slope = x.Error == 0 ? 0 : s * Functions.Sigmoid(-x.Number);
        return Rounded(s, Math.Min(0.25 * x.Error, Times(slope + Subnormal, GrowthMinusOne(x.Error))), Own);
    }

    /// <inheritdoc/>
    public static Bounded Softplus(Bounded x) =>
        Rounded(Functions.Softplus(x.Number), x.Error == 0 ? 0 : Math.Min(x.Error, Times(Functions.Sigmoid(x.Number) + Subnormal, GrowthMinusOne(x.Error))), Own);

    /// <inheritdoc/>
    public static Bounded Erf(Bounded x) => Rounded(Functions.Erf(x.Number), CarriedByErf(x), Series);

    private static double CarriedByErf(Bounded x)
    {
        double nearest = Math.Max(0, Math.Abs(x.Number) - x.Error);
        return Times(2 / Math.Sqrt(Math.PI) * Math.Exp(-nearest * nearest), x.Error);
    }

    /// <inheritdoc/>
    public static Bounded Erfc(Bounded x) => Rounded(Functions.Erfc(x.Number), CarriedByErf(x), Fraction);

    /// <inheritdoc/>
    public static Bounded OneMinusSigmoid(Bounded z, Bounded a) => Complement.OfSigmoid(z, a, a.Number);

    /// <inheritdoc/>
    public static Bounded OneMinusTanhSquared(Bounded z, Bounded a) => Complement.OfTanhSquared(z, a, a.Number);

    /// <inheritdoc/>
    public static Bounded OnePlusErf(Bounded x) => Complement.OfErf(x, x.Number);

    /// <inheritdoc/>
    public static Bounded LogSumExp(ReadOnlySpan<Bounded> x)
    {
        Bounded largest = Largest(x), sum = Exp(x[0] - largest);
        for (int j = 1; j < x.Length; j++) sum += Exp(x[j] - largest);
        return largest + Log(sum);
    }

    /// <inheritdoc/>
    public static void Softmax(ReadOnlySpan<Bounded> x, Span<Bounded> p)
    {
        Given.SameLength(x.Length, p.Length, nameof(p));
        Bounded largest = Largest(x), sum = 0.0;
        for (int j = 0; j < x.Length; j++)
        {
            p[j] = Exp(x[j] - largest);
            sum += p[j];
        }
        for (int j = 0; j < x.Length; j++) p[j] /= sum;
    }

    // The maximum is taken out and put back, so what it is does not matter, only that both sides use the same: it is exact.
    private static Bounded Largest(ReadOnlySpan<Bounded> x)
    {
        double largest = double.NegativeInfinity;
        foreach (Bounded each in x) largest = Math.Max(largest, each.Number);
        return largest;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Number:R} ± {Error:G2}";
}
