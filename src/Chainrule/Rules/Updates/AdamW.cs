using Chainrule.Numbers;

namespace Chainrule.Rules.Updates;

/// <summary>
/// m and v as in <see cref="Adam"/>, θ ← θ − η·(m̂/(√v̂ + ε) + λ·θ): each step also takes the part η·λ of the parameter itself (Loshchilov and Hutter 2019, "Decoupled weight decay
/// regularization", algorithm 2).
/// </summary>
/// <remarks>
/// Why not as a penalty ½λθ² in the loss? Then λ·θ would be part of g, and be divided by √v̂ with it: parameters with large gradients would decay less than others. Decoupled, all decay alike. As
/// in PyTorch that includes biases.
/// </remarks>
/// <param name="Beta1">β₁, how much is kept of the mean of the gradients.</param>
/// <param name="Beta2">β₂, how much is kept of the mean of their squares.</param>
/// <param name="Epsilon">ε, beside the root and not inside.</param>
/// <param name="WeightDecay">λ, what part of itself a parameter loses in a step, times η.</param>
public readonly record struct AdamW(double Beta1, double Beta2, double Epsilon, double WeightDecay) : IUpdate<AdamW>
{
    /// <inheritdoc/>
    public static string Name => "adamw";

    /// <inheritdoc/>
    public static IReadOnlyList<string> States => Adam.States;

    /// <inheritdoc/>
    public static IReadOnlyList<UpdateSetting> Settings { get; } = [.. Adam.Settings, UpdateSetting.Share("lambda", 0.01)];

    /// <summary>0.001, as with <see cref="Adam"/>.</summary>
    public static double DefaultLearningRate => Adam.DefaultLearningRate;

    // What the two have in common is written there.
    private Adam Moments => new(Beta1, Beta2, Epsilon);

    /// <inheritdoc/>
    public static AdamW Of(ReadOnlySpan<double> settings) => new(settings[0], settings[1], settings[2], settings[3]);

    /// <inheritdoc/>
    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T> => Moments.Advance(gradient, state);

    /// <inheritdoc cref="Adam.Prepare"/>
    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T> => Moments.Prepare(t, ready);

    /// <inheritdoc/>
    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        parameter - learningRate * (state[0] / ready[0] / (T.Sqrt(state[1] / ready[1]) + (T)Epsilon) + (T)WeightDecay * parameter);
}
