using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>The groups of columns in which products are computed: two registers wide, and the last as narrow as will do.</summary>
internal static class Panels
{
    internal const int Narrowest = 4;

    /// <summary>Two of the widest registers this processor has.</summary>
    internal static int Widest { get; } = Avx512F.IsSupported ? 32 : Vector256.IsHardwareAccelerated ? 16 : 8;

    internal static int Count(int columns) => (columns + Widest - 1) / Widest;

    /// <summary>4, 8, 16 or 32, as far as there is such a width: how wide the panel is that begins where so many columns are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Width(int left) => left <= 4 ? 4 : left <= 8 ? 8 : left <= 16 ? Math.Min(16, Widest) : Widest;

    /// <summary>How wide all panels are together.</summary>
    internal static int RoomFor(int columns)
    {
        int whole = (columns - 1) / Widest * Widest;
        return whole + Width(columns - whole);
    }

    /// <summary>Where a number is: unit (the row) and input (the column) of a matrix in panels.</summary>
    internal static int Place(int unit, int input, int units, int inputs)
    {
        int begin = unit & ~(Widest - 1);
        return begin * inputs + input * Width(units - begin) + unit - begin;
    }
}
