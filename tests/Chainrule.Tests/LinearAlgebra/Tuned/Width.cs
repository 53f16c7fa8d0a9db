using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;

namespace Chainrule.Tests.LinearAlgebra.Tuned;

/// <summary>The register widths this processor has. What is tested with all of them takes the processor for itself.</summary>
[CollectionDefinition(nameof(Width), DisableParallelization = true)]
public sealed class Width
{
    public static TheoryData<int> Here => [.. Widths.All.Where(each => each.IsHere).Select(each => each.Bits)];

    internal static Kernels<F32> Of(int bits) => Widths.All.First(each => each.Bits == bits).Kernels;
}
