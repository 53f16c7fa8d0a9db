using Chainrule.Numbers;

namespace Chainrule.Rules.Activations;

/// <summary>ReLU(z) = max(z, 0); slope 1 where z &gt; 0, else 0 (0 at the kink, by convention). (Nair and Hinton 2010.)</summary>
public readonly struct Relu : IActivation
{
    /// <inheritdoc/>
    public static string Name => "relu";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> => T.Max(z, 0.0);

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> => T.Step(z);

    /// <inheritdoc/>
    public static ReadOnlySpan<double> Kinks => [0.0];
}
