using Chainrule.Numbers;

namespace Chainrule.Rules.Updates;

/// <summary>
/// m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², θ ← θ − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ), where t = 1, 2, … counts the steps
/// (Kingma and Ba 2015, "Adam: a method for stochastic optimization", algorithm 1).
/// </summary>
/// <remarks>
/// Why the division: m and v begin at 0. After t steps with one and the same gradient m = (1 − β₁) Σᵢ β₁^(t−i)·g = (1 − β₁ᵗ)·g, too small by just that factor (section 3).
/// So the first step is η·g/(|g| + ε): as long as η, whatever the gradient's size.
/// </remarks>
/// <param name="Beta1">β₁, how much is kept of the mean of the gradients.</param>
/// <param name="Beta2">β₂, how much is kept of the mean of their squares.</param>
/// <param name="Epsilon">ε, beside the root and not inside, so that nothing is divided by 0 where no gradient has been.</param>
public readonly record struct Adam(double Beta1, double Beta2, double Epsilon) : IUpdate<Adam>
{
    /// <inheritdoc/>
    public static string Name => "adam";

    /// <inheritdoc/>
    public static IReadOnlyList<string> States { get; } = ["m", "v"];

    /// <inheritdoc/>
    public static IReadOnlyList<UpdateSetting> Settings { get; } = [UpdateSetting.Share("beta1", 0.9), UpdateSetting.Share("beta2", 0.999), UpdateSetting.Positive("epsilon", 1e-8)];

    /// <summary>0.001, the paper's (algorithm 1): a step is about as long as η, and a weight seldom wants to move by half.</summary>
    public static double DefaultLearningRate => 0.001;

    /// <inheritdoc/>
    public static Adam Of(ReadOnlySpan<double> settings) => new(settings[0], settings[1], settings[2]);

    /// <inheritdoc/>
    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>
    {
        state[0] = (T)Beta1 * state[0] + T.OneMinusPower(Beta1, 1) * gradient;
        state[1] = (T)Beta2 * state[1] + T.OneMinusPower(Beta2, 1) * Real.Square(gradient);
    }

    /// <summary>1 − β₁ᵗ and 1 − β₂ᵗ.</summary>
    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
    {
        ready[0] = T.OneMinusPower(Beta1, t);
        ready[1] = T.OneMinusPower(Beta2, t);
    }

    /// <inheritdoc/>
    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        parameter - learningRate * (state[0] / ready[0]) / (T.Sqrt(state[1] / ready[1]) + (T)Epsilon);
}
