using System.Globalization;
using System.Numerics;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Datasets.Tables;

/// <summary>
/// Rows of numbers under named columns. Of a column with texts a row holds the index of its text in <see cref="Column.Categories"/>; where a value is missing it holds NaN.
/// </summary>
/// <remarks>The rows lie in blocks, so that none moves while the table grows. Any number of threads may read it.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Table<T> where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly RowBlocks<T> rows;
    private readonly LineNumbers lines;

    internal Table(string source, IReadOnlyList<Column> columns, RowBlocks<T> rows, LineNumbers lines)
    {
        (Source, Columns, this.rows, this.lines) = (source, columns, rows, lines);
    }

    /// <summary>What messages call the file that it came from.</summary>
    public string Source { get; }

    /// <summary>The columns, in the order of the file.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => rows.Count;

    /// <summary>A row: one number for each column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
            return rows[row];
        }
    }

    /// <summary>The line of the file on which a row begins, from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public long LineOf(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return lines.Of(row);
    }

    /// <summary>Which column has this name.</summary>
    /// <exception cref="ProblemException">None has; the message suggests the nearest.</exception>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public int ColumnOf(string name) => Column.IndexOf([.. Columns.Select(each => each.Name)], name, Source);

    /// <summary>What stands in a cell, as a text; empty where a value is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public string TextOf(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns.Count);
        T cell = this[row][column];
        if (T.IsNaN(cell)) return "";
        return Columns[column].IsCategorical ? Columns[column].Categories[int.CreateChecked(cell)] : cell.ToString(null, CultureInfo.InvariantCulture);
    }

    /// <summary>Refuses a table with missing values.</summary>
    /// <exception cref="ProblemException">Values are missing; the message names the first place and the count.</exception>
    public void RefuseMissing()
    {
        int[] with = [.. Enumerable.Range(0, Columns.Count).Where(c => Columns[c].Missing > 0)];
        if (with.Length == 0) return;
        int first = with.MinBy(c => Columns[c].FirstMissing);
        long count = with.Sum(c => Columns[c].Missing);
        string others = count == 1 ? "" : $"; {count:N0} values are missing in all, in {Shown.Count(with.Length, "column")}";
        throw Problem(Columns[first].FirstMissing, first, $"the value is missing{others}; leave such rows out, or fill them in with the mean");
    }

    /// <summary>The rows in which every value is there, with the categories that are met in them, and which rows these are.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    internal (Table<T> Complete, int[] Rows) Complete()
    {
        RowBlocks<T> complete = new(Columns.Count);
        LineNumbers completeLines = new();
        List<int> kept = [];
        Recoding[] codes = [.. Columns.Select(column => new Recoding(column))];
        for (int row = 0; row < Rows; row++)
        {
            if (HasMissing(rows[row])) continue;
            completeLines.Add(kept.Count, lines.Of(row));
            kept.Add(row);
            Span<T> cells = complete.Add();
            for (int c = 0; c < cells.Length; c++) cells[c] = codes[c].Of(rows[row][c]);
        }
        if (kept.Count == 0) throw new ProblemException($"{Source}: in every row a value is missing; leave columns out, or fill in the mean");
        return (new(Source, [.. codes.Select(each => each.Done())], complete, completeLines), [.. kept]);
    }

    private static bool HasMissing(ReadOnlySpan<T> cells)
    {
        foreach (T cell in cells)
            if (T.IsNaN(cell)) return true;
        return false;
    }

    /// <summary>What is wrong with a cell, and where that is.</summary>
    internal ProblemException Problem(int row, int column, string what) =>
        new($"{Source}:{LineOf(row)}: column \"{Shown.Text(Columns[column].Name)}\": {what}");

    /// <summary>A column of which some rows stay: its texts are numbered anew, in the order in which they are met.</summary>
    private sealed class Recoding(Column column)
    {
        private readonly Dictionary<T, int> places = [];

        internal T Of(T cell)
        {
            if (!column.IsCategorical) return cell;
            places.TryAdd(cell, places.Count);
            return T.CreateChecked(places[cell]);
        }

        internal Column Done() => new(column.Name, [.. places.OrderBy(each => each.Value).Select(each => column.Categories[int.CreateChecked(each.Key)])], 0, -1);
    }
}
