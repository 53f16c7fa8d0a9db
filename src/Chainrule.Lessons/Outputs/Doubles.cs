using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Lessons.Outputs;

/// <summary>The plain double inside each of our number types.</summary>
internal static class Doubles
{
    public static bool TryRead(object value, out double number)
    {
        (bool isNumber, number) = value switch
        {
            double d => (true, d),
            float f => (true, f),
            decimal m => (true, (double)m),
            int i => (true, i),
            long l => (true, l),
            F64 x => (true, x.Number),
            F32 x => (true, x.Number),
            Bounded x => (true, x.Number),
            Value x => (true, x.Data),
            _ => (false, 0),
        };
        return isNumber;
    }

    /// <summary>The rows of any of our matrices, or of a plain two-dimensional array; null for anything else.</summary>
    public static double[][]? RowsOf(object thing) => thing switch
    {
        double[][] rows => rows,
        NumberTable rows => rows.ToArrays(),
        double[,] cells => [.. Enumerable.Range(0, cells.GetLength(0)).Select(r => Enumerable.Range(0, cells.GetLength(1)).Select(c => cells[r, c]).ToArray())],
        Matrix<F64> matrix => Rows(matrix, x => x.Number),
        Matrix<F32> matrix => Rows(matrix, x => x.Number),
        Matrix<Bounded> matrix => Rows(matrix, x => x.Number),
        Matrix<Value> matrix => Rows(matrix, x => x.Data),
        _ => null,
    };

    private static double[][] Rows<T>(Matrix<T> matrix, Func<T, double> number) where T : struct, IReal<T> =>
        [.. Enumerable.Range(0, matrix.Rows).Select(r => Array.ConvertAll(matrix.Row(r).ToArray(), x => number(x)))];
}
