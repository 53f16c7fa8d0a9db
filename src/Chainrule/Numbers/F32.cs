namespace Chainrule.Numbers;

/// <summary>The single-precision float, for training at speed: 24 bits, a relative rounding error of at most 6e-8 an operation.</summary>
public readonly record struct F32(float Number) : IReal<F32>
{
    /// <inheritdoc/>
    public static implicit operator F32(double constant) => new((float)constant);

    /// <summary>The plain float.</summary>
    public static implicit operator float(F32 x) => x.Number;

    /// <inheritdoc/>
    public static F32 operator +(F32 a, F32 b) => new(a.Number + b.Number);

    /// <inheritdoc/>
    public static F32 operator -(F32 a, F32 b) => new(a.Number - b.Number);

    /// <inheritdoc/>
    public static F32 operator *(F32 a, F32 b) => new(a.Number * b.Number);

    /// <inheritdoc/>
    public static F32 operator /(F32 a, F32 b) => new(a.Number / b.Number);

    /// <inheritdoc/>
    public static F32 operator -(F32 a) => new(-a.Number);

    /// <inheritdoc/>
    public static F32 MulAdd(F32 a, F32 b, F32 c) => new(MathF.FusedMultiplyAdd(a.Number, b.Number, c.Number));

    /// <inheritdoc/>
    public static F32 Exp(F32 x) => new(MathF.Exp(x.Number));

    /// <inheritdoc/>
    public static F32 Expm1(F32 x) => new((float)Functions.Expm1(x.Number));

    /// <inheritdoc/>
    public static F32 Log1p(F32 x) => new((float)Functions.Log1p(x.Number));

    /// <inheritdoc/>
    public static F32 Log(F32 x) => new(MathF.Log(x.Number));

    /// <inheritdoc/>
    public static F32 Tanh(F32 x) => new(MathF.Tanh(x.Number));

    /// <inheritdoc/>
    public static F32 Sqrt(F32 x) => new(MathF.Sqrt(x.Number));

    /// <inheritdoc/>
    public static F32 Max(F32 a, F32 b) => new(MathF.Max(a.Number, b.Number));

    /// <inheritdoc/>
    public static F32 Step(F32 x) => new(x.Number > 0 ? 1 : 0);

    // The careful functions are borrowed from the doubles and rounded once: the correctly rounded float in all but rare cases.

    /// <inheritdoc/>
    public static F32 Sigmoid(F32 x) => new((float)Functions.Sigmoid(x.Number));

    /// <inheritdoc/>
    public static F32 Softplus(F32 x) => new((float)Functions.Softplus(x.Number));

    /// <inheritdoc/>
    public static F32 Erf(F32 x) => new((float)Functions.Erf(x.Number));

    /// <inheritdoc/>
    public static F32 Erfc(F32 x) => new((float)Functions.Erfc(x.Number));

    /// <inheritdoc/>
    public static F32 OnePlusErf(F32 x) => new((float)Functions.Erfc(-x.Number));

    /// <inheritdoc/>
    public static F32 LogSumExp(ReadOnlySpan<F32> x)
    {
        float largest = Largest(x), sum = 0;
        foreach (F32 each in x) sum += MathF.Exp(each.Number - largest);
        return new(largest + MathF.Log(sum));
    }

    /// <inheritdoc/>
    public static void Softmax(ReadOnlySpan<F32> x, Span<F32> p)
    {
        Given.SameLength(x.Length, p.Length, nameof(p));
        float largest = Largest(x), sum = 0;
        for (int j = 0; j < x.Length; j++)
        {
            p[j] = new(MathF.Exp(x[j].Number - largest));
            sum += p[j].Number;
        }
        for (int j = 0; j < x.Length; j++) p[j] = new(p[j].Number / sum);
    }

    private static float Largest(ReadOnlySpan<F32> x)
    {
        float largest = float.NegativeInfinity;
        foreach (F32 each in x) largest = MathF.Max(largest, each.Number);
        return largest;
    }

    /// <inheritdoc/>
    public override string ToString() => Number.ToString("R");
}
