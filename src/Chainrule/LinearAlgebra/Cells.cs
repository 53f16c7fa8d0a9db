using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

/// <summary>All numbers of a matrix, row after row, to be read or written one by one.</summary>
public readonly struct Cells<T> where T : struct, IReal<T>
{
    // Null in default(Cells<T>), which are none.
    private readonly Matrix<T>? matrix;

    internal Cells(Matrix<T> matrix) => this.matrix = matrix;

    /// <summary>How many.</summary>
    public int Length => matrix is null ? 0 : matrix.Rows * matrix.Columns;

    /// <summary>The one with this index.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public ref T this[int index]
    {
        get
        {
            if (matrix is null) Storage<T>.Nowhere();
            return ref matrix[index / matrix.Columns, index % matrix.Columns];
        }
    }

    /// <summary>For foreach, also with ref.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>A copy of them.</summary>
    public T[] ToArray()
    {
        var all = new T[Length];
        for (int i = 0; i < all.Length; i++) all[i] = this[i];
        return all;
    }

    /// <summary>A walk through the cells.</summary>
    public struct Enumerator
    {
        private readonly Cells<T> cells;
        private int index = -1;

        internal Enumerator(Cells<T> cells) => this.cells = cells;

        /// <summary>Where the walk is.</summary>
        public readonly ref T Current => ref cells[index];

        /// <summary>One on.</summary>
        public bool MoveNext() => ++index < cells.Length;
    }
}
