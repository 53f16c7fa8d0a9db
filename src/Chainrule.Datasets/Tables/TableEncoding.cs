using System.Globalization;
using System.Numerics;
using Chainrule.Data;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Datasets.Tables;

/// <summary>
/// How the rows of a table become the numbers of a network: numbers as they are, a text as one number for each category (one-hot), a missing number as the mean. It is fitted once, is
/// part of a model, and meets every later table in the same way.
/// </summary>
/// <exception cref="ArgumentException">A list or a column in it is null, or a list is empty.</exception>
/// <param name="Inputs">The columns that are x, in the order of x.</param>
/// <param name="Targets">The columns that are y, in the order of y.</param>
public sealed record TableEncoding(IReadOnlyList<EncodedColumn> Inputs, IReadOnlyList<EncodedColumn> Targets)
{
    // One-hot rows are as long as there are classes.
    private const int MostClasses = 10_000;

    /// <summary>The columns that are x, in the order of x.</summary>
    public IReadOnlyList<EncodedColumn> Inputs { get; init => field = Checked(value); } = Checked(Inputs);

    /// <summary>The columns that are y, in the order of y.</summary>
    public IReadOnlyList<EncodedColumn> Targets { get; init => field = Checked(value); } = Checked(Targets);

    /// <summary>Whether y is a class.</summary>
    public bool IsClassification => Targets is [{ IsCategorical: true }];

    /// <summary>How many numbers x has.</summary>
    public int InputCount => Inputs.Sum(each => each.Inputs);

    /// <summary>How many numbers y has.</summary>
    public int OutputCount => Targets.Sum(each => each.Outputs);

    /// <summary>The name of each number of x.</summary>
    public IReadOnlyList<string> InputNames => [.. Inputs.SelectMany(each => each.InputNames)];

    /// <summary>The name of each number of y.</summary>
    public IReadOnlyList<string> OutputNames => [.. Targets.SelectMany(each => each.OutputNames)];

    /// <summary>Fits an encoding: the categories of all rows, the means of those for training.</summary>
    /// <param name="table">The table.</param>
    /// <param name="training">The rows whose means fill in what is missing.</param>
    /// <param name="targets">The names of the target columns; all others are inputs.</param>
    /// <param name="task">What is to be learnt of the target.</param>
    /// <param name="fillMissing">Whether a missing input is filled in with the mean of its column; else it is refused.</param>
    /// <exception cref="ProblemException">
    /// There is no such column, none is left for x, several targets with texts, a target of one value, or one with too many; or a value is missing that cannot be filled in.
    /// </exception>
    /// <exception cref="ArgumentNullException">The table or the targets are null.</exception>
    /// <exception cref="ArgumentException">No target, or no row for training.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row for training is not in the table.</exception>
    public static TableEncoding Fit<T>(Table<T> table, ReadOnlySpan<int> training, IReadOnlyList<string> targets, TargetTask task = TargetTask.Inferred, bool fillMissing = false)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count == 0) throw new ArgumentException("got no target, wanted the name of at least one column", nameof(targets));
        if (training.IsEmpty) throw new ArgumentException("got no row, wanted those that the means are taken of", nameof(training));
        int[] y = [.. targets.Select(table.ColumnOf)], x = [.. Enumerable.Range(0, table.Columns.Count).Except(y)];
        if (x.Length == 0) throw new ProblemException($"{table.Source}: every column is a target; wanted at least one input column");
        if (y.Distinct().Count() < y.Length) throw new ProblemException($"{table.Source}: a target column is named twice; name each once");
        if (fillMissing) RefuseMissing(table, [.. y, .. x.Where(c => table.Columns[c].IsCategorical)]);
        else table.RefuseMissing();

        EncodedColumn[] inputs = new EncodedColumn[x.Length];
        for (int c = 0; c < x.Length; c++)
            inputs[c] = new(table.Columns[x[c]].Name, Sorted(table.Columns[x[c]]), fillMissing && !table.Columns[x[c]].IsCategorical ? Mean(table, training, x[c]) : double.NaN);
        return new(inputs, [.. y.Select(c => new EncodedColumn(table.Columns[c].Name, Classes(table, c, task, y.Length)))]);
    }

    /// <summary>Brings the encoding together with a table: the one it was fitted to, or a later one, which need not have the targets.</summary>
    /// <exception cref="ProblemException">A column is missing, holds texts for numbers, or a category that was not met before; the message names the first place and the count.</exception>
    /// <exception cref="ArgumentNullException">The table is null.</exception>
    public TableEncoder<T> For<T>(Table<T> table) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(this, table);
    }

    private static EncodedColumn[] Checked(IReadOnlyList<EncodedColumn> columns)
    {
        EncodedColumn[] all = [.. Given.NotNull(columns)];
        return all.Length > 0 && !all.Contains(null) ? all : throw new ArgumentException($"got {(all.Length == 0 ? "no column" : "a column that is null")}, wanted at least one", nameof(columns));
    }

    private static void RefuseMissing<T>(Table<T> table, int[] columns) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        foreach (int c in columns)
        {
            Column column = table.Columns[c];
            if (column.Missing > 0)
                throw table.Problem(column.FirstMissing, c, $"the value is missing ({Shown.Count(column.Missing, "value")} of this column), and only an input that is a number has a mean; leave such rows out");
        }
    }

    // Neumaier's compensated sum (1974): a million numbers of one size lose nothing.
    private static double Mean<T>(Table<T> table, ReadOnlySpan<int> rows, int column) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0, lost = 0;
        long count = 0;
        foreach (int row in rows)
        {
            double cell = double.CreateChecked(table[row][column]);
            if (double.IsNaN(cell)) continue;
            double next = sum + cell;
            lost += Math.Abs(sum) >= Math.Abs(cell) ? sum - next + cell : cell - next + sum;
            (sum, count) = (next, count + 1);
        }
        return count > 0 ? (sum + lost) / count : throw new ProblemException($"{table.Source}: column \"{Shown.Text(table.Columns[column].Name)}\": no value for training is there, so there is no mean; leave the column out");
    }

    private static IReadOnlyList<string> Classes<T>(Table<T> table, int column, TargetTask task, int targets) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        Column target = table.Columns[column];
        string name = $"{table.Source}: column \"{Shown.Text(target.Name)}\"";
        if (task == TargetTask.Regression || (targets > 1 && task != TargetTask.Classification))
            return target.IsCategorical ? throw new ProblemException($"{name}: got texts, such as \"{Shown.Text(target.Categories[0])}\", wanted numbers") : [];
        if (targets > 1) throw new ProblemException($"{name}: got {targets} target columns, wanted one that holds the class");
        IReadOnlyList<string> classes = target.IsCategorical ? Sorted(target) : Numbered(table, column, task == TargetTask.Classification ? MostClasses : 2);
        if (classes.Count == 1) throw new ProblemException($"{name}: every target is \"{Shown.Text(classes[0])}\", wanted at least two classes");
        return classes;
    }

    // The numbers that occur, in their order; none where there are too many for classes.
    private static IReadOnlyList<string> Numbered<T>(Table<T> table, int column, int most) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        SortedSet<T> met = [];
        for (int row = 0; row < table.Rows && met.Count <= most; row++) met.Add(table[row][column]);
        if (met.Count <= most) return [.. met.Select(each => each.ToString(null, CultureInfo.InvariantCulture))];
        return most == 2 ? [] : throw new ProblemException($"{table.Source}: column \"{Shown.Text(table.Columns[column].Name)}\": got more than {most:N0} different numbers, wanted at most that as classes");
    }

    private static IReadOnlyList<string> Sorted(Column column) => [.. column.Categories.Order(StringComparer.Ordinal)];
}
