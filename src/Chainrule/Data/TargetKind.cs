using System.Numerics;

namespace Chainrule.Data;

/// <summary>What the targets of some examples are.</summary>
public enum TargetKind
{
    /// <summary>Numbers, to be met as nearly as can be.</summary>
    Numbers,

    /// <summary>Classes, one-hot: a 1 in the place of the class, else 0.</summary>
    OneHot,

    /// <summary>Two classes, as 0 and 1.</summary>
    ZeroOne,

    /// <summary>Two classes, as −1 and 1.</summary>
    Sides,
}

/// <summary>Finds out what targets are, by looking at all of them.</summary>
internal static class TargetKinds
{
    internal static TargetKind Of<N>(ReadOnlySpan<N> y, int outputs) where N : INumber<N>
    {
        if (outputs == 1)
            return y.IndexOfAnyExcept(N.Zero, N.One) < 0 ? TargetKind.ZeroOne : y.IndexOfAnyExcept(-N.One, N.One) < 0 ? TargetKind.Sides : TargetKind.Numbers;
        for (int first = 0; first < y.Length; first += outputs)
        {
            ReadOnlySpan<N> row = y.Slice(first, outputs);
            if (row.IndexOfAnyExcept(N.Zero, N.One) >= 0 || row.Count(N.One) != 1) return TargetKind.Numbers;
        }
        return TargetKind.OneHot;
    }

    internal static int ClassOf<N>(ReadOnlySpan<N> y, TargetKind kind) where N : INumber<N> => kind switch
    {
        TargetKind.OneHot => y.IndexOf(N.One),
        TargetKind.ZeroOne or TargetKind.Sides => y[0] == N.One ? 1 : 0,
        _ => 0,
    };
}
