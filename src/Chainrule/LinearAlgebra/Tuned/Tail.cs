using System.Runtime.CompilerServices;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// What follows a product, number by number, while its numbers are still in the nearest cache: a = f(z) after Z = A·Wᵀ + b, or dz = da ⊙ f′(z) after dA = dZ·W.
/// </summary>
internal readonly unsafe struct Tail
{
    private readonly float* z, a, dz;
    private readonly int stride, length;

    private Tail(float* z, float* a, float* dz, int stride, int length)
    {
        this.z = z;
        this.a = a;
        this.dz = dz;
        (this.stride, this.length) = (stride, length);
    }

    /// <summary>a = f(z), where z is the product.</summary>
    internal static Tail Apply(float* a, int stride, int length) => new(null, a, null, stride, length);

    /// <summary>dz = da ⊙ f′(z), where da is the product.</summary>
    internal static Tail Pull(float* z, float* a, float* dz, int stride, int length) => new(z, a, dz, stride, length);

    /// <summary>Whether anything follows.</summary>
    internal bool IsThere => a != null;

    /// <summary>Whether it can follow strip by strip: in rows narrower than a register, the numbers of one row are not alone in it.</summary>
    internal bool IsByStrip<R>() where R : struct, ILanes<R> => IsThere && stride >= R.Count;

    /// <summary>For all numbers of the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Whole<R>(LaneLaw<R> law, float* product) where R : struct, ILanes<R> => Block(law, product, 0, length / R.Count);

    /// <summary>For some rows of the panel that begins at this column.</summary>
    internal void Strip<R>(LaneLaw<R> law, float* product, int firstRow, int endRow, int column, int width) where R : struct, ILanes<R>
    {
        // Rows are filled up to whole registers, narrow panels too.
        int registers = Math.Max(1, width / R.Count);
        for (int row = firstRow; row < endRow; row++) Block(law, product, (nint)row * stride + column, registers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Block<R>(LaneLaw<R> law, float* product, nint at, int registers) where R : struct, ILanes<R>
    {
        if (dz == null) law.Apply(new(product + at, registers), new(a + at, registers));
        else law.Pull(new(product + at, registers), new(z + at, registers), new(a + at, registers), new(dz + at, registers));
    }
}
