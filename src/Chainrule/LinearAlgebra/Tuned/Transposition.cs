using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// Rows turned into columns, by squares of four rows of four floats in registers of 128 bits, which every processor with registers at all has, and where the
/// matrix is large enough and there are 256 bits, by eight rows of eight.
/// </summary>
internal static unsafe class Transposition
{
    internal const int Side = Storage<F32>.Square;

    /// <summary>
    /// to[i·toRow + j] = from[j·fromRow + i] for i &lt; columns and j &lt; rows, and 0 for j from rows to toRow. Rows are whole squares long, on both sides: columns
    /// are taken, and written, up to the next multiple of the square.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(float* from, nint fromRow, int rows, int columns, float* to, int toRow)
    {
        int full = rows - rows % Side;
        nint first = 0;
        if (Avx.IsSupported && full >= 2 * Side)
            for (; first + 2 * Side <= columns; first += 2 * Side)
            {
                int j = 0;
                for (; j + 2 * Side <= full; j += 2 * Side) LargeSquare(from + first + j * fromRow, fromRow, to + first * toRow + j, toRow);
                for (; j < toRow; j += Side)
                    for (nint i = first; i < first + 2 * Side; i += Side)
                        Square(from + i + j * fromRow, fromRow, rows - j, to + i * toRow + j, toRow);
            }
        for (nint i = first; i < columns; i += Side)
        {
            for (int j = 0; j < full; j += Side) Square(from + i + j * fromRow, fromRow, to + i * toRow + j, toRow);
            for (int j = full; j < toRow; j += Side) Square(from + i + j * fromRow, fromRow, rows - j, to + i * toRow + j, toRow);
        }
    }

    /// <summary>The same for up to four rows, of up to four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void OneSquare(float* from, nint fromRow, int rows, float* to)
    {
        if (rows == Side) Square(from, fromRow, to, Side);
        else Square(from, fromRow, rows, to, Side);
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

    // Pairs of rows, pairs of pairs, and halves of registers change places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LargeSquare(float* from, nint fromRow, float* to, nint toRow)
    {
        float* lower = from + 4 * fromRow;
        Vector256<float> a = Vector256.Load(from), b = Vector256.Load(from + fromRow), c = Vector256.Load(from + 2 * fromRow), d = Vector256.Load(from + 3 * fromRow);
        Vector256<float> e = Vector256.Load(lower), f = Vector256.Load(lower + fromRow), g = Vector256.Load(lower + 2 * fromRow), h = Vector256.Load(lower + 3 * fromRow);
        Vector256<float> ab = Avx.UnpackLow(a, b), abHigh = Avx.UnpackHigh(a, b), cd = Avx.UnpackLow(c, d), cdHigh = Avx.UnpackHigh(c, d);
        Vector256<float> ef = Avx.UnpackLow(e, f), efHigh = Avx.UnpackHigh(e, f), gh = Avx.UnpackLow(g, h), ghHigh = Avx.UnpackHigh(g, h);
        Halves(Avx.Shuffle(ab, cd, LowPairs), Avx.Shuffle(ef, gh, LowPairs), to, toRow);
        Halves(Avx.Shuffle(ab, cd, HighPairs), Avx.Shuffle(ef, gh, HighPairs), to + toRow, toRow);
        Halves(Avx.Shuffle(abHigh, cdHigh, LowPairs), Avx.Shuffle(efHigh, ghHigh, LowPairs), to + 2 * toRow, toRow);
        Halves(Avx.Shuffle(abHigh, cdHigh, HighPairs), Avx.Shuffle(efHigh, ghHigh, HighPairs), to + 3 * toRow, toRow);
    }

    // The two lower floats of each operand, or the two upper ones; the lower halves of two registers, or the upper ones.
    private const byte LowPairs = 0b_01_00_01_00, HighPairs = 0b_11_10_11_10, LowHalves = 0x20, HighHalves = 0x31;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<float> upper, Vector256<float> lower, float* to, nint toRow)
    {
        Avx.Permute2x128(upper, lower, LowHalves).Store(to);
        Avx.Permute2x128(upper, lower, HighHalves).Store(to + 4 * toRow);
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
