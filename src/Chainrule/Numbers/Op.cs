using System.Runtime.CompilerServices;

namespace Chainrule.Numbers;

/// <summary>How a node of the graph was computed from its parents.</summary>
public enum Op : byte
{
    /// <summary>Not computed: an input, a parameter or a constant.</summary>
    Leaf,

    /// <summary>The same number under a name of its own: x.</summary>
    Name,

    /// <summary>x + y.</summary>
    Add,

    /// <summary>x − y.</summary>
    Subtract,

    /// <summary>x · y.</summary>
    Multiply,

    /// <summary>x / y.</summary>
    Divide,

    /// <summary>−x.</summary>
    Negate,

    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>ln x.</summary>
    Log,

    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>max(x, y).</summary>
    Max,

    /// <summary>1 where x &gt; 0, else 0.</summary>
    Step,

    /// <summary>σ(x) = 1/(1 + e⁻ˣ).</summary>
    Sigmoid,

    // From here on: derivatives that call a function of the library, or have many parents.

    /// <summary>xʸ.</summary>
    Power,

    /// <summary>sin x.</summary>
    Sin,

    /// <summary>cos x.</summary>
    Cos,

    /// <summary>erf x.</summary>
    Erf,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>ln Σ exp(xᵢ), of any number of parents.</summary>
    LogSumExp,

    /// <summary>exp(xⱼ)/Σ exp(xᵢ), of any number of parents; one node for each j.</summary>
    Softmax,
}

/// <summary>The derivative rules of the graph: the whole of calculus that reverse mode needs.</summary>
internal static class Derivatives
{
    private static readonly double TwoOverRootPi = 2 / Math.Sqrt(Math.PI);

    /// <summary>
    /// The local derivatives of v = op(x, y) with respect to x and y, of the operations whose rule is arithmetic. Operations of one parent have no second
    /// derivative.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (double ByX, double ByY) OfArithmetic(Op op, double x, double y, double v) => op switch
    {
        Op.Name => (1, 0),
        Op.Add => (1, 1),
        Op.Subtract => (1, -1),
        Op.Multiply => (y, x),
        Op.Divide => (1 / y, -v / y),
        Op.Negate => (-1, 0),
        Op.Exp => (v, 0),
        Op.Log => (1 / x, 0),
        Op.Sqrt => (0.5 / v, 0),
        Op.Tanh => (1 - v * v, 0),
        Op.Max => x > y ? (1, 0) : (0, 1),
        Op.Sigmoid => (v * (1 - v), 0),
        // Step, and what has no parents.
        _ => (0, 0),
    };

    /// <summary>The same of the operations whose rule needs a function of the library. Those of many parents are not here, since their derivative needs all of them.</summary>
    internal static (double ByX, double ByY) OfLibrary(Op op, double x, double y, double v) => op switch
    {
        // 0 · ∞ at x = 0: x⁰ is the constant 1, and 0ʸ the constant 0.
        Op.Power => (y == 0 ? 0 : y * Math.Pow(x, y - 1), v == 0 ? 0 : v * Math.Log(x)),
        Op.Sin => (Math.Cos(x), 0),
        Op.Cos => (-Math.Sin(x), 0),
        Op.Erf => (TwoOverRootPi * Math.Exp(-x * x), 0),
        Op.Softplus => (Functions.Sigmoid(x), 0),
        _ => throw new InvalidOperationException($"{op} has no rule of one or two parents."),
    };
}
