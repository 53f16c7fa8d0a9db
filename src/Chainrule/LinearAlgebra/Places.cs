namespace Chainrule.LinearAlgebra;

/// <summary>
/// Where numbers come from when they are gathered: for each cell of an example's rows of the target, the cell of an example's rows of the source. The same for every example.
/// </summary>
public sealed class Places
{
    private readonly int[] takers, begins;

    /// <summary>A gathering, given by the place in the source of each cell of the target.</summary>
    /// <param name="target">How many rows and columns of the target an example has.</param>
    /// <param name="source">How many rows and columns of the source an example has.</param>
    /// <param name="cells">For each cell of the target, row after row: the row times the columns of the source plus the column, or −1 for a number that is 0 (padding).</param>
    /// <exception cref="ArgumentException">There is not one place for each cell of the target, or one lies outside the source.</exception>
    public Places((int Rows, int Columns) target, (int Rows, int Columns) source, int[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (Math.Min(Math.Min(target.Rows, target.Columns), Math.Min(source.Rows, source.Columns)) < 1 || (long)source.Rows * source.Columns >= Array.MaxLength)
            throw new ArgumentException($"got {target} from {source}, wanted rows and columns from 1, and no more cells than an array can hold", nameof(source));
        int all = source.Rows * source.Columns;
        if (cells.Length != (long)target.Rows * target.Columns)
            throw new ArgumentException($"got {cells.Length} places, wanted {target.Rows} × {target.Columns}, one for each cell of the target", nameof(cells));
        if (cells.Any(cell => cell < -1 || cell >= all))
            throw new ArgumentException($"got a place {cells.First(cell => cell < -1 || cell >= all)}, wanted −1 … {all - 1}, cells of the source", nameof(cells));
        (Target, Source, Cells, Run) = (target, source, [.. cells], LongestRun(target.Columns, source.Columns, cells));

        // The takers of each cell of the source, one after the other, by counting.
        begins = new int[all + 1];
        foreach (int cell in cells) if (cell >= 0) begins[cell + 1]++;
        for (int i = 0; i < all; i++) begins[i + 1] += begins[i];
        takers = new int[begins[all]];
        int[] next = [.. begins];
        for (int i = 0; i < cells.Length; i++) if (cells[i] >= 0) takers[next[cells[i]]++] = i;
    }

    /// <summary>How many rows and columns of the target an example has.</summary>
    public (int Rows, int Columns) Target { get; }

    /// <summary>How many rows and columns of the source an example has.</summary>
    public (int Rows, int Columns) Source { get; }

    internal int[] Cells { get; }

    /// <summary>How many cells in a row always come from neighbours, in order: pieces of this length can be copied as a whole.</summary>
    internal int Run { get; }

    /// <summary>The cells of the target that come from this cell of the source, in order.</summary>
    internal ReadOnlySpan<int> TakersOf(int cell) => takers.AsSpan(begins[cell]..begins[cell + 1]);

    // The largest divisor of both widths for which each piece is either padding throughout or lies in one row of the source.
    private static int LongestRun(int columns, int sourceColumns, int[] cells)
    {
        for (int run = Math.Min(columns, sourceColumns); run > 1; run--)
            if (columns % run == 0 && sourceColumns % run == 0 && IsRun(run, cells)) return run;
        return 1;
    }

    private static bool IsRun(int run, int[] cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            int first = cells[i - i % run];
            if (cells[i] != (first < 0 ? -1 : first + i % run) || (first > 0 && first % run != 0)) return false;
        }
        return true;
    }
}
