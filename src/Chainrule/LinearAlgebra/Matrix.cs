using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

/// <summary>
/// A matrix of rows × columns numbers. Where they lie in memory is the business of <see cref="Storage{T}"/>: row after row, and for floats as the processor
/// likes them.
/// </summary>
public sealed class Matrix<T> where T : struct, IReal<T>
{
    /// <summary>A matrix of zeros (of <c>default(T)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or the matrix has more numbers than an array can hold.</exception>
    public Matrix(int rows, int columns) : this(rows, columns, inPanels: false)
    {
    }

    private Matrix(int rows, int columns, bool inPanels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (Storage<T>.CellsOf(rows, columns, inPanels) > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(rows), $"got {rows} × {columns}, wanted no more numbers than an array can hold, some {Array.MaxLength:N0} with those that fill up; use fewer rows or columns");
        Rows = rows;
        Columns = columns;
        Storage = new(rows, columns, inPanels);
    }

    /// <summary>A matrix of this shape with its floats at a place of the caller's, which only the kernels can read.</summary>
    internal Matrix(Matrix<T> like, nint place) => (Rows, Columns, Storage) = (like.Rows, like.Columns, like.Storage.At(place));

    /// <summary>How many rows: examples of a batch, or units of a layer.</summary>
    public int Rows { get; }

    /// <summary>How many columns.</summary>
    public int Columns { get; }

    // Where the numbers are: a field, so that a look at one number copies nothing.
    internal readonly Storage<T> Storage;

    /// <summary>The number in a row and a column, both from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public ref T this[int row, int column] => ref Storage[row, column];

    /// <summary>All numbers, row after row.</summary>
    public Cells<T> Cells => new(this);

    /// <summary>The numbers of one row, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> Row(int row) => Storage.Row(row);

    /// <summary>Zeros for the weights of a layer, units × inputs, or for their gradients: what <see cref="Kernels"/> wants in the place of a W.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive.</exception>
    public static Matrix<T> ForWeights(int units, int inputs) => new(units, inputs, inPanels: true);

    /// <summary>The matrix of these doubles, each turned into a number of type <typeparamref name="T"/> by <paramref name="number"/>.</summary>
    /// <exception cref="ArgumentException">There is no row, or no number in a row, or the rows are not of one length; the message says which.</exception>
    public static Matrix<T> From(IReadOnlyList<IReadOnlyList<double>> rows, Func<double, T>? number = null) =>
        new Matrix<T>(MatrixRows.Count(rows), rows[0].Count).Filled(rows, number);

    /// <summary>The same, for weights.</summary>
    /// <exception cref="ArgumentException">There is no row, or no number in a row, or the rows are not of one length; the message says which.</exception>
    public static Matrix<T> WeightsFrom(IReadOnlyList<IReadOnlyList<double>> rows, Func<double, T>? number = null) =>
        ForWeights(MatrixRows.Count(rows), rows[0].Count).Filled(rows, number);

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
        var mapped = new Matrix<R>(Rows, Columns, Storage.InPanels);
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
