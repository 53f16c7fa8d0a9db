using System.Collections;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Networks;

/// <summary>One kind of matrix, layer by layer, under the letter of the book: <c>W[1]</c>, <c>at.Z[2]</c>, <c>at.A[^1]</c>. The numbers can be changed, the matrices cannot be replaced.</summary>
public sealed class PerLayer<T> : IEnumerable<Matrix<T>> where T : struct, IReal<T>
{
    private readonly string name;
    private readonly Matrix<T>?[] matrices;

    internal PerLayer(string letter, Network<T> network) : this(letter, network.Plan, letter, quantity => quantity.Role == Role.Parameter ? network[quantity] : null)
    {
    }

    internal PerLayer(string name, Plan plan, string letter, Func<Quantity, Matrix<T>?> matrix)
    {
        this.name = name;
        matrices = new Matrix<T>?[plan.Layers.Count + 1];
        for (int l = 0; l < matrices.Length; l++)
            if ((l == 0 && letter == "a" ? plan.X : plan.Find(letter, l)) is { } quantity) matrices[l] = matrix(quantity);
    }

    /// <summary>One more than there are layers, so that [^1] is the last layer's.</summary>
    public int Count => matrices.Length;

    /// <summary>The matrix of layer l, from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, or it has no such matrix.</exception>
    public Matrix<T> this[int l] => (uint)l < (uint)matrices.Length && matrices[l] is { } matrix
        ? matrix
        : throw new ArgumentOutOfRangeException(nameof(l), $"there is no {name}[{l}]; {(Have().Length == 0 ? $"no layer has a {name}" : $"there are {string.Join(", ", Have())}")}");

    private string[] Have() => [.. Enumerable.Range(0, matrices.Length).Where(l => matrices[l] is not null).Select(l => $"{name}[{l}]")];

    /// <summary>The matrices there are.</summary>
    public IEnumerator<Matrix<T>> GetEnumerator() => matrices.OfType<Matrix<T>>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
