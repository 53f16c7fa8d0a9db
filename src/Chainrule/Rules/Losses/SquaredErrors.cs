using Chainrule.Numbers;

namespace Chainrule.Rules.Losses;

/// <summary>½ Σ (a − y)², half the sum of squared errors; slope a − y. The ½ is there so that the 2 of the derivative cancels.</summary>
public readonly struct HalfSse : ILoss
{
    /// <inheritdoc/>
    public static string Name => "half-sse";

    /// <inheritdoc/>
    public static string Words => "half the sum of the squared errors";

    /// <inheritdoc/>
    public static T Term<T>(T a, T y) where T : struct, IReal<T> => (T)0.5 * Real.Square(a - y);

    /// <inheritdoc/>
    public static T Slope<T>(T a, T y) where T : struct, IReal<T> => a - y;
}

/// <summary>Σ (a − y)², the sum of squared errors; slope 2(a − y).</summary>
public readonly struct Sse : ILoss
{
    /// <inheritdoc/>
    public static string Name => "sse";

    /// <inheritdoc/>
    public static string Words => "the sum of the squared errors";

    /// <inheritdoc/>
    public static T Term<T>(T a, T y) where T : struct, IReal<T> => Real.Square(a - y);

    /// <inheritdoc/>
    public static T Slope<T>(T a, T y) where T : struct, IReal<T> => (T)2.0 * (a - y);
}

/// <summary>1/m Σ (a − y)², the mean squared error over the m outputs; slope 2/m (a − y).</summary>
public readonly struct Mse : ILoss
{
    /// <inheritdoc/>
    public static string Name => "mse";

    /// <inheritdoc/>
    public static string Words => "the mean of the squared errors";

    /// <inheritdoc/>
    public static bool IsMeanOverOutputs => true;

    /// <inheritdoc/>
    public static T Term<T>(T a, T y) where T : struct, IReal<T> => Sse.Term(a, y);

    /// <inheritdoc/>
    public static T Slope<T>(T a, T y) where T : struct, IReal<T> => Sse.Slope(a, y);
}
