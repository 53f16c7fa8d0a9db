namespace Chainrule.Numbers;

/// <summary>
/// What a number must be able to do for a network to be computed with it: a small alphabet. Every law in
/// <c>Chainrule.Rules</c> is written in these letters once, and every implementation of this interface reads it its own way:
/// as a careful double, a float, a dual number, a number with an error bound, or a node of a graph.
/// </summary>
/// <typeparam name="T">The implementing type itself.</typeparam>
public interface IReal<T> where T : struct, IReal<T>
{
    /// <summary>A constant of the law, such as the ½ in ½(a − y)².</summary>
    static abstract implicit operator T(double constant);

    /// <summary>a + b.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>a − b.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>a · b.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>a / b.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>−a.</summary>
    static abstract T operator -(T a);

    /// <summary>a · b + c; whether the product is rounded before the sum is the reader's business.</summary>
    static abstract T MulAdd(T a, T b, T c);

    /// <summary>eˣ.</summary>
    static abstract T Exp(T x);

    /// <summary>eˣ − 1, to the last digits for small x too, where the 1 would swallow them.</summary>
    static abstract T Expm1(T x);

    /// <summary>ln x.</summary>
    static abstract T Log(T x);

    /// <summary>ln(1 + x), to the last digits for small x too.</summary>
    static abstract T Log1p(T x);

    /// <summary>The hyperbolic tangent, (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ), in (−1, 1).</summary>
    static abstract T Tanh(T x);

    /// <summary>√x.</summary>
    static abstract T Sqrt(T x);

    /// <summary>The larger of the two. At a tie its derivative follows <paramref name="b"/>, so Max(x, 0) has slope 0 at 0.</summary>
    static abstract T Max(T a, T b);

    /// <summary>1 where x &gt; 0, else 0; the slope of Max(x, 0). Its own derivative is 0.</summary>
    static abstract T Step(T x);

    /// <summary>σ(x) = 1/(1 + e⁻ˣ), computed so that it neither overflows nor loses digits at either end.</summary>
    static abstract T Sigmoid(T x);

    /// <summary>ln(1 + eˣ), computed as max(x, 0) + ln(1 + e^−|x|).</summary>
    static abstract T Softplus(T x);

    /// <summary>The error function, 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    static abstract T Erf(T x);

    /// <summary>1 − erf x, to the last digits where erf x is nearly 1.</summary>
    static abstract T Erfc(T x);

    /// <summary>ln Σ exp(xᵢ), computed with the largest x taken out, so that it does not overflow.</summary>
    static abstract T LogSumExp(ReadOnlySpan<T> x);

    /// <summary>pⱼ = exp(xⱼ) / Σ exp(xᵢ), computed with the largest x taken out; <paramref name="p"/> has the length of x.</summary>
    static abstract void Softmax(ReadOnlySpan<T> x, Span<T> p);

    /// <summary>
    /// 1 − σ(z), from z and the already computed a = σ(z). Careful numbers take σ(−z) where 1 − a would lose digits (see <see cref="Complement"/>); registers, which must be fast, always 1 − a.
    /// </summary>
    static virtual T OneMinusSigmoid(T z, T a) => 1 - a;

    /// <summary>1 − tanh²z, from z and the already computed a = tanh z. Careful numbers take 4σ(2z)σ(−2z) where 1 − a² would lose digits; registers always 1 − a².</summary>
    static virtual T OneMinusTanhSquared(T z, T a) => 1 - a * a;

    /// <summary>1 + erf x, which careful numbers compute as erfc(−x) where the sum would lose digits.</summary>
    static virtual T OnePlusErf(T x) => 1 + T.Erf(x);

    /// <summary>
    /// 1 − xⁿ of a constant x from 0 to 1, computed in doubles: with the floats of 0.999 and 1, half the digits of 1 − 0.999 would be gone. A graph records the textbook form.
    /// </summary>
    static virtual T OneMinusPower(double x, int n) => 1 - Math.Pow(x, n);
}

/// <summary>Letters that are spelled with others of the alphabet, the same for every number type.</summary>
public static class Real
{
    /// <summary>
    /// The smaller of the two, −max(−b, −a). The operands are swapped so that at a tie the derivative follows
    /// <paramref name="a"/>: Min(x, 0) has slope 1 at 0, where Max(x, 0) has slope 0, and the two add up to x.
    /// </summary>
    public static T Min<T>(T a, T b) where T : struct, IReal<T> => -T.Max(-b, -a);

    /// <summary>x², a product and not a power, so that it needs no logarithm.</summary>
    public static T Square<T>(T x) where T : struct, IReal<T> => x * x;
}
