using Chainrule.Numbers;

namespace Chainrule.Rules.Updates;

/// <summary>
/// s ← s + g², θ ← θ − η·g/(√s + ε): each parameter has a rate of its own, which falls with all that its gradients have been (Duchi, Hazan and Singer 2011, "Adaptive subgradient methods for
/// online learning and stochastic optimization", figure 1 with a diagonal matrix).
/// </summary>
/// <remarks>
/// A parameter with few gradients, such as a rare word's, keeps a large rate. s never shrinks: gradients that stay the same make step t as long as η/√t, so the walk is slow in the end, and that is
/// what the paper's bound of the regret rests on.
/// </remarks>
/// <param name="Epsilon">ε, beside the root and not inside, so that nothing is divided by 0 where no gradient has been.</param>
public readonly record struct AdaGrad(double Epsilon) : IUpdate<AdaGrad>
{
    /// <inheritdoc/>
    public static string Name => "adagrad";

    /// <inheritdoc/>
    public static IReadOnlyList<string> States { get; } = ["s"];

    /// <inheritdoc/>
    public static IReadOnlyList<UpdateSetting> Settings { get; } = [UpdateSetting.Positive("epsilon", 1e-10)];

    /// <summary>0.05: the first step is as long as η, and all later ones are shorter.</summary>
    public static double DefaultLearningRate => 0.05;

    /// <inheritdoc/>
    public static AdaGrad Of(ReadOnlySpan<double> settings) => new(settings[0]);

    /// <inheritdoc/>
    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T> => state[0] += Real.Square(gradient);

    /// <inheritdoc/>
    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
    {
    }

    /// <inheritdoc/>
    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        parameter - learningRate * gradient / (T.Sqrt(state[0]) + (T)Epsilon);
}
