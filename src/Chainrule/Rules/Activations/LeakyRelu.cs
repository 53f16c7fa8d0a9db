using Chainrule.Numbers;

namespace Chainrule.Rules.Activations;

/// <summary>max(z, 0.01·z); slope 1 where z &gt; 0, else 0.01, so that no unit dies. (Maas, Hannun and Ng 2013.)</summary>
public readonly struct LeakyRelu : IActivation
{
    /// <summary>The slope on the negative side.</summary>
    public const double Leak = 0.01;

    /// <inheritdoc/>
    public static string Name => "leaky-relu";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> => T.Max(z, (T)Leak * z);

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> => T.Step(z) + (T)Leak * ((T)1.0 - T.Step(z));

    /// <inheritdoc/>
    public static ReadOnlySpan<double> Kinks => [0.0];
}
