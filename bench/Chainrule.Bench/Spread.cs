using Chainrule.Numbers;

namespace Chainrule.Bench;

/// <summary>
/// The careful double, and with it the variance of what a float computation of the same law would be off by. Each float operation adds an error of its
/// own, independent of the others and at most u = 2⁻²⁴ relatively, so variances add up where a worst case would add up errors: a sum of n products is off by
/// some √n·u, not n·u (Higham and Mary 2019, "A new approach to probabilistic rounding error analysis"). The order of a sum does not matter to it.
/// </summary>
internal readonly record struct Spread(double Number, double Variance) : IReal<Spread>
{
    /// <summary>The unit roundoff of a float.</summary>
    internal const double Roundoff = 1.0 / (1 << 24);

    /// <summary>
    /// How many standard deviations nothing may exceed. Of ten million numbers (the largest network) each is farther off with probability at most
    /// 2·exp(−λ²/2), all together with less than 1e-9 for λ = √(2 ln(2e7/1e-9)).
    /// </summary>
    internal static readonly double Deviations = Math.Sqrt(2 * Math.Log(2e7 / 1e-9));

    // Floats of exp, log, tanh and what is made of them are within 4 roundoffs.
    private const double Library = 4 * Roundoff;

    /// <summary>How far the float may be from the number.</summary>
    internal double Bound => Deviations * Math.Sqrt(Variance);

    private static double Square(double x) => x * x;

    private static Spread Rounded(double number, double carried, double relative = Roundoff) => new(number, carried + Square(relative * number));

    public static implicit operator Spread(double constant) => new(constant, (float)constant == constant ? 0 : Square(Roundoff * constant));

    public static Spread operator +(Spread a, Spread b) => Rounded(a.Number + b.Number, a.Variance + b.Variance);

    public static Spread operator -(Spread a, Spread b) => Rounded(a.Number - b.Number, a.Variance + b.Variance);

    public static Spread operator *(Spread a, Spread b) =>
        Rounded(a.Number * b.Number, Square(a.Number) * b.Variance + Square(b.Number) * a.Variance);

    public static Spread operator /(Spread a, Spread b)
    {
        double quotient = a.Number / b.Number;
        return Rounded(quotient, (a.Variance + Square(quotient) * b.Variance) / Square(b.Number));
    }

    public static Spread operator -(Spread a) => new(-a.Number, a.Variance);

    // Fused or not: the rounding of the product is counted, the float may save it.
    public static Spread MulAdd(Spread a, Spread b, Spread c) => a * b + c;

    public static Spread Exp(Spread x)
    {
        double e = Math.Exp(x.Number);
        return Rounded(e, Square(e) * x.Variance, Library);
    }

    public static Spread Expm1(Spread x) => Rounded(Functions.Expm1(x.Number), Square(Math.Exp(x.Number)) * x.Variance, Library);

    public static Spread Log1p(Spread x) => Rounded(Functions.Log1p(x.Number), x.Variance / Square(1 + x.Number), Library);

    public static Spread Log(Spread x) => Rounded(Math.Log(x.Number), x.Variance / Square(x.Number), Library);

    public static Spread Tanh(Spread x)
    {
        double t = Math.Tanh(x.Number);
        return Rounded(t, Square(1 - t * t) * x.Variance, Library);
    }

    public static Spread Sqrt(Spread x)
    {
        double root = Math.Sqrt(x.Number);
        return Rounded(root, x.Variance / Square(2 * root));
    }

    // Where the two are too near to tell apart, either may be taken.
    public static Spread Max(Spread a, Spread b)
    {
        Spread difference = new(a.Number - b.Number, a.Variance + b.Variance), larger = a.Number > b.Number ? a : b;
        return Math.Abs(difference.Number) > difference.Bound ? larger : new(larger.Number, Math.Max(a.Variance, b.Variance));
    }

    public static Spread Step(Spread x) => new(x.Number > 0 ? 1 : 0, Math.Abs(x.Number) <= x.Bound && x.Variance > 0 ? 1 : 0);

    public static Spread Sigmoid(Spread x)
    {
        double s = Functions.Sigmoid(x.Number);
        return Rounded(s, Square(s * (1 - s)) * x.Variance, Library);
    }

    public static Spread Softplus(Spread x) =>
        Rounded(Functions.Softplus(x.Number), Square(Functions.Sigmoid(x.Number)) * x.Variance, Library);

    public static Spread Erf(Spread x) =>
        Rounded(Functions.Erf(x.Number), 4 / Math.PI * Math.Exp(-2 * Square(x.Number)) * x.Variance, Library);

    public static Spread Erfc(Spread x) =>
        Rounded(Functions.Erfc(x.Number), 4 / Math.PI * Math.Exp(-2 * Square(x.Number)) * x.Variance, Library);

    public static Spread LogSumExp(ReadOnlySpan<Spread> x)
    {
        var p = new Spread[x.Length];
        Softmax(x, p);
        double variance = 0;
        for (int i = 0; i < x.Length; i++) variance += Square(p[i].Number) * x[i].Variance;
        return Rounded(F64.LogSumExp(Numbers(x)), variance, Library);
    }

    // ∂pⱼ/∂xᵢ = pⱼ(δᵢⱼ − pᵢ); an exp, a sum of n and a quotient are rounded.
    public static void Softmax(ReadOnlySpan<Spread> x, Span<Spread> p)
    {
        var numbers = new F64[x.Length];
        F64.Softmax(Numbers(x), numbers);
        for (int j = 0; j < x.Length; j++)
        {
            double variance = 0;
            for (int i = 0; i < x.Length; i++) variance += Square(numbers[j] * ((i == j ? 1 : 0) - numbers[i])) * x[i].Variance;
            p[j] = Rounded(numbers[j], variance, Library * Math.Sqrt(1 + Math.Log2(x.Length)));
        }
    }

    private static F64[] Numbers(ReadOnlySpan<Spread> x)
    {
        var numbers = new F64[x.Length];
        for (int i = 0; i < x.Length; i++) numbers[i] = x[i].Number;
        return numbers;
    }
}
