namespace Chainrule.Numbers;

/// <summary>
/// A dual number a + a′ε with ε² = 0: the number, and beside it its derivative with respect to one chosen input (forward-mode
/// differentiation; Clifford 1873, Wengert 1964). Seed the input with ε = 1 and every result carries dresult/dinput.
/// </summary>
/// <typeparam name="R">
/// The numbers it is made of: <see cref="F64"/> for a derivative, <see cref="Bounded"/> for a derivative that knows its own rounding
/// error, <c>Dual&lt;F64&gt;</c> for a second derivative.
/// </typeparam>
/// <param name="Number">a, the number.</param>
/// <param name="Derivative">a′, its derivative.</param>
/// <remarks>
/// The slopes are deliberately written in another form than in <c>Chainrule.Rules</c> (σ′ as σ(x)·σ(−x), tanh′ as 4σ(2x)σ(−2x)), so
/// that the two derivations check each other.
/// </remarks>
public readonly record struct Dual<R>(R Number, R Derivative) : IReal<Dual<R>> where R : struct, IReal<R>
{
    /// <summary>A variable: x + 1·ε.</summary>
    public static Dual<R> Variable(R x) => new(x, 1.0);

    /// <inheritdoc/>
    public static implicit operator Dual<R>(double constant) => new(constant, 0.0);

    /// <inheritdoc/>
    public static Dual<R> operator +(Dual<R> a, Dual<R> b) => new(a.Number + b.Number, a.Derivative + b.Derivative);

    /// <inheritdoc/>
    public static Dual<R> operator -(Dual<R> a, Dual<R> b) => new(a.Number - b.Number, a.Derivative - b.Derivative);

    /// <inheritdoc/>
    public static Dual<R> operator *(Dual<R> a, Dual<R> b) =>
        new(a.Number * b.Number, a.Derivative * b.Number + a.Number * b.Derivative);

    /// <inheritdoc/>
    public static Dual<R> operator /(Dual<R> a, Dual<R> b)
    {
        R quotient = a.Number / b.Number;
        return new(quotient, (a.Derivative - quotient * b.Derivative) / b.Number);
    }

    /// <inheritdoc/>
    public static Dual<R> operator -(Dual<R> a) => new(-a.Number, -a.Derivative);

    /// <inheritdoc/>
    public static Dual<R> MulAdd(Dual<R> a, Dual<R> b, Dual<R> c) => a * b + c;

    /// <inheritdoc/>
    public static Dual<R> Exp(Dual<R> x)
    {
        R e = R.Exp(x.Number);
        return new(e, e * x.Derivative);
    }

    /// <inheritdoc/>
    public static Dual<R> Expm1(Dual<R> x) => new(R.Expm1(x.Number), R.Exp(x.Number) * x.Derivative);

    /// <inheritdoc/>
    public static Dual<R> Log1p(Dual<R> x) => new(R.Log1p(x.Number), x.Derivative / ((R)1.0 + x.Number));

    /// <inheritdoc/>
    public static Dual<R> Log(Dual<R> x) => new(R.Log(x.Number), x.Derivative / x.Number);

    /// <inheritdoc/>
    public static Dual<R> Tanh(Dual<R> x)
    {
        R twice = x.Number + x.Number;
        return new(R.Tanh(x.Number), (R)4.0 * R.Sigmoid(twice) * R.Sigmoid(-twice) * x.Derivative);
    }

    /// <inheritdoc/>
    public static Dual<R> Sqrt(Dual<R> x)
    {
        R root = R.Sqrt(x.Number);
        return new(root, x.Derivative / (root + root));
    }

    /// <inheritdoc/>
    public static Dual<R> Max(Dual<R> a, Dual<R> b)
    {
        R aIsLarger = R.Step(a.Number - b.Number);
        return new(R.Max(a.Number, b.Number), aIsLarger * a.Derivative + ((R)1.0 - aIsLarger) * b.Derivative);
    }

    /// <inheritdoc/>
    public static Dual<R> Step(Dual<R> x) => new(R.Step(x.Number), 0.0);

    /// <inheritdoc/>
    public static Dual<R> Sigmoid(Dual<R> x)
    {
        R s = R.Sigmoid(x.Number);
        return new(s, s * R.Sigmoid(-x.Number) * x.Derivative);
    }

    /// <inheritdoc/>
    public static Dual<R> Softplus(Dual<R> x) => new(R.Softplus(x.Number), R.Sigmoid(x.Number) * x.Derivative);

    /// <inheritdoc/>
    public static Dual<R> Erf(Dual<R> x) =>
        new(R.Erf(x.Number), (R)2.0 / R.Sqrt(Math.PI) * R.Exp(-(x.Number * x.Number)) * x.Derivative);

    /// <inheritdoc/>
    public static Dual<R> Erfc(Dual<R> x) =>
        new(R.Erfc(x.Number), (R)(-2.0) / R.Sqrt(Math.PI) * R.Exp(-(x.Number * x.Number)) * x.Derivative);

    /// <summary>1 − σ(z): it falls as fast as σ rises.</summary>
    public static Dual<R> OneMinusSigmoid(Dual<R> z, Dual<R> a)
    {
        R rest = R.OneMinusSigmoid(z.Number, a.Number);
        return new(rest, -(a.Number * rest * z.Derivative));
    }

    /// <summary>1 − tanh²z, whose derivative is −2 tanh z (1 − tanh²z).</summary>
    public static Dual<R> OneMinusTanhSquared(Dual<R> z, Dual<R> a)
    {
        R slope = R.OneMinusTanhSquared(z.Number, a.Number);
        return new(slope, (R)(-2.0) * a.Number * slope * z.Derivative);
    }

    /// <inheritdoc/>
    public static Dual<R> OnePlusErf(Dual<R> x) => new(R.OnePlusErf(x.Number), Erf(x).Derivative);

    /// <inheritdoc/>
    public static Dual<R> LogSumExp(ReadOnlySpan<Dual<R>> x)
    {
        R[] numbers = Numbers(x), p = new R[x.Length];
        R.Softmax(numbers, p);
        return new(R.LogSumExp(numbers), Mean(x, p));
    }

    /// <inheritdoc/>
    public static void Softmax(ReadOnlySpan<Dual<R>> x, Span<Dual<R>> p)
    {
        Given.SameLength(x.Length, p.Length, nameof(p));
        R[] weights = new R[x.Length];
        R.Softmax(Numbers(x), weights);
        R mean = Mean(x, weights);
        for (int j = 0; j < x.Length; j++) p[j] = new(weights[j], weights[j] * (x[j].Derivative - mean));
    }

    private static R[] Numbers(ReadOnlySpan<Dual<R>> x)
    {
        var numbers = new R[x.Length];
        for (int j = 0; j < x.Length; j++) numbers[j] = x[j].Number;
        return numbers;
    }

    // ⟨p, x′⟩, the derivative of the log-sum-exp.
    private static R Mean(ReadOnlySpan<Dual<R>> x, R[] p)
    {
        R mean = p[0] * x[0].Derivative;
        for (int j = 1; j < x.Length; j++) mean += p[j] * x[j].Derivative;
        return mean;
    }
}
