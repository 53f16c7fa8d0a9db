using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

/// <summary>
/// A matrix of rows × columns numbers. Where they lie in memory is the business of <see cref="Storage{T}"/>: row after row, and for floats as the processor
/// likes them.
/// </summary>
/// <remarks>Any number of threads may read it while nobody writes.</remarks>
public sealed class Matrix<T> where T : struct, IReal<T>
{
    /// <summary>A matrix of zeros (of <c>default(T)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or the matrix has more numbers than an array can hold.</exception>
    public Matrix(int rows, int columns) : this(rows, columns, panel: 0)
    {
    }

    /// <summary>Zeros for weights, units × inputs, in panels so wide; 0: in rows.</summary>
    internal Matrix(int rows, int columns, int panel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (Storage<T>.CellsOf(rows, columns, panel) > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(rows), $"got {rows} × {columns}, wanted no more numbers than an array can hold, some {Array.MaxLength:N0} with those that fill up; use fewer rows or columns");
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

    /// <summary>The numbers of one row, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> Row(int row) => Storage.Row(row);

    /// <summary>The matrix of these doubles, each turned into a number of type <typeparamref name="T"/> by <paramref name="number"/>.</summary>
    /// <exception cref="ArgumentException">There is no row, or no number in a row, or the rows are not of one length; the message says which.</exception>
    public static Matrix<T> From(IReadOnlyList<IReadOnlyList<double>> rows, Func<double, T>? number = null) =>
        new Matrix<T>(MatrixRows.Count(rows), rows[0].Count).Filled(rows, number);

    private Matrix<T> Filled(IReadOnlyList<IReadOnlyList<double>> rows, Func<double, T>? number)
    {
        for (int r = 0; r < Rows; r++)
        {
            IReadOnlyList<double> row = rows[r];
            for (int c = 0; c < Columns; c++) this[r, c] = number is null ? row[c] : number(row[c]);
        }
        return this;
    }

    /// <summary>The same matrix of another number type.</summary>
    public Matrix<R> Map<R>(Func<T, R> number) where R : struct, IReal<R>
    {
        ArgumentNullException.ThrowIfNull(number);
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
