using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

internal static partial class Plain
{
    /// <summary>into[cell] = from[place of the cell], or 0; example by example.</summary>
    public static void Gather<T>(Matrix<T> into, Matrix<T> from, Places places) where T : struct, IReal<T>
    {
        for (int row = 0; row < into.Rows; row++)
            for (int j = 0; j < into.Columns; j++)
            {
                int place = places.Cells[row % places.Target.Rows * into.Columns + j], first = row / places.Target.Rows * places.Source.Rows;
                into[row, j] = place < 0 ? 0.0 : from[first + place / from.Columns, place % from.Columns];
            }
    }

    /// <summary>
    /// into[place] = Σ from[cell] over the cells that took their number from this place, example by example: what was gathered several times gets what comes back from all.
    /// </summary>
    public static void Scatter<T>(Matrix<T> into, Matrix<T> from, Places places) where T : struct, IReal<T>
    {
        for (int row = 0; row < into.Rows; row++)
            for (int k = 0; k < into.Columns; k++)
            {
                int first = row / places.Source.Rows * places.Target.Rows;
                ReadOnlySpan<int> takers = places.TakersOf(row % places.Source.Rows * into.Columns + k);
                T sum = takers.Length == 0 ? 0.0 : from[first + takers[0] / from.Columns, takers[0] % from.Columns];
                for (int i = 1; i < takers.Length; i++) sum += from[first + takers[i] / from.Columns, takers[i] % from.Columns];
                into[row, k] = sum;
            }
    }

    /// <summary>into[e] = table[ids[e]], row by row.</summary>
    public static void Look<T>(Matrix<T> into, Matrix<T> table, int[] ids) where T : struct, IReal<T>
    {
        for (int e = 0; e < into.Rows; e++)
            for (int j = 0; j < into.Columns; j++) into[e, j] = table[ids[e], j];
    }

    /// <summary>cells[v] = Σ dA[e] over the rows e that looked at v; 0 for a row that nobody looked at.</summary>
    public static void ScatterRows<T>(Matrix<T> dA, int[] ids, Matrix<T> cells) where T : struct, IReal<T>
    {
        for (int v = 0; v < cells.Rows; v++)
            for (int j = 0; j < cells.Columns; j++)
            {
                bool isFirst = true;
                T sum = 0.0;
                for (int e = 0; e < dA.Rows; e++)
                {
                    if (ids[e] != v) continue;
                    sum = isFirst ? dA[e, j] : sum + dA[e, j];
                    isFirst = false;
                }
                cells[v, j] = sum;
            }
    }
}
