namespace Chainrule.Numbers;

/// <summary>
/// The careful double: every operation rounded by itself, in the order in which it is written, never fused. This is the
/// reference which the other readers are compared with.
/// </summary>
public readonly record struct F64(double Number) : IReal<F64>, IElementary<F64>
{
    /// <inheritdoc/>
    public static implicit operator F64(double constant) => new(constant);

    /// <summary>The plain double.</summary>
    public static implicit operator double(F64 x) => x.Number;

    /// <inheritdoc/>
    public static F64 operator +(F64 a, F64 b) => new(a.Number + b.Number);

    /// <inheritdoc/>
    public static F64 operator -(F64 a, F64 b) => new(a.Number - b.Number);

    /// <inheritdoc/>
    public static F64 operator *(F64 a, F64 b) => new(a.Number * b.Number);

    /// <inheritdoc/>
    public static F64 operator /(F64 a, F64 b) => new(a.Number / b.Number);

    /// <inheritdoc/>
    public static F64 operator -(F64 a) => new(-a.Number);

    /// <inheritdoc/>
    public static F64 MulAdd(F64 a, F64 b, F64 c) => new(a.Number * b.Number + c.Number);

    /// <inheritdoc/>
    public static F64 Exp(F64 x) => new(Math.Exp(x.Number));

    /// <inheritdoc/>
    public static F64 Expm1(F64 x) => new(Functions.Expm1(x.Number));

    /// <inheritdoc/>
    public static F64 Log1p(F64 x) => new(Functions.Log1p(x.Number));

    /// <inheritdoc/>
    public static F64 Log(F64 x) => new(Math.Log(x.Number));

    /// <inheritdoc/>
    public static F64 Tanh(F64 x) => new(Math.Tanh(x.Number));

    /// <inheritdoc/>
    public static F64 Sqrt(F64 x) => new(Math.Sqrt(x.Number));

    /// <inheritdoc/>
    public static F64 Max(F64 a, F64 b) => new(Math.Max(a.Number, b.Number));

    /// <inheritdoc/>
    public static F64 Step(F64 x) => new(x.Number > 0 ? 1 : 0);

    /// <inheritdoc/>
    public static F64 Sigmoid(F64 x) => new(Functions.Sigmoid(x.Number));

    /// <inheritdoc/>
    public static F64 Softplus(F64 x) => new(Functions.Softplus(x.Number));

    /// <inheritdoc/>
    public static F64 Erf(F64 x) => new(Functions.Erf(x.Number));

    /// <inheritdoc/>
    public static F64 Erfc(F64 x) => new(Functions.Erfc(x.Number));

    /// <inheritdoc/>
    public static F64 OneMinusSigmoid(F64 z, F64 a) => Complement.OfSigmoid(z, a, a.Number);

    /// <inheritdoc/>
    public static F64 OneMinusTanhSquared(F64 z, F64 a) => Complement.OfTanhSquared(z, a, a.Number);

    /// <inheritdoc/>
    public static F64 OnePlusErf(F64 x) => Complement.OfErf(x, x.Number);

    /// <inheritdoc/>
    public static F64 LogSumExp(ReadOnlySpan<F64> x)
    {
        double largest = Largest(x), sum = 0;
        foreach (F64 each in x) sum += Math.Exp(each.Number - largest);
        return new(largest + Math.Log(sum));
    }

    /// <inheritdoc/>
    public static void Softmax(ReadOnlySpan<F64> x, Span<F64> p)
    {
        Given.SameLength(x.Length, p.Length, nameof(p));
        double largest = Largest(x), sum = 0;
        for (int j = 0; j < x.Length; j++)
        {
            p[j] = Math.Exp(x[j].Number - largest);
            sum += p[j].Number;
        }
        for (int j = 0; j < x.Length; j++) p[j] = p[j].Number / sum;
    }

    /// <inheritdoc/>
    public static F64 Pi => new(Math.PI);

    /// <inheritdoc/>
    public static F64 Pow(F64 a, F64 b) => new(Math.Pow(a.Number, b.Number));

    /// <inheritdoc/>
    public static F64 Sin(F64 x) => new(Math.Sin(x.Number));

    /// <inheritdoc/>
    public static F64 Cos(F64 x) => new(Math.Cos(x.Number));

    /// <inheritdoc/>
    public static bool IsZero(F64 x) => x.Number == 0;

    private static double Largest(ReadOnlySpan<F64> x)
    {
        double largest = double.NegativeInfinity;
        foreach (F64 each in x) largest = Math.Max(largest, each.Number);
        return largest;
    }

    /// <inheritdoc/>
    public override string ToString() => Number.ToString("R");
}
