using System.Runtime.CompilerServices;

namespace Chainrule.Numbers;

/// <summary>
/// The derivative rules of the graph: the whole of calculus that reverse mode needs, each written once. Run over doubles they are what
/// <see cref="Value.Backward"/> multiplies with; run over <see cref="Value"/> with named leaves they print themselves.
/// </summary>
internal static class Derivatives
{
    /// <summary>
    /// The local derivatives of v = op(x, y) with respect to x and y. Operations of one parent take it for both, and have no second derivative.
    /// </summary>
    /// <exception cref="InvalidOperationException">The operation has many parents; see <see cref="OfLogSumExp"/> and <see cref="OfSoftmax"/>.</exception>
    public static (T ByX, T ByY) Of<T>(Op op, T x, T y, T v) where T : struct, IReal<T>, IElementary<T> =>
        op < Op.Power ? OfArithmetic(op, x, y, v) : OfLibrary(op, x, y, v);

    /// <summary>∂/∂x of v = ln Σ exp(xᵢ), for one x of them.</summary>
    public static T OfLogSumExp<T>(T x, T v) where T : struct, IReal<T> => T.Exp(x - v);

    /// <summary>∂pⱼ/∂xᵢ of p = softmax(x), from v = pⱼ and p = pᵢ: pⱼ(δᵢⱼ − pᵢ).</summary>
    public static T OfSoftmax<T>(T v, T p, bool isOwn) where T : struct, IReal<T> => isOwn ? v * (1 - v) : -v * p;

    // Apart from the others, and inlined, because Backward spends its time here: the mere possibility of a call would keep what it has in registers in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (T ByX, T ByY) OfArithmetic<T>(Op op, T x, T y, T v) where T : struct, IReal<T> => op switch
    {
        Op.Name => (1, 0),
        Op.Add => (1, 1),
        Op.Subtract => (1, -1),
        Op.Multiply => (y, x),
        Op.Divide => (1 / y, -v / y),
        Op.Negate => (-1, 0),
        Op.Exp => (v, 0),
        Op.Log => (1 / x, 0),
        Op.Sqrt => (1 / (2 * v), 0),
        Op.Max => OneOrTheOther(T.Step(x - y)),
        // Step, and what has no parents.
        _ => (0, 0),
    };

    // The step is taken once: it is a jump that the processor can only guess.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T, T) OneOrTheOther<T>(T x) where T : struct, IReal<T> => (x, 1 - x);

    internal static (T ByX, T ByY) OfLibrary<T>(Op op, T x, T y, T v) where T : struct, IReal<T>, IElementary<T> => op switch
    {
        // 0 · ∞ at x = 0: x⁰ is the constant 1, and 0ʸ the constant 0.
        Op.Power => (T.IsZero(y) ? 0 : y * T.Pow(x, y - 1), T.IsZero(v) ? 0 : v * T.Log(x)),
        Op.Tanh => (T.OneMinusTanhSquared(x, v), 0),
        Op.Sigmoid => (v * T.OneMinusSigmoid(x, v), 0),
        Op.Expm1 => (T.Exp(x), 0),
        Op.Log1p => (1 / (1 + x), 0),
        Op.Sin => (T.Cos(x), 0),
        Op.Cos => (-T.Sin(x), 0),
        Op.Erf => (2 / T.Sqrt(T.Pi) * T.Exp(-(x * x)), 0),
        Op.Erfc => (-2 / T.Sqrt(T.Pi) * T.Exp(-(x * x)), 0),
        Op.Softplus => (T.Sigmoid(x), 0),
        _ => throw new InvalidOperationException($"{op} has no rule of one or two parents."),
    };
}
