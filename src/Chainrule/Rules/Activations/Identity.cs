using Chainrule.Numbers;

namespace Chainrule.Rules.Activations;

/// <summary>f(z) = z; f′(z) = 1. The output of a network that predicts any number (regression).</summary>
public readonly struct Identity : IActivation
{
    /// <inheritdoc/>
    public static string Name => "identity";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> => z;

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> => 1.0;
}
