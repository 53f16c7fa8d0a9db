using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>Four rows of four floats turned into four columns, in registers of 128 bits, which every processor with registers at all has.</summary>
internal static unsafe class Square
{
    internal const int Side = 4;

    /// <summary>to[i, j] = from[j, i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(float* from, nint fromRow, float* to, nint toRow) =>
        Transpose(Vector128.Load(from), Vector128.Load(from + fromRow), Vector128.Load(from + 2 * fromRow), Vector128.Load(from + 3 * fromRow), to, toRow);

    /// <summary>to[i, j] = from[j, i], of which only so many rows exist; the others count as zeros.</summary>
    internal static void Transpose(float* from, nint fromRow, int rows, float* to, nint toRow)
    {
        Vector128<float> none = default;
        Transpose(
            rows > 0 ? Vector128.Load(from) : none, rows > 1 ? Vector128.Load(from + fromRow) : none,
            rows > 2 ? Vector128.Load(from + 2 * fromRow) : none, rows > 3 ? Vector128.Load(from + 3 * fromRow) : none, to, toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, float* to, nint toRow)
    {
        Vector128<float> ac = Pairs.Low(a, c), bd = Pairs.Low(b, d), acHigh = Pairs.High(a, c), bdHigh = Pairs.High(b, d);
        Pairs.Low(ac, bd).Store(to);
        Pairs.High(ac, bd).Store(to + toRow);
        Pairs.Low(acHigh, bdHigh).Store(to + 2 * toRow);
        Pairs.High(acHigh, bdHigh).Store(to + 3 * toRow);
    }
}
