using Chainrule.Numbers;

namespace Chainrule.Rules.Updates;

/// <summary>
/// v ← μ·v + g, θ ← θ − η·(g + μ·v): momentum whose gradient is taken where the speed is about to lead (Nesterov 1983; in the form of Sutskever, Martens, Dahl and Hinton 2013, "On the importance of
/// initialization and momentum in deep learning", equations 3 and 4).
/// </summary>
/// <remarks>
/// The paper keeps a position p and a speed u: u ← μ·u − η·∇L(p + μ·u), p ← p + u. The gradient is wanted at the point ahead, so that point is what a network holds: θ = p + μ·u. With u = −η·v
/// the first line is v ← μ·v + g, and θ moves by (p + μ·u) − (p_old + μ·u_old) = u + μ·u − μ·u_old = μ·u − η·g = −η·(g + μ·v), since u − μ·u_old = −η·g. That holds while η is the same.
/// </remarks>
/// <param name="Mu">μ, how much of the speed is kept.</param>
public readonly record struct Nesterov(double Mu) : IUpdate<Nesterov>
{
    /// <inheritdoc/>
    public static string Name => "nesterov";

    /// <inheritdoc/>
    public static IReadOnlyList<string> States { get; } = ["v"];

    /// <inheritdoc/>
    public static IReadOnlyList<UpdateSetting> Settings { get; } = [UpdateSetting.Share("mu", 0.9)];

    /// <summary>0.05, as with <see cref="Momentum"/> and for its reason.</summary>
    public static double DefaultLearningRate => 0.05;

    /// <inheritdoc/>
    public static Nesterov Of(ReadOnlySpan<double> settings) => new(settings[0]);

    /// <inheritdoc/>
    public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T> => state[0] = (T)Mu * state[0] + gradient;

    /// <inheritdoc/>
    public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
    {
    }

    /// <inheritdoc/>
    public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> =>
        parameter - learningRate * (gradient + (T)Mu * state[0]);
}
