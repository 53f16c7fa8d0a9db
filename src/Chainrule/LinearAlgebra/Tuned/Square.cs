using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

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
        Vector128<float> ac = Low(a, c), bd = Low(b, d), acHigh = High(a, c), bdHigh = High(b, d);
        Low(ac, bd).Store(to);
        High(ac, bd).Store(to + toRow);
        Low(acHigh, bdHigh).Store(to + 2 * toRow);
        High(acHigh, bdHigh).Store(to + 3 * toRow);
    }

    // a₀ b₀ a₁ b₁.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    // a₂ b₂ a₃ b₃.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
