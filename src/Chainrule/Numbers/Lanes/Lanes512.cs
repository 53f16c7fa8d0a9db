using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Chainrule.Numbers.Lanes;

/// <summary>16 floats in a register of 512 bits.</summary>
internal readonly struct Lanes512(Vector512<float> lanes) : ILanes<Lanes512>
{
    private readonly Vector512<float> lanes = lanes;

    private Vector512<int> Whole => lanes.AsInt32();

    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    public static int Registers => 32;

    /// <inheritdoc/>
    public static Lanes512 All(float number) => new(Vector512.Create(number));

    /// <inheritdoc/>
    public static Lanes512 Bits(int bits) => new(Vector512.Create(bits).AsSingle());

    /// <inheritdoc/>
    public static unsafe Lanes512 Load(float* from) => new(Vector512.Load(from));

    /// <inheritdoc/>
    public static unsafe void Store(Lanes512 number, float* to) => number.lanes.Store(to);

    /// <inheritdoc/>
    public static implicit operator Lanes512(double constant) => new(Vector512.Create((float)constant));

    /// <inheritdoc/>
    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a.lanes + b.lanes);

    /// <inheritdoc/>
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a.lanes - b.lanes);

    /// <inheritdoc/>
    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a.lanes * b.lanes);

    /// <inheritdoc/>
    public static Lanes512 operator /(Lanes512 a, Lanes512 b) => new(a.lanes / b.lanes);

    /// <inheritdoc/>
    public static Lanes512 operator -(Lanes512 a) => new(-a.lanes);

    /// <summary>a · b + c, rounded once where the processor can, as <see cref="F32"/> does.</summary>
    public static Lanes512 MulAdd(Lanes512 a, Lanes512 b, Lanes512 c) => new(Vector512.MultiplyAddEstimate(a.lanes, b.lanes, c.lanes));

    /// <inheritdoc/>
    public static Lanes512 Sqrt(Lanes512 x) => new(Vector512.Sqrt(x.lanes));

    /// <inheritdoc/>
    public static Lanes512 Max(Lanes512 a, Lanes512 b) => new(Vector512.Max(a.lanes, b.lanes));

    // Where one of the two is not a number the native instructions answer with the second.

    /// <inheritdoc/>
    public static Lanes512 AtMost(Lanes512 x, Lanes512 limit) => new(Vector512.MinNative(limit.lanes, x.lanes));

    /// <inheritdoc/>
    public static Lanes512 AtLeast(Lanes512 x, Lanes512 limit) => new(Vector512.MaxNative(limit.lanes, x.lanes));

    /// <inheritdoc/>
    public static Lanes512 MulSub(Lanes512 a, Lanes512 b, Lanes512 c) =>
        Avx512F.IsSupported ? new(Avx512F.FusedMultiplyAddNegated(a.lanes, b.lanes, c.lanes)) : MulAdd(-a, b, c);

    /// <inheritdoc/>
    public static Lanes512 Reciprocal(Lanes512 x)
    {
        if (!Avx512F.IsSupported) return new(Vector512<float>.One / x.lanes);
        // An estimate of 14 bits, and one step of Newton's to twice as many.
        Vector512<float> y = Avx512F.Reciprocal14(x.lanes);
        return new(Avx512F.FusedMultiplyAdd(Avx512F.FusedMultiplyAddNegated(x.lanes, y, Vector512<float>.One), y, y));
    }

    /// <summary>x·2ⁿ: with 512 bits came an instruction for it.</summary>
    public static Lanes512 Scale(Lanes512 x, Lanes512 shifted) =>
        Avx512F.IsSupported ? new(Avx512F.Scale(x.lanes, shifted.lanes - Vector512.Create(LaneFunctions.RoundingShift))) : LaneFunctions.ScaleByHalves(x, shifted);

    /// <inheritdoc/>
    public static Lanes512 Greater(Lanes512 a, Lanes512 b) => new(Vector512.GreaterThan(a.lanes, b.lanes));

    /// <inheritdoc/>
    public static Lanes512 Select(Lanes512 mask, Lanes512 yes, Lanes512 no) => new(Vector512.ConditionalSelect(mask.lanes, yes.lanes, no.lanes));

    /// <inheritdoc/>
    public static Lanes512 And(Lanes512 a, Lanes512 b) => new(a.lanes & b.lanes);

    /// <inheritdoc/>
    public static Lanes512 Or(Lanes512 a, Lanes512 b) => new(a.lanes | b.lanes);

    /// <inheritdoc/>
    public static Lanes512 AddBits(Lanes512 a, Lanes512 b) => new((a.Whole + b.Whole).AsSingle());

    /// <inheritdoc/>
    public static Lanes512 ShiftLeft(Lanes512 a, int places) => new((a.Whole << places).AsSingle());

    /// <inheritdoc/>
    public static Lanes512 ShiftRight(Lanes512 a, int places) => new((a.Whole >> places).AsSingle());

    /// <inheritdoc/>
    public static Lanes512 FromWhole(Lanes512 bits) => new(Vector512.ConvertToSingle(bits.Whole));
}
