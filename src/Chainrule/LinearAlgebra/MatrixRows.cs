namespace Chainrule.LinearAlgebra;

/// <summary>The door of a matrix that is made of rows.</summary>
internal static class MatrixRows
{
    /// <summary>How many rows there are, once they are known to make a matrix.</summary>
    internal static int Count(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) throw new ArgumentException("got no row, wanted at least one with at least one number", nameof(rows));
        for (int r = 0; r < rows.Count; r++)
        {
            if (rows[r] is null) throw new ArgumentException($"row {r}: got null, wanted a row of numbers", nameof(rows));
            if (rows[r].Count == 0) throw new ArgumentException($"row {r}: got no number, wanted at least one", nameof(rows));
            if (rows[r].Count != rows[0].Count)
                throw new ArgumentException($"row {r}: got {rows[r].Count} {(rows[r].Count == 1 ? "number" : "numbers")}, wanted {rows[0].Count} (as in row 0); make all rows of one length", nameof(rows));
        }
        return rows.Count;
    }
}
