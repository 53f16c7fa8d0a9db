using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>Rows turned into columns, by squares of four rows of four floats in registers of 128 bits, which every processor with registers at all has.</summary>
internal static unsafe class Transposition
{
    internal const int Side = 4;

    /// <summary>
    /// to[i·toRow + j] = from[j·fromRow + i] for i &lt; columns and j &lt; rows, and 0 for j from rows to toRow. Rows are whole squares long, on both sides: columns
    /// are taken, and written, up to the next multiple of the square.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(float* from, nint fromRow, int rows, int columns, float* to, int toRow)
    {
        int full = rows - rows % Side;
        for (nint i = 0; i < columns; i += Side)
        {
            for (int j = 0; j < full; j += Side) Square(from + i + j * fromRow, fromRow, to + i * toRow + j, toRow);
            for (int j = full; j < toRow; j += Side) Square(from + i + j * fromRow, fromRow, rows - j, to + i * toRow + j, toRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(float* from, nint fromRow, float* to, nint toRow) =>
        Square(Vector128.Load(from), Vector128.Load(from + fromRow), Vector128.Load(from + 2 * fromRow), Vector128.Load(from + 3 * fromRow), to, toRow);

    // So many rows exist; the others count as zeros.
    private static void Square(float* from, nint fromRow, int rows, float* to, nint toRow)
    {
        Vector128<float> none = default;
        Square(
            rows > 0 ? Vector128.Load(from) : none, rows > 1 ? Vector128.Load(from + fromRow) : none,
            rows > 2 ? Vector128.Load(from + 2 * fromRow) : none, rows > 3 ? Vector128.Load(from + 3 * fromRow) : none, to, toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, float* to, nint toRow)
    {
        Vector128<float> ac = Pairs.Low(a, c), bd = Pairs.Low(b, d), acHigh = Pairs.High(a, c), bdHigh = Pairs.High(b, d);
        Pairs.Low(ac, bd).Store(to);
        Pairs.High(ac, bd).Store(to + toRow);
        Pairs.Low(acHigh, bdHigh).Store(to + 2 * toRow);
        Pairs.High(acHigh, bdHigh).Store(to + 3 * toRow);
    }
}
