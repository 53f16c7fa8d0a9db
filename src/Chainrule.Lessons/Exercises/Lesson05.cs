namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 5, from numbers to matrices.</summary>
public static class Lesson05
{
    /// <summary>The shape of the gradient of a weight matrix.</summary>
    public static Exercise<double[]> Shape { get; } = Make.Vector("5.1",
            "a layer of 5 units gets 32 examples of 3 inputs each. Put the rows and columns of dW into answer1, as in [1, 2].", [5, 3])
        .Mistake([3, 5], "W has a row for each unit and a column for each input; so has dW.")
        .Mistake([32, 5], "that is the shape of dZ. A gradient has the shape of its own matrix, here W.")
        .Mistake([32, 3], "that is the shape of the inputs. A gradient has the shape of its own matrix, here W.")
        .Mistake([5, 32], "the examples are summed over: their number is not in the shape of dW.");

    /// <summary>dW = dZᵀ·A.</summary>
    public static Exercise<Func<double[][], double[][], double[][]>> WeightGradient { get; } = Make.MatrixCode<Func<double[][], double[][], double[][]>>("5.2",
            "return dW = dZᵀ·A: dW[j][k] is the sum over the examples e of dZ[e][j]·A[e][k].",
            (dZ, A) => Filled(Columns(dZ), Columns(A), (j, k) => Sum(dZ, e => dZ[e][j] * A[e][k])), answer => answer([[1, 2, -1], [0.5, -3, 2]], [[4, 1], [-2, 3]]))
        .Mistake((dZ, A) => Filled(Columns(A), Columns(dZ), (k, j) => Sum(dZ, e => dZ[e][j] * A[e][k])), "that is the transpose. dW has the shape of W: a row for each unit, a column for each input.")
        .Mistake((dZ, A) => Filled(Columns(dZ), Columns(A), (j, k) => Sum(dZ, e => dZ[e][j] * A[e][k]) / dZ.Length), "you divided by the number of examples once more. The mean's 1/n is in dZ already.")
        .Mistake((dZ, A) => Filled(Columns(dZ), Columns(A), (j, k) => dZ[0][j] * A[0][k]), "that is the first example only. Add up all of them.")
        .Mistake((dZ, A) => Filled(Columns(dZ), Columns(A), (j, k) => dZ[^1][j] * A[^1][k]), "that is the last example only. Add to the sum (+=), do not overwrite it.");

    /// <summary>db, the column sums of dZ.</summary>
    public static Exercise<Func<double[][], double[]>> BiasGradient { get; } = Make.Code<Func<double[][], double[]>>("5.3",
            "return db: db[j] is the sum over the examples e of dZ[e][j].", dZ => Each(Columns(dZ), j => Sum(dZ, e => dZ[e][j])), db => Flat.Of(db([[1, 2, -1], [0.5, -3, 2]])))
        .Mistake(dZ => Each(dZ.Length, e => dZ[e].Sum()), "those are the sums of the rows, one for each example. A bias belongs to a unit: sum the columns.")
        .Mistake(dZ => Each(Columns(dZ), j => Sum(dZ, e => dZ[e][j]) / dZ.Length), "you divided by the number of examples once more. The mean's 1/n is in dZ already.")
        .Mistake(dZ => [.. dZ[0]], "that is the first example only. Every example uses the bias.")
        .Mistake(dZ => [dZ.Sum(row => row.Sum())], "that is the sum of everything. Each unit has its own bias.");

    /// <summary>dA = dZ·W.</summary>
    public static Exercise<Func<double[][], double[][], double[][]>> InputGradient { get; } = Make.MatrixCode<Func<double[][], double[][], double[][]>>("5.4",
            "return the gradients of the layer's inputs, dA = dZ·W: dA[e][k] is the sum over the units j of dZ[e][j]·W[j][k].",
            // W is square: the shapes do not tell which way round it must be.
            (dZ, W) => Filled(dZ.Length, Columns(W), (e, k) => Sum(W, j => dZ[e][j] * W[j][k])), answer => answer([[1, 2], [-1, 0.5], [3, -2]], [[4, 1], [-2, 3]]))
        .Mistake((dZ, W) => Filled(dZ.Length, W.Length, (e, k) => Sum(W, j => dZ[e][j] * W[k][j])), "that is dZ·Wᵀ. Forward goes through Wᵀ, backward through W.")
        .Mistake((dZ, W) => Filled(Columns(W), dZ.Length, (k, e) => Sum(W, j => dZ[e][j] * W[j][k])), "that is the transpose: the examples are in rows, here as everywhere.")
        .Mistake((dZ, W) => Filled(dZ.Length, Columns(W), (e, k) => dZ[e][0] * W[0][k]), "that is the way through unit 0 only. Add the ways through all units.")
        .Mistake((dZ, W) => Filled(dZ.Length, Columns(W), (e, k) => Sum(W, j => W[j][k])), "the upstream is missing: multiply each weight by dZ[e][j].");

    internal static IReadOnlyList<Exercise> All => [Shape, WeightGradient, BiasGradient, InputGradient];

    private static int Columns(double[][] matrix) => matrix[0].Length;

    private static double[] Each(int count, Func<int, double> number) => [.. Enumerable.Range(0, count).Select(number)];

    private static double Sum(double[][] overRowsOf, Func<int, double> term) => Enumerable.Range(0, overRowsOf.Length).Sum(term);

    private static double[][] Filled(int rows, int columns, Func<int, int, double> cell) =>
        [.. Enumerable.Range(0, rows).Select(r => Each(columns, c => cell(r, c)))];
}
