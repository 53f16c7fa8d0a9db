using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

/// <summary>
/// A matrix of rows × columns numbers. Where they lie in memory is the business of <see cref="Storage{T}"/>: row after row, and for floats as the processor
/// likes them.
/// </summary>
public sealed class Matrix<T> where T : struct, IReal<T>
{
    /// <summary>A matrix of zeros (of <c>default(T)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive.</exception>
    public Matrix(int rows, int columns) : this(rows, columns, panel: 0)
    {
    }

    /// <summary>Zeros for weights, units × inputs, in panels so wide; 0: in rows.</summary>
    internal Matrix(int rows, int columns, int panel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Rows = rows;
        Columns = columns;
        Storage = new(rows, columns, panel);
    }

    /// <summary>A matrix of this shape with its floats at a place of the caller's, which only the kernels can read.</summary>
    internal Matrix(Matrix<T> like, nint place) => (Rows, Columns, Storage) = (like.Rows, like.Columns, like.Storage.At(place));

    /// <summary>How many rows: examples of a batch, or units of a layer.</summary>
    public int Rows { get; private set; }

    /// <summary>How many columns.</summary>
    public int Columns { get; }

    // Where the numbers are: a field, so that a look at one number copies nothing.
    internal Storage<T> Storage;

    /// <summary>Takes so many of the rows there is room for into use; the caller has checked.</summary>
    internal void Use(int rows)
    {
        if (rows == Rows) return;
        Rows = rows;
        Storage = Storage.WithRows(rows);
    }

    /// <summary>The number in a row and a column, both from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public ref T this[int row, int column] => ref Storage[row, column];

    /// <summary>All numbers, row after row.</summary>
    public Cells<T> Cells => new(this);

    /// <summary>The numbers of one row.</summary>
    public ReadOnlySpan<T> Row(int row) => Storage.Row(row);

    /// <summary>The matrix of these doubles, each turned into a number of type <typeparamref name="T"/> by <paramref name="number"/>.</summary>
    public static Matrix<T> From(double[][] rows, Func<double, T>? number = null) => new Matrix<T>(rows.Length, rows[0].Length).Filled(rows, number);

    private Matrix<T> Filled(double[][] rows, Func<double, T>? number)
    {
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < Columns; c++)
                this[r, c] = number is null ? rows[r][c] : number(rows[r][c]);
        return this;
    }

    /// <summary>The same matrix of another number type.</summary>
    public Matrix<R> Map<R>(Func<T, R> number) where R : struct, IReal<R>
    {
        var mapped = new Matrix<R>(Rows, Columns, Storage.PanelWidth);
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < Columns; c++)
                mapped[r, c] = number(this[r, c]);
        return mapped;
    }

    /// <summary>A copy with its own cells.</summary>
    public Matrix<T> Copy() => Map(number => number);

    /// <summary>The shape, as "rows × columns".</summary>
    public override string ToString() => $"{Rows} × {Columns}";
}

/// <summary>All numbers of a matrix, row after row, to be read or written one by one.</summary>
public readonly struct Cells<T> where T : struct, IReal<T>
{
    private readonly Matrix<T> matrix;

    internal Cells(Matrix<T> matrix) => this.matrix = matrix;

    /// <summary>How many.</summary>
    public int Length => matrix.Rows * matrix.Columns;

    /// <summary>The one with this index.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public ref T this[int index] => ref matrix[index / matrix.Columns, index % matrix.Columns];

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
