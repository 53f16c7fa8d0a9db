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

    /// <summary>max(x, y).</summary>
    Max,

    /// <summary>1 where x &gt; 0, else 0.</summary>
    Step,

    // From here on: derivatives that call a function of the library, or have many parents.

    /// <summary>xʸ.</summary>
    Power,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>σ(x) = 1/(1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>eˣ − 1.</summary>
    Expm1,

    /// <summary>ln(1 + x).</summary>
    Log1p,

    /// <summary>sin x.</summary>
    Sin,

    /// <summary>cos x.</summary>
    Cos,

    /// <summary>erf x.</summary>
    Erf,

    /// <summary>1 − erf x.</summary>
    Erfc,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>ln Σ exp(xᵢ), of any number of parents.</summary>
    LogSumExp,

    /// <summary>exp(xⱼ)/Σ exp(xᵢ), of any number of parents; one node for each j.</summary>
    Softmax,
}
