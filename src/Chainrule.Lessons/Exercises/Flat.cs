namespace Chainrule.Lessons.Exercises;

/// <summary>What an answer returned, as one list of numbers to compare.</summary>
internal static class Flat
{
    /// <summary>How many numbers of a flattened matrix are its shape.</summary>
    public const int ShapeLength = 2;

    /// <summary>A list as it is.</summary>
    /// <exception cref="AnswerException">It is null.</exception>
    public static double[] Of(double[]? list) => list ?? throw new AnswerException("that gave null. Wanted is a list of numbers, as in [1, 2, 3].");

    /// <summary>Rows and columns first, so that a transpose differs even where its numbers agree; then the numbers row by row.</summary>
    /// <exception cref="AnswerException">It is null, has a row that is null, or rows that differ in length.</exception>
    public static double[] Of(double[][]? rows)
    {
        if (rows is null) throw new AnswerException("that gave null. Wanted is a matrix, as in [[1, 2], [3, 4]].");
        int columns = rows.Length == 0 ? 0 : rows[0]?.Length ?? -1;
        for (int r = 0; r < rows.Length; r++)
        {
            if (rows[r] is null) throw new AnswerException($"row {r} of the matrix is null. Make a new double[] for each row.");
            if (rows[r].Length != columns) throw new AnswerException($"row {r} of the matrix has {rows[r].Length} numbers, row 0 has {columns}. All rows of a matrix are equally long.");
        }
        return [rows.Length, columns, .. rows.SelectMany(row => row)];
    }
}
