using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Chainrule.Numbers.Lanes;

/// <summary>4 floats in a register of 128 bits.</summary>
internal readonly struct Lanes128(Vector128<float> lanes) : ILanes<Lanes128>
{
    private readonly Vector128<float> lanes = lanes;

    private Vector128<int> Whole => lanes.AsInt32();

    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    public static int Registers => 16;

    /// <inheritdoc/>
    public static Lanes128 All(float number) => new(Vector128.Create(number));

    /// <inheritdoc/>
    public static Lanes128 Bits(int bits) => new(Vector128.Create(bits).AsSingle());

    /// <inheritdoc/>
    public static unsafe Lanes128 Load(float* from) => new(Vector128.Load(from));

    /// <inheritdoc/>
    public static unsafe void Store(Lanes128 number, float* to) => number.lanes.Store(to);

    /// <inheritdoc/>
    public static implicit operator Lanes128(double constant) => new(Vector128.Create((float)constant));

    /// <inheritdoc/>
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a.lanes + b.lanes);

    /// <inheritdoc/>
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a.lanes - b.lanes);

    /// <inheritdoc/>
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a.lanes * b.lanes);

    /// <inheritdoc/>
    public static Lanes128 operator /(Lanes128 a, Lanes128 b) => new(a.lanes / b.lanes);

    /// <inheritdoc/>
    public static Lanes128 operator -(Lanes128 a) => new(-a.lanes);

    /// <summary>a · b + c, rounded once where the processor can, as <see cref="F32"/> does.</summary>
    public static Lanes128 MulAdd(Lanes128 a, Lanes128 b, Lanes128 c) => new(Vector128.MultiplyAddEstimate(a.lanes, b.lanes, c.lanes));

    /// <inheritdoc/>
    public static Lanes128 Sqrt(Lanes128 x) => new(Vector128.Sqrt(x.lanes));

    /// <inheritdoc/>
    public static Lanes128 Max(Lanes128 a, Lanes128 b) => new(Vector128.Max(a.lanes, b.lanes));

    // Where one of the two is not a number the native instructions answer with the second.

    /// <inheritdoc/>
    public static Lanes128 AtMost(Lanes128 x, Lanes128 limit) => new(Vector128.MinNative(limit.lanes, x.lanes));

    /// <inheritdoc/>
    public static Lanes128 AtLeast(Lanes128 x, Lanes128 limit) => new(Vector128.MaxNative(limit.lanes, x.lanes));

    /// <inheritdoc/>
    public static Lanes128 MulSub(Lanes128 a, Lanes128 b, Lanes128 c) =>
        Fma.IsSupported ? new(Fma.MultiplyAddNegated(a.lanes, b.lanes, c.lanes)) : MulAdd(-a, b, c);

    /// <inheritdoc/>
    public static Lanes128 Reciprocal(Lanes128 x) => new(Vector128<float>.One / x.lanes);

    /// <inheritdoc/>
    public static Lanes128 Greater(Lanes128 a, Lanes128 b) => new(Vector128.GreaterThan(a.lanes, b.lanes));

    /// <inheritdoc/>
    public static Lanes128 Select(Lanes128 mask, Lanes128 yes, Lanes128 no) => new(Vector128.ConditionalSelect(mask.lanes, yes.lanes, no.lanes));

    /// <inheritdoc/>
    public static Lanes128 And(Lanes128 a, Lanes128 b) => new(a.lanes & b.lanes);

    /// <inheritdoc/>
    public static Lanes128 Or(Lanes128 a, Lanes128 b) => new(a.lanes | b.lanes);

    /// <inheritdoc/>
    public static Lanes128 AddBits(Lanes128 a, Lanes128 b) => new((a.Whole + b.Whole).AsSingle());

    /// <inheritdoc/>
    public static Lanes128 ShiftLeft(Lanes128 a, int places) => new((a.Whole << places).AsSingle());

    /// <inheritdoc/>
    public static Lanes128 ShiftRight(Lanes128 a, int places) => new((a.Whole >> places).AsSingle());

    /// <inheritdoc/>
    public static Lanes128 FromWhole(Lanes128 bits) => new(Vector128.ConvertToSingle(bits.Whole));
}
