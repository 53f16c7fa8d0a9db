using Chainrule.Numbers;

namespace Chainrule.Rules.Updates;

/// <summary>
/// v ← ρ·v + (1 − ρ)·g², θ ← θ − η·g/(√v + ε): the gradient divided by the root of a running mean of its squares (Hinton, Srivastava and Swersky 2012, "Neural networks for machine learning",
/// lecture 6e).
/// </summary>
/// <remarks>
/// It is <see cref="AdaGrad"/> that forgets, so its steps stay as long as η. v begins at 0 and nothing makes up for it, as in <see cref="Adam"/>: the first step is η·g/(√(1 − ρ)·|g| + ε), some 3.2
/// times as long as η for ρ = 0.9.
/// </remarks>
/// <param name="Rho">ρ, how much is kept of the mean of the squares.</param>
/// <param name="Epsilon">ε, beside the root and not inside, so that nothing is divided by 0 where no gradient has been.</param>
public readonly record struct RmsProp(double Rho, double Epsilon) : IUpdate<RmsProp>
{
    /// <inheritdoc/>
    public static string Name => "rmsprop";

    /// <inheritdoc/>
    public static IReadOnlyList<string> States { get; } = ["v"];

    /// <inheritdoc/>
    public static IReadOnlyList<UpdateSetting> Settings { get; } = [UpdateSetting.Share("rho", 0.9), UpdateSetting.Positive("epsilon", 1e-8)];

    /// <summary>0.001, the lecture's.</summary>
    public static double DefaultLearningRate => 0.001;

    /// <inheritdoc/>
    public static RmsProp Of(ReadOnlySpan<double> settings) => new(settings[0], settings[1]);

    /// <inheritdoc/>
    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T> =>
        state[0] = (T)Rho * state[0] + T.OneMinusPower(Rho, 1) * Real.Square(gradient);

    /// <inheritdoc/>
    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
    {
    }

    /// <inheritdoc/>
    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        parameter - learningRate * gradient / (T.Sqrt(state[0]) + (T)Epsilon);
}
