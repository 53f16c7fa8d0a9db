using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

/// <summary>A matrix of rows × columns numbers, stored row after row.</summary>
public sealed class Matrix<T> where T : struct, IReal<T>
{
    private readonly T[] cells;

    /// <summary>A matrix of zeros (of <c>default(T)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive.</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Rows = rows;
        Columns = columns;
        cells = new T[checked(rows * columns)];
    }

    /// <summary>How many rows: examples of a batch, or units of a layer.</summary>
    public int Rows { get; }

    /// <summary>How many columns.</summary>
    public int Columns { get; }

    /// <summary>The number in a row and a column, both from 0.</summary>
    public ref T this[int row, int column] => ref cells[row * Columns + column];

    /// <summary>All numbers, row after row.</summary>
    public Span<T> Cells => cells;

    /// <summary>One row.</summary>
    public Span<T> Row(int row) => cells.AsSpan(row * Columns, Columns);

    /// <summary>The matrix of these doubles, each turned into a number of type <typeparamref name="T"/> by <paramref name="number"/>.</summary>
    public static Matrix<T> From(double[][] rows, Func<double, T>? number = null)
    {
        var matrix = new Matrix<T>(rows.Length, rows[0].Length);
        for (int r = 0; r < rows.Length; r++)
            for (int c = 0; c < matrix.Columns; c++)
                matrix[r, c] = number is null ? rows[r][c] : number(rows[r][c]);
        return matrix;
    }

    /// <summary>The same matrix of another number type.</summary>
    public Matrix<R> Map<R>(Func<T, R> number) where R : struct, IReal<R>
    {
        var mapped = new Matrix<R>(Rows, Columns);
        for (int i = 0; i < cells.Length; i++) mapped.Cells[i] = number(cells[i]);
        return mapped;
    }

    /// <summary>A copy with its own cells.</summary>
    public Matrix<T> Copy()
    {
        var copy = new Matrix<T>(Rows, Columns);
        cells.CopyTo(copy.cells, 0);
        return copy;
    }

    /// <summary>The shape, as "rows × columns".</summary>
    public override string ToString() => $"{Rows} × {Columns}";
}
