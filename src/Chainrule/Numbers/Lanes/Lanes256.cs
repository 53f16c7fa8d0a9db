using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Chainrule.Numbers.Lanes;

/// <summary>8 floats in a register of 256 bits.</summary>
internal readonly struct Lanes256(Vector256<float> lanes) : ILanes<Lanes256>
{
    private readonly Vector256<float> lanes = lanes;

    private Vector256<int> Whole => lanes.AsInt32();

    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    public static int Registers => 16;

    /// <inheritdoc/>
    public static Lanes256 All(float number) => new(Vector256.Create(number));

    /// <inheritdoc/>
    public static Lanes256 Bits(int bits) => new(Vector256.Create(bits).AsSingle());

    /// <inheritdoc/>
    public static unsafe Lanes256 Load(float* from) => new(Vector256.Load(from));

    /// <inheritdoc/>
    public static unsafe void Store(Lanes256 number, float* to) => number.lanes.Store(to);

    /// <inheritdoc/>
    public static implicit operator Lanes256(double constant) => new(Vector256.Create((float)constant));

    /// <inheritdoc/>
    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a.lanes + b.lanes);

    /// <inheritdoc/>
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a.lanes - b.lanes);

    /// <inheritdoc/>
    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a.lanes * b.lanes);

    /// <inheritdoc/>
    public static Lanes256 operator /(Lanes256 a, Lanes256 b) => new(a.lanes / b.lanes);

    /// <inheritdoc/>
    public static Lanes256 operator -(Lanes256 a) => new(-a.lanes);

    /// <summary>a · b + c, rounded once where the processor can, as <see cref="F32"/> does.</summary>
    public static Lanes256 MulAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new(Vector256.MultiplyAddEstimate(a.lanes, b.lanes, c.lanes));

    /// <inheritdoc/>
    public static Lanes256 Sqrt(Lanes256 x) => new(Vector256.Sqrt(x.lanes));

    /// <inheritdoc/>
    public static Lanes256 Max(Lanes256 a, Lanes256 b) => new(Vector256.Max(a.lanes, b.lanes));

    // Where one of the two is not a number the native instructions answer with the second.

    /// <inheritdoc/>
    public static Lanes256 AtMost(Lanes256 x, Lanes256 limit) => new(Vector256.MinNative(limit.lanes, x.lanes));

    /// <inheritdoc/>
    public static Lanes256 AtLeast(Lanes256 x, Lanes256 limit) => new(Vector256.MaxNative(limit.lanes, x.lanes));

    /// <inheritdoc/>
    public static Lanes256 MulSub(Lanes256 a, Lanes256 b, Lanes256 c) =>
        Fma.IsSupported ? new(Fma.MultiplyAddNegated(a.lanes, b.lanes, c.lanes)) : MulAdd(-a, b, c);

    /// <inheritdoc/>
    public static Lanes256 Reciprocal(Lanes256 x) => new(Vector256<float>.One / x.lanes);

    /// <inheritdoc/>
    public static Lanes256 Greater(Lanes256 a, Lanes256 b) => new(Vector256.GreaterThan(a.lanes, b.lanes));

    /// <inheritdoc/>
    public static Lanes256 Select(Lanes256 mask, Lanes256 yes, Lanes256 no) => new(Vector256.ConditionalSelect(mask.lanes, yes.lanes, no.lanes));

    /// <inheritdoc/>
    public static Lanes256 And(Lanes256 a, Lanes256 b) => new(a.lanes & b.lanes);

    /// <inheritdoc/>
    public static Lanes256 Or(Lanes256 a, Lanes256 b) => new(a.lanes | b.lanes);

    /// <inheritdoc/>
    public static Lanes256 AddBits(Lanes256 a, Lanes256 b) => new((a.Whole + b.Whole).AsSingle());

    /// <inheritdoc/>
    public static Lanes256 ShiftLeft(Lanes256 a, int places) => new((a.Whole << places).AsSingle());

    /// <inheritdoc/>
    public static Lanes256 ShiftRight(Lanes256 a, int places) => new((a.Whole >> places).AsSingle());

    /// <inheritdoc/>
    public static Lanes256 FromWhole(Lanes256 bits) => new(Vector256.ConvertToSingle(bits.Whole));
}
