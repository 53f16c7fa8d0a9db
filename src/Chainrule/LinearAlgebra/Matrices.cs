using System.Collections;
using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

/// <summary>
/// The matrices of a network's layers, <c>W[l]</c> for l = 0 … L. Their cells may be written, but none of them can be replaced: the kernels rely on the
/// shapes that were checked when the list was made.
/// </summary>
public readonly struct Matrices<T> : IReadOnlyList<Matrix<T>> where T : struct, IReal<T>
{
    // Null in default(Matrices<T>), which is an empty list.
    private readonly Matrix<T>[]? all;

    internal Matrices(Matrix<T>[] all) => this.all = all;

    /// <summary>How many, the placeholder in slot 0 among them.</summary>
    public int Count => all?.Length ?? 0;

    /// <summary>The one of layer l; <c>[^1]</c> is the last.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such layer.</exception>
    public Matrix<T> this[int l] => (all ?? [])[l];

    /// <summary>For foreach, in the order of the layers.</summary>
    public IEnumerator<Matrix<T>> GetEnumerator() => ((IEnumerable<Matrix<T>>)(all ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
