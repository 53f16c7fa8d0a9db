namespace Chainrule.Cli.Tests.Docs;

/// <summary>Numbers in rows; one number alone goes with any grid, and one row with each row of it.</summary>
internal sealed record Grid(double[][] Rows)
{
    public static implicit operator Grid(double number) => new([[number]]);

    public static implicit operator Grid(double[] row) => new([row]);

    public static implicit operator Grid(double[][] rows) => new(rows);

    public double Number => Rows is [[double number]] ? number : throw new InvalidOperationException("This is no single number.");

    public Grid Map(Func<double, double> f) => new([.. Rows.Select(row => row.Select(f).ToArray())]);

    public Grid With(Grid other, Func<double, double, double> f) => new([.. Enumerable.Range(0, Math.Max(Rows.Length, other.Rows.Length)).Select(r =>
        Enumerable.Range(0, Math.Max(Rows[0].Length, other.Rows[0].Length)).Select(c => f(At(r, c), other.At(r, c))).ToArray())]);

    public Grid Times(Grid other) => Rows is [[_]] || other.Rows is [[_]]
        ? With(other, (x, y) => x * y)
        : new([.. Rows.Select(row => Enumerable.Range(0, other.Rows[0].Length).Select(c => row.Select((x, k) => x * other.Rows[k][c]).Sum()).ToArray())]);

    public Grid Transposed() => new([.. Enumerable.Range(0, Rows[0].Length).Select(c => Rows.Select(row => row[c]).ToArray())]);

    public Grid ColumnSums() => new([[.. Transposed().Rows.Select(column => column.Sum())]]);

    public Grid Total() => Rows.Sum(row => row.Sum());

    public void AssertNear(Grid wanted, string text)
    {
        Assert.True(wanted.Rows.Length == Rows.Length && wanted.Rows[0].Length == Rows[0].Length, $"{text}: the shape is {Rows.Length} × {Rows[0].Length}");
        // A handful of roundings, in other forms than the engine's; the numbers are about 1.
        for (int r = 0; r < Rows.Length; r++)
            for (int c = 0; c < Rows[r].Length; c++)
                Assert.True(Math.Abs(Rows[r][c] - wanted.Rows[r][c]) <= 1e-13 * Math.Max(1, Math.Abs(wanted.Rows[r][c])), $"{text}: got {Rows[r][c]:R}, wanted {wanted.Rows[r][c]:R}");
    }

    private double At(int row, int column) => Rows[Rows.Length == 1 ? 0 : row] is { Length: 1 } one ? one[0] : Rows[Rows.Length == 1 ? 0 : row][column];
}
