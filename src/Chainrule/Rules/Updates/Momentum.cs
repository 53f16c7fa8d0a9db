using Chainrule.Numbers;

namespace Chainrule.Rules.Updates;

/// <summary>
/// v ← μ·v + g, θ ← θ − η·v: a heavy ball (Polyak 1964, "Some methods of speeding up the convergence of iteration methods"), v beginning at 0. A gradient that
/// stays the same is summed to v → g/(1 − μ), ten times as large for μ = 0.9; one that changes sign at each step cancels itself. Where η stands inside v
/// instead (v ← μ·v − η·g), the path is the same while η is.
/// </summary>
/// <param name="Mu">μ, how much of the speed is kept.</param>
public readonly record struct Momentum(double Mu) : IUpdate<Momentum>
{
    /// <inheritdoc/>
    public static string Name => "momentum";

    /// <inheritdoc/>
    public static IReadOnlyList<string> States { get; } = ["v"];

    /// <inheritdoc/>
    public static IReadOnlyList<UpdateSetting> Settings { get; } = [UpdateSetting.Share("mu", 0.9)];

    /// <summary>0.05: with μ = 0.9 a gradient that stays the same is summed to ten times itself, so the steps become as long as those of gradient descent with 0.5.</summary>
    public static double DefaultLearningRate => 0.05;

    /// <inheritdoc/>
    public static Momentum Of(ReadOnlySpan<double> settings) => new(settings[0]);

    /// <inheritdoc/>
    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T> => state[0] = (T)Mu * state[0] + gradient;

    /// <inheritdoc/>
    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
    {
    }

    /// <inheritdoc/>
    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        parameter - learningRate * state[0];
}
