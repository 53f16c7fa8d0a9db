using Chainrule.Numbers;

namespace Chainrule.Rules.Updates;

/// <summary>θ ← θ − η·g, a step down the slope of the loss (Cauchy 1847). It keeps nothing, so that the step can be taken while the gradient passes by.</summary>
public readonly record struct GradientDescent : IUpdate<GradientDescent>
{
    /// <inheritdoc/>
    public static string Name => "gradient-descent";

    /// <inheritdoc/>
    public static GradientDescent Of(ReadOnlySpan<double> settings) => default;

    /// <summary>θ − η·∂L/∂θ. η is the learning rate.</summary>
    public static T Step<T>(T parameter, T gradient, T learningRate) where T : struct, IReal<T> =>
        parameter - learningRate * gradient;

    /// <inheritdoc/>
    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>
    {
    }

    /// <inheritdoc/>
    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
    {
    }

    /// <inheritdoc/>
    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        Step(parameter, gradient, learningRate);
}
