using Chainrule.LinearAlgebra.Tuned;

namespace Chainrule.Tests.LinearAlgebra.Tuned;

/// <summary>The register widths this processor has, and a way to make all kernels use one of them for a while.</summary>
[CollectionDefinition(nameof(Width), DisableParallelization = true)]
public sealed class Width : IDisposable
{
    private readonly FloatKernels before = FloatKernels.Current;

    private Width(int bits) => FloatKernels.Current = FloatKernels.Widths.First(each => each.Bits == bits).Kernels;

    public static TheoryData<int> Here => [.. FloatKernels.Widths.Where(each => each.IsHere).Select(each => each.Bits)];

    internal static Width Force(int bits) => new(bits);

    public void Dispose() => FloatKernels.Current = before;
}
