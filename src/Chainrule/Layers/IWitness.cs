using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Layers;

/// <summary>What was written of a quantity.</summary>
public enum Written
{
    /// <summary>Its numbers.</summary>
    Number,

    /// <summary>Its gradient, complete.</summary>
    Gradient,

    /// <summary>A parameter after the update.</summary>
    Updated,
}

/// <summary>
/// Is told of every matrix right after it was written, and may replace its numbers: by named nodes of a graph, which makes explanations, or by the sum over several machines.
/// </summary>
public interface IWitness<T> where T : struct, IReal<T>
{
    /// <summary>The matrix of this quantity has just been written.</summary>
    void Wrote(Quantity quantity, Written what, Matrix<T> numbers);

    /// <summary>The state with this letter which an update keeps beside a parameter has just been written; the parameter follows when all states have.</summary>
    void WroteState(Quantity parameter, string state, Matrix<T> numbers)
    {
    }
}
