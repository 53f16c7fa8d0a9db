using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>The widths of register there are kernels for. Kernels hold nothing, so one of each will do.</summary>
internal static class Widths
{
    /// <summary>Every width, widest first, and whether this processor has it. The narrowest needs nothing.</summary>
    internal static IReadOnlyList<(int Bits, bool IsHere, Kernels<F32> Kernels)> All { get; } =
    [
        (512, Avx512F.IsSupported, new FloatKernels<Lanes512>()),
        (256, Avx2.IsSupported, new FloatKernels<Lanes256>()),
        (128, Vector128.IsHardwareAccelerated, new FloatKernels<Lanes128>()),
        (32, true, new FloatKernels<Lanes1>()),
    ];

    /// <summary>The widest that this processor has.</summary>
    internal static Kernels<F32> Widest { get; } = All.First(each => each.IsHere).Kernels;
}
