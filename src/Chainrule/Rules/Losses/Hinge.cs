using Chainrule.Numbers;

namespace Chainrule.Rules.Losses;

/// <summary>
/// 1/m Σ max(1 − y·a, 0) for targets of −1 or 1: an output on the right side by a margin of 1 costs nothing. The slope is −y inside the margin, else 0. (Cortes and Vapnik 1995, "Support-vector
/// networks", with the slack as the loss.)
/// </summary>
public readonly struct Hinge : ILoss
{
    /// <inheritdoc/>
    public static string Name => "hinge";

    /// <inheritdoc/>
    public static string Words => "how far outputs are from being on the right side of 0 by a margin of 1; the rest costs nothing";

    /// <inheritdoc/>
    public static bool IsMeanOverOutputs => true;

    /// <inheritdoc/>
    public static T Term<T>(T a, T y) where T : struct, IReal<T> => T.Max((T)1.0 - y * a, 0.0);

    /// <inheritdoc/>
    public static T Slope<T>(T a, T y) where T : struct, IReal<T> => -y * T.Step((T)1.0 - y * a);

    /// <summary>Where y·a = 1. Since y is −1 or 1, that is a = y.</summary>
    public static ReadOnlySpan<double> Kinks => [0];

    /// <inheritdoc/>
    public static string? WrongTargets(ReadOnlySpan<double> y)
    {
        for (int j = 0; j < y.Length; j++)
            if (y[j] is not (1 or -1)) return $"target y[{j}] is {y[j]:R}, wanted -1 or 1, the two sides";
        return null;
    }
}
