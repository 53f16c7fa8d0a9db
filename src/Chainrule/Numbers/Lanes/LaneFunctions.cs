using System.Runtime.CompilerServices;

namespace Chainrule.Numbers.Lanes;

/// <summary>
/// exp, log, tanh and their kin on all lanes at once: one text for every register width. For every float, subnormals, ±0 and ±∞ included, exp, log, tanh and
/// sigmoid are within 2 units in the last place of the exact value (softplus, and tanh on a processor that does not fuse multiply and add, within 3), NaN stays NaN, and the value is as exact where it is itself
/// subnormal. A test walks them, on request all 2³² of them.
/// </summary>
/// <remarks>Inlined by order: a call would have to put its registers down in memory and take them up again.</remarks>
internal static class LaneFunctions
{
    private const int SignBit = int.MinValue, SizeBits = int.MaxValue, FractionBits = 23, ExponentBias = 127;

    // ln 2 in two floats: the first ends in eight zero bits, so that n·ln2High is exact for every n that occurs.
    private const float Ln2High = 0.693145751953125f, Ln2Low = 1.428606765330187e-6f, Log2E = 1.44269504f;

    // x + 1.5·2²³ has no room for a fraction: the addition rounds x to a whole number, which then stands in the lowest bits. With 127 more it stands there as the
    // exponent of 2ⁿ.
    internal const float RoundingShift = 12582912f + ExponentBias;

    // e^89 is beyond the largest float and e^−105 below half the smallest: outside, the answer does not change any more.
    private const float ExpLargest = 89, ExpSmallest = -105;

    // tanh 9.02 is already nearer to 1 than to any other float.
    private const float TanhIsOneFrom = 10;

    private const float SmallestNormal = 1.17549435e-38f, TwoTo24 = 16777216;

    /// <summary>|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Abs<R>(R x) where R : struct, ILanes<R> => R.And(x, R.Bits(SizeBits));

    /// <summary>1 where x &gt; 0, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Step<R>(R x) where R : struct, ILanes<R> => R.And(R.Greater(x, R.All(0)), R.All(1));

    /// <summary>eˣ = 2ⁿ·eʳ with n the whole number nearest to x/ln 2, so that |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Exp<R>(R x) where R : struct, ILanes<R> => ExpBelowLimit(R.AtMost(x, R.All(ExpLargest)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R ExpBelowLimit<R>(R x) where R : struct, ILanes<R>
    {
        (R shifted, R r) = Reduce(R.AtLeast(x, R.All(ExpSmallest)));
        return R.Scale(Exp1m(r) + R.All(1), shifted);
    }

    // x = n·ln 2 + r, and n + the shift. NaN stays in r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (R Shifted, R R) Reduce<R>(R x) where R : struct, ILanes<R>
    {
        R shifted = R.MulAdd(x, R.All(Log2E), R.All(RoundingShift));
        R n = shifted - R.All(RoundingShift);
        R r = R.MulAdd(n, R.All(-Ln2Low), R.MulAdd(n, R.All(-Ln2High), x));
        return (shifted, r);
    }

    // 2ⁿ itself need not be a float; its two halves always are, and only the last product rounds, once, where the result is subnormal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static R ScaleByHalves<R>(R x, R shifted) where R : struct, ILanes<R>
    {
        R n = R.AddBits(shifted, R.Bits(-BitConverter.SingleToInt32Bits(RoundingShift))), half = R.ShiftRight(n, 1), rest = R.ShiftRight(R.AddBits(n, R.Bits(1)), 1);
        return x * PowerOfTwo(R.AddBits(half, R.Bits(ExponentBias))) * PowerOfTwo(R.AddBits(rest, R.Bits(ExponentBias)));
    }

    // e^−18 is less than half a unit in the last place of 1.
    private const float Expm1IsMinusOneUpTo = -18;

    /// <summary>
    /// eˣ − 1 = 2(p(eʳ − 1) + (p − ½)) with 2p = 2ⁿ: for small x it is eʳ − 1 itself, nothing cancels. 2ⁿ need not be a float, its half always is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Expm1<R>(R x) where R : struct, ILanes<R>
    {
        (R shifted, R r) = Reduce(R.AtLeast(R.AtMost(x, R.All(ExpLargest)), R.All(Expm1IsMinusOneUpTo)));
        R p = PowerOfTwo(R.AddBits(shifted, R.Bits(-1))), half = R.MulAdd(p, Exp1m(r), p - R.All(0.5f));
        return half + half;
    }

    // eʳ − 1 = r + r²(c₀ + c₁r + … + c₄r⁴), the coefficients fitted (Remez) for the smallest largest relative error, 1.3e-8, on |r| ≤ ½ ln 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R Exp1m<R>(R r) where R : struct, ILanes<R>
    {
        // In pairs (Estrin 1960): as many operations, but fewer that wait for each other.
        R square = r * r, low = R.MulAdd(R.All(0.16666543f), r, R.All(0.49999997f)), high = R.MulAdd(R.All(0.00836658f), r, R.All(0.0416672f));
        return R.MulAdd(R.MulAdd(R.MulAdd(R.All(0.0013882509f), square, high), square, low), square, r);
    }

    // 2ⁿ from the lowest bits of n + the shift.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R PowerOfTwo<R>(R shifted) where R : struct, ILanes<R> => R.ShiftLeft(shifted, FractionBits);

    /// <summary>
    /// tanh x = t/(t + 2) with t = e^(2|x|) − 1, and the sign of x. With 2|x| = n·ln 2 + r, t = 2ⁿ(eʳ − 1) + (2ⁿ − 1), which for small x is eʳ − 1 itself: nothing
    /// cancels. What rounding took from d = t + 2 and from the quotient q is divided once more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Tanh<R>(R x) where R : struct, ILanes<R>
    {
        R size = R.AtMost(Abs(x), R.All(TanhIsOneFrom));
        (R shifted, R r) = Reduce(size + size);
        R power = PowerOfTwo(shifted), t = R.MulAdd(power, Exp1m(r), power - R.All(1));
        R d = t + R.All(2);
        return R.Or(Quotient(t, d, t - (d - R.All(2))), R.And(x, R.Bits(SignBit)));
    }

    // top/(d + lost) to first order in lost, what rounding took from the sum d: the quotient q, and what is left of top, top − q(d + lost), divided once more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R Quotient<R>(R top, R d, R lost) where R : struct, ILanes<R>
    {
        R y = R.Reciprocal(d), q = top * y, rest = R.MulSub(q, lost, R.MulSub(q, d, top));
        return R.MulAdd(rest, y, q);
    }

    /// <summary>σ(x) = 1/(1 + e⁻ˣ), for x &lt; 0 in the equal form eˣ/(1 + eˣ). As in tanh, what rounding took is divided once more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Sigmoid<R>(R x) where R : struct, ILanes<R>
    {
        R one = R.All(1), e = ExpBelowLimit(-Abs(x)), d = one + e;
        return Quotient(R.Select(R.Greater(R.All(0), x), e, one), d, e - (d - one));
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Softplus<R>(R x) where R : struct, ILanes<R>
    {
        // ln(1 + u) as in Log1p; u ≤ 1, so that there is always something to correct.
        R u = ExpBelowLimit(-Abs(x)), w = R.All(1) + u;
        return R.Max(x, R.All(0)) + (Log(w) + (u - (w - R.All(1))) / w);
    }

    /// <summary>ln x = e·ln 2 + ln(1 + f), where x = 2ᵉ(1 + f) and √½ ≤ 1 + f &lt; √2. −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Log<R>(R x) where R : struct, ILanes<R>
    {
        R subnormal = R.Greater(R.All(SmallestNormal), x), normal = R.Select(subnormal, x * R.All(TwoTo24), x);
        // Subtracting the bits of √½ makes the exponent field step at √½ instead of at 1.
        int root = BitConverter.SingleToInt32Bits(0.70710677f);
        R steps = R.AddBits(normal, R.Bits(-root));
        R e = R.FromWhole(R.ShiftRight(steps, FractionBits)) - R.And(subnormal, R.All(24));
        R f = R.AddBits(R.And(steps, R.Bits((1 << FractionBits) - 1)), R.Bits(root)) - R.All(1);
        R sum = R.MulAdd(e, R.All(Ln2High), LogNearOne(f, e * R.All(Ln2Low)));
        R finite = R.Select(R.Greater(x, R.All(0)), sum, R.Select(R.Greater(R.All(0), x), R.All(float.NaN), R.All(float.NegativeInfinity)));
        // ∞ and NaN, which no comparison with them as limits would tell from a large number, answer themselves.
        return R.Select(R.Greater(R.All(float.PositiveInfinity), x), finite, x);
    }

    // ln(1 + f) + small = f + (f³(c₀ + … + c₇f⁷) − ½f² + small), fitted (Remez) with a relative error of 6e-9 for √½ ≤ 1 + f ≤ √2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R LogNearOne<R>(R f, R small) where R : struct, ILanes<R>
    {
        R p = R.MulAdd(R.All(-0.076345026f), f, R.All(0.12761578f));
        p = R.MulAdd(p, f, R.All(-0.13160181f));
        p = R.MulAdd(p, f, R.All(0.14201757f));
        p = R.MulAdd(p, f, R.All(-0.16623357f));
        p = R.MulAdd(p, f, R.All(0.20001227f));
        p = R.MulAdd(p, f, R.All(-0.2500082f));
        p = R.MulAdd(p, f, R.All(0.33333331f));
        R square = f * f;
        return f + R.MulAdd(p, square * f, R.MulAdd(R.All(-0.5f), square, small));
    }

    /// <summary>ln(1 + x). With w the rounded 1 + x, ln w + (x − (w − 1))/w to first order in what the rounding lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Log1p<R>(R x) where R : struct, ILanes<R>
    {
        R w = R.All(1) + x, log = Log(w);
        // Where the logarithm is ±∞ or NaN there is nothing to correct. The sign is that of x: of −0 too.
        return R.Or(R.Select(R.Greater(R.All(float.PositiveInfinity), Abs(log)), log + (x - (w - R.All(1))) / w, log), R.And(x, R.Bits(SignBit)));
    }

    /// <summary>A function of the library's doubles, lane by lane: careful, and not fast.</summary>
    public static unsafe R LaneByLane<R>(R x, Func<double, double> function) where R : struct, ILanes<R>
    {
        float* lanes = stackalloc float[R.Count];
        R.Store(x, lanes);
        for (int i = 0; i < R.Count; i++) lanes[i] = (float)function(lanes[i]);
        return R.Load(lanes);
    }

    /// <summary>ln Σ exp(xᵢ), the largest x taken out.</summary>
    public static R LogSumExp<R>(ReadOnlySpan<R> x) where R : struct, ILanes<R>
    {
        R largest = Largest(x), sum = Exp(x[0] - largest);
        for (int i = 1; i < x.Length; i++) sum += Exp(x[i] - largest);
        return largest + Log(sum);
    }

    /// <summary>pⱼ = exp(xⱼ)/Σ exp(xᵢ), the largest x taken out.</summary>
    public static void Softmax<R>(ReadOnlySpan<R> x, Span<R> p) where R : struct, ILanes<R>
    {
        R largest = Largest(x), sum = R.All(0);
        for (int j = 0; j < x.Length; j++)
        {
            p[j] = Exp(x[j] - largest);
            sum += p[j];
        }
        for (int j = 0; j < x.Length; j++) p[j] /= sum;
    }

    private static R Largest<R>(ReadOnlySpan<R> x) where R : struct, ILanes<R>
    {
        R largest = x[0];
        foreach (R each in x) largest = R.Max(largest, each);
        return largest;
    }
}
