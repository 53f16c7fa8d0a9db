using System.Runtime.Intrinsics;

namespace Chainrule.Numbers.Lanes;

/// <summary>One float: what a processor without registers for several has, and the width with which the others are compared.</summary>
internal readonly struct Lanes1(float lane) : ILanes<Lanes1>
{
    private readonly float lane = lane;

    private int Whole => BitConverter.SingleToInt32Bits(lane);

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static int Registers => 16;

    /// <inheritdoc/>
    public static Lanes1 All(float number) => new(number);

    /// <inheritdoc/>
    public static Lanes1 Bits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    /// <inheritdoc/>
    public static unsafe Lanes1 Load(float* from) => new(*from);

    /// <inheritdoc/>
    public static unsafe void Store(Lanes1 number, float* to) => *to = number.lane;

    /// <inheritdoc/>
    public static implicit operator Lanes1(double constant) => new((float)constant);

    /// <inheritdoc/>
    public static Lanes1 operator +(Lanes1 a, Lanes1 b) => new(a.lane + b.lane);

    /// <inheritdoc/>
    public static Lanes1 operator -(Lanes1 a, Lanes1 b) => new(a.lane - b.lane);

    /// <inheritdoc/>
    public static Lanes1 operator *(Lanes1 a, Lanes1 b) => new(a.lane * b.lane);

    /// <inheritdoc/>
    public static Lanes1 operator /(Lanes1 a, Lanes1 b) => new(a.lane / b.lane);

    /// <inheritdoc/>
    public static Lanes1 operator -(Lanes1 a) => new(-a.lane);

    /// <summary>a · b + c, rounded once where the processor can, as <see cref="F32"/> does.</summary>
    public static Lanes1 MulAdd(Lanes1 a, Lanes1 b, Lanes1 c) => new(float.MultiplyAddEstimate(a.lane, b.lane, c.lane));

    /// <inheritdoc/>
    public static Lanes1 Sqrt(Lanes1 x) => new(MathF.Sqrt(x.lane));

    /// <inheritdoc/>
    public static Lanes1 Max(Lanes1 a, Lanes1 b) => new(MathF.Max(a.lane, b.lane));

    /// <inheritdoc/>
    public static Lanes1 AtMost(Lanes1 x, Lanes1 limit) => x.lane > limit.lane ? limit : x;

    /// <inheritdoc/>
    public static Lanes1 AtLeast(Lanes1 x, Lanes1 limit) => x.lane < limit.lane ? limit : x;

    /// <inheritdoc/>
    public static Lanes1 MulSub(Lanes1 a, Lanes1 b, Lanes1 c) => MulAdd(-a, b, c);

    /// <inheritdoc/>
    public static Lanes1 Reciprocal(Lanes1 x) => new(1 / x.lane);

    /// <inheritdoc/>
    public static Lanes1 Greater(Lanes1 a, Lanes1 b) => Bits(a.lane > b.lane ? -1 : 0);

    /// <inheritdoc/>
    public static Lanes1 Select(Lanes1 mask, Lanes1 yes, Lanes1 no) => Bits((mask.Whole & yes.Whole) | (~mask.Whole & no.Whole));

    /// <inheritdoc/>
    public static Lanes1 And(Lanes1 a, Lanes1 b) => Bits(a.Whole & b.Whole);

    /// <inheritdoc/>
    public static Lanes1 Or(Lanes1 a, Lanes1 b) => Bits(a.Whole | b.Whole);

    /// <inheritdoc/>
    public static Lanes1 AddBits(Lanes1 a, Lanes1 b) => Bits(a.Whole + b.Whole);

    /// <inheritdoc/>
    public static Lanes1 ShiftLeft(Lanes1 a, int places) => Bits(a.Whole << places);

    /// <inheritdoc/>
    public static Lanes1 ShiftRight(Lanes1 a, int places) => Bits(a.Whole >> places);

    /// <inheritdoc/>
    public static Lanes1 FromWhole(Lanes1 bits) => new(bits.Whole);
}
