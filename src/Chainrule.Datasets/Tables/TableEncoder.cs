using System.Globalization;
using System.Numerics;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Datasets.Tables;

/// <summary>An encoding together with a table. Any number of threads may use it.</summary>
/// <typeparam name="T">The table's numbers.</typeparam>
public sealed class TableEncoder<T> where T : struct, IBinaryFloatingPointIeee754<T>
{
    // Where an encoded column stands in the table, and which place each of its cells has among the categories: each text by its index, each number by its value.
    private readonly record struct Bound(EncodedColumn Column, int At, Dictionary<T, int> Places);

    private readonly Table<T> table;
    private readonly Bound[] inputs, targets;

    internal TableEncoder(TableEncoding encoding, Table<T> table)
    {
        (Encoding, this.table) = (encoding, table);
        inputs = [.. encoding.Inputs.Select(Bind)];
        foreach (Bound input in inputs) Check(input);
        HasTargets = encoding.Targets.All(target => table.Columns.Any(column => column.Name == target.Name));
        targets = HasTargets ? [.. encoding.Targets.Select(Bind)] : [];
        foreach (Bound target in targets) Check(target);
    }

    /// <summary>The encoding.</summary>
    public TableEncoding Encoding { get; }

    /// <summary>Whether the table has the target columns.</summary>
    public bool HasTargets { get; }

    /// <summary>Writes the x of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="x">Room for <see cref="TableEncoding.InputCount"/> numbers.</param>
    /// <exception cref="ArgumentException">There is not as much room as that.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void Inputs(int row, Span<float> x)
    {
        if (x.Length != Encoding.InputCount) throw new ArgumentException($"got room for {Shown.Count(x.Length, "number")}, wanted {Encoding.InputCount}", nameof(x));
        ReadOnlySpan<T> cells = table[row];
        int at = 0;
        foreach (Bound input in inputs)
        {
            T cell = cells[input.At];
            if (input.Column.IsCategorical) OneHot(x.Slice(at, input.Column.Inputs), input.Places[cell]);
            else x[at] = float.CreateTruncating(T.IsNaN(cell) ? T.CreateTruncating(input.Column.Fill) : cell);
            at += input.Column.Inputs;
        }
    }

    /// <summary>Writes the y of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="y">Room for <see cref="TableEncoding.OutputCount"/> numbers.</param>
    /// <exception cref="ArgumentException">There is not as much room as that.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The table has no targets.</exception>
    public void Targets(int row, Span<float> y)
    {
        if (!HasTargets) throw new InvalidOperationException($"{table.Source} has no column \"{Shown.Text(Encoding.Targets[0].Name)}\"");
        if (y.Length != Encoding.OutputCount) throw new ArgumentException($"got room for {Shown.Count(y.Length, "number")}, wanted {Encoding.OutputCount}", nameof(y));
        ReadOnlySpan<T> cells = table[row];
        int at = 0;
        foreach (Bound target in targets)
        {
            T cell = cells[target.At];
            if (!target.Column.IsCategorical) y[at] = float.CreateTruncating(cell);
            else if (target.Column.Outputs == 1) y[at] = target.Places[cell];
            else OneHot(y.Slice(at, target.Column.Outputs), target.Places[cell]);
            at += target.Column.Outputs;
        }
    }

    /// <summary>The class of a row, by its place among the categories.</summary>
    internal int ClassOf(int row) => targets[0].Places[table[row][targets[0].At]];

    private static void OneHot(Span<float> room, int place)
    {
        room.Clear();
        room[place] = 1;
    }

    private Bound Bind(EncodedColumn column)
    {
        int at = table.ColumnOf(column.Name);
        Column found = table.Columns[at];
        var places = new Dictionary<T, int>();
        for (int c = 0; c < column.Categories.Count; c++)
        {
            if (!found.IsCategorical)
            {
                if (T.TryParse(column.Categories[c], NumberStyles.Float, CultureInfo.InvariantCulture, out T number)) places.TryAdd(number, c);
            }
            else if (found.CodeOf(column.Categories[c]) is >= 0 and int code) places.Add(T.CreateChecked(code), c);
        }
        return new(column, at, places);
    }

    // Every value is there, or has something that stands for it; every text is a category.
    private void Check(Bound bound)
    {
        Column found = table.Columns[bound.At];
        if (found.Missing > 0 && double.IsNaN(bound.Column.Fill))
            throw table.Problem(found.FirstMissing, bound.At, $"the value is missing ({Shown.Count(found.Missing, "value")} of this column), and the model has nothing to fill in; leave such rows out");
        if (!bound.Column.IsCategorical)
        {
            if (found.IsCategorical) throw table.Problem(0, bound.At, $"got the text \"{Shown.Text(found.Categories[0])}\", wanted a number such as 0.5");
            return;
        }
        if (found.IsCategorical && bound.Places.Count == found.Categories.Count) return;
        int first = -1, unseen = 0;
        for (int row = 0; row < table.Rows; row++)
        {
            if (bound.Places.ContainsKey(table[row][bound.At])) continue;
            if (unseen++ == 0) first = row;
        }
        if (unseen > 0)
            throw table.Problem(first, bound.At, $"got \"{Shown.Text(table.TextOf(first, bound.At))}\", wanted one of {string.Join(", ", bound.Column.Categories.Take(10).Select(Shown.Text))}"
                + $"{(bound.Column.Categories.Count > 10 ? ", …" : "")}, which the model has met{(unseen == 1 ? "" : $" ({unseen:N0} such rows)")}");
    }
}
