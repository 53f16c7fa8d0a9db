using Chainrule.Numbers;

namespace Chainrule.Rules.Activations;

/// <summary>softplus(z) = ln(1 + eᶻ), a smooth ReLU; its slope is σ(z). (Dugas et al. 2001.)</summary>
public readonly struct Softplus : IActivation
{
    /// <inheritdoc/>
    public static string Name => "softplus";

    /// <inheritdoc/>
    public static T Value<T>(T z) where T : struct, IReal<T> => T.Softplus(z);

    /// <inheritdoc/>
    public static T Slope<T>(T z, T a) where T : struct, IReal<T> => T.Sigmoid(z);

    /// <summary>By the chain rule eᶻ/(1 + eᶻ); divided through by eᶻ, it is the sigmoid.</summary>
    public static T[] Derivation<T>(T z, T a) where T : struct, IReal<T> => [T.Exp(z) / ((T)1.0 + T.Exp(z)), Slope(z, a)];
}
