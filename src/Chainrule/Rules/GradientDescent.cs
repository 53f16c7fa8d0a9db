using Chainrule.Numbers;

namespace Chainrule.Rules;

/// <summary>How a parameter moves, given its gradient.</summary>
public static class GradientDescent
{
    /// <summary>θ ← θ − η·∂L/∂θ, a step down the slope of the loss (Cauchy 1847). η is the learning rate.</summary>
    public static T Step<T>(T parameter, T gradient, T learningRate) where T : struct, IReal<T> =>
        parameter - learningRate * gradient;
}
