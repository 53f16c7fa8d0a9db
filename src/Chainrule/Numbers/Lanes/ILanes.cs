using System.Runtime.CompilerServices;

namespace Chainrule.Numbers.Lanes;

/// <summary>
/// Several floats side by side in one register, read as one number: every operation acts on each lane by itself. A law of
/// <c>Chainrule.Rules</c> run over lanes computes as many examples, or units, at once as the register is wide. The widths 512, 256 and 128 bits and
/// the single float differ in the few members below and in nothing else.
/// </summary>
/// <typeparam name="R">The implementing register itself.</typeparam>
internal interface ILanes<R> : IReal<R> where R : struct, ILanes<R>
{
    /// <summary>How many floats there are in it.</summary>
    static abstract int Count { get; }

    /// <summary>How many such registers a kernel may count on: 32 came with those of 512 bits.</summary>
    static abstract int Registers { get; }

    /// <summary>The same float in every lane.</summary>
    static abstract R All(float number);

    /// <summary>The same bits in every lane.</summary>
    static abstract R Bits(int bits);

    /// <summary><see cref="Count"/> floats from memory.</summary>
    static abstract unsafe R Load(float* from);

    /// <summary><see cref="Count"/> floats to memory.</summary>
    static abstract unsafe void Store(R number, float* to);

    /// <summary>The smaller of the two; if x is NaN, NaN.</summary>
    static abstract R AtMost(R x, R limit);

    /// <summary>The larger of the two; if x is NaN, NaN.</summary>
    static abstract R AtLeast(R x, R limit);

    /// <summary>c − a · b, rounded as <see cref="IReal{R}.MulAdd"/> is.</summary>
    static abstract R MulSub(R a, R b, R c);

    /// <summary>1/x within 2 units in the last place, for x from 1 to 2⁶⁰.</summary>
    static abstract R Reciprocal(R x);

    /// <summary>x·2ⁿ, rounded at most once, for n from −252 to 254 in the form n + <see cref="LaneFunctions.RoundingShift"/>: it stands in the lowest bits.</summary>
    static virtual R Scale(R x, R shifted) => LaneFunctions.ScaleByHalves(x, shifted);

    /// <summary>All bits set where a &gt; b, none elsewhere.</summary>
    static abstract R Greater(R a, R b);

    /// <summary><paramref name="yes"/> where the mask's bits are set, <paramref name="no"/> elsewhere.</summary>
    static abstract R Select(R mask, R yes, R no);

    /// <summary>The bits that are set in both.</summary>
    static abstract R And(R a, R b);

    /// <summary>The bits that are set in either.</summary>
    static abstract R Or(R a, R b);

    /// <summary>The bits as whole numbers, added.</summary>
    static abstract R AddBits(R a, R b);

    /// <summary>The bits moved up by <paramref name="places"/>, zeros following.</summary>
    static abstract R ShiftLeft(R a, int places);

    /// <summary>The bits as a signed whole number, moved down by <paramref name="places"/>.</summary>
    static abstract R ShiftRight(R a, int places);

    /// <summary>The bits as a signed whole number, turned into the float of that value.</summary>
    static abstract R FromWhole(R bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static R IReal<R>.Exp(R x) => LaneFunctions.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static R IReal<R>.Log(R x) => LaneFunctions.Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static R IReal<R>.Tanh(R x) => LaneFunctions.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static R IReal<R>.Step(R x) => LaneFunctions.Step(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static R IReal<R>.Sigmoid(R x) => LaneFunctions.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static R IReal<R>.Softplus(R x) => LaneFunctions.Softplus(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static R IReal<R>.Expm1(R x) => LaneFunctions.Expm1(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static R IReal<R>.Log1p(R x) => LaneFunctions.Log1p(x);

    static R IReal<R>.Erf(R x) => LaneFunctions.LaneByLane(x, Functions.Erf);

    static R IReal<R>.Erfc(R x) => LaneFunctions.LaneByLane(x, Functions.Erfc);

    static R IReal<R>.OnePlusErf(R x) => LaneFunctions.LaneByLane(-x, Functions.Erfc);

    static R IReal<R>.LogSumExp(ReadOnlySpan<R> x) => LaneFunctions.LogSumExp(x);

    static void IReal<R>.Softmax(ReadOnlySpan<R> x, Span<R> p) => LaneFunctions.Softmax(x, p);
}
