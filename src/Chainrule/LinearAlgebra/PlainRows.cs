using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

/// <summary>A law that looks at a row: a function of some rows of numbers, written once for numbers of any type.</summary>
public interface IRowLaw
{
    /// <summary>Writes the row <paramref name="into"/> from the rows <paramref name="of"/>. It may not read <paramref name="into"/>.</summary>
    void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>;
}

/// <summary>The rows which a <see cref="IRowLaw"/> is a function of, in the order in which the layer names them.</summary>
public readonly ref struct Rows<T> where T : struct, IReal<T>
{
    private readonly ReadOnlySpan<Matrix<T>> matrices;

    internal Rows(ReadOnlySpan<Matrix<T>> matrices, int index)
    {
        this.matrices = matrices;
        Index = index;
    }

    /// <summary>Which row it is, counted through all examples.</summary>
    public int Index { get; }

    /// <summary>The row of this operand; a matrix of one row, such as a parameter, has the same for all.</summary>
    public ReadOnlySpan<T> this[int operand] => matrices[operand].Row(matrices[operand].Rows == 1 ? 0 : Index);
}

internal static partial class Plain
{
    /// <summary>into[e] = law(of[e]), for every row e.</summary>
    public static void Row<T>(IRowLaw law, Matrix<T> into, Matrix<T>[] of) where T : struct, IReal<T>
    {
        for (int e = 0; e < into.Rows; e++) law.Row(new Rows<T>(of, e), into.Storage.RowInPlace(e));
    }

    /// <summary>g[j] = Σₑ dA[e,j]·N[e,j]. dA, N: n × units, cells: 1 × units.</summary>
    public static void RowProducts<T>(Matrix<T> dA, Matrix<T> N, Matrix<T> cells) where T : struct, IReal<T>
    {
        for (int j = 0; j < dA.Columns; j++)
        {
            T sum = dA[0, j] * N[0, j];
            for (int e = 1; e < dA.Rows; e++) sum = T.MulAdd(dA[e, j], N[e, j], sum);
            cells[0, j] = sum;
        }
    }

    /// <summary>total += part.</summary>
    public static void Accumulate<T>(Matrix<T> part, Matrix<T> total) where T : struct, IReal<T>
    {
        for (int e = 0; e < total.Rows; e++)
            for (int j = 0; j < total.Columns; j++) total[e, j] += part[e, j];
    }
}
