using System.Globalization;
using Chainrule.Data;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;

namespace Chainrule.Cli.Csv;

/// <summary>The targets of a table, and what each of them is called.</summary>
internal sealed record CsvTargets(double[][] Y, IReadOnlyList<string> Names)
{
    // One-hot rows are as long as there are classes: a column of, say, telephone numbers would fill the memory.
    private const long MostNumbers = CsvExamples.MostCells;

    /// <exception cref="ProblemException">A cell, or the number of targets, does not fit the loss or the network.</exception>
    internal static CsvTargets Read(Table<double> table, int[] targets, Loss loss, int? outputs)
    {
        if (targets is [int only])
        {
            if (loss.OutputActivation == "softmax" && outputs != 1) return Classes(table, only, outputs);
            if (loss.OutputActivation == "sigmoid" && table.Columns[only].IsCategorical) return TwoNames(table, only, outputs);
        }
        CheckCount(table, targets.Length, "target column", outputs);
        foreach (int target in targets)
            if (table.Columns[target].IsCategorical) throw Problem(table, FirstText(table, target), target, "a number such as 0.5");
        double[][] y = [.. Enumerable.Range(0, table.Rows).Select(row => CsvExamples.Cells(table, row, targets))];
        for (int e = 0; e < y.Length; e++)
            if (loss.WrongTargets(y[e]) is string wrong) throw new ProblemException($"{table.Source}:{table.LineOf(e)}: {wrong} (the loss is {loss})");
        return new(y, [.. targets.Select(target => table.Columns[target].Name)]);
    }

    private static CsvTargets Classes(Table<double> table, int column, int? outputs)
    {
        if (!table.Columns[column].IsCategorical)
        {
            int classes = Numbered(table, column, outputs);
            return new([.. Rows(table).Select(row => OneHot((int)table[row][column], classes))], [.. Enumerable.Range(0, classes).Select(index => index.ToString(CultureInfo.InvariantCulture))]);
        }
        (string[] names, int[] order) = Named(table, column);
        CheckCount(table, names.Length, "class", outputs, $" ({string.Join(", ", names.Take(10).Select(Shown.Text))})");
        return new([.. Rows(table).Select(row => OneHot(order[(int)table[row][column]], names.Length))], names);
    }

    private static int Numbered(Table<double> table, int column, int? outputs)
    {
        double largest = 0;
        foreach (int row in Rows(table))
        {
            double label = table[row][column];
            if (!(label >= 0 && label == Math.Floor(label))) throw Problem(table, row, column, "a class: a whole number from 0, or a name");
            if (outputs is int k && label >= k) throw Problem(table, row, column, $"a class from 0 to {k - 1} (the network has {k} outputs, and classes count from 0)");
            if (label >= MostNumbers) throw Problem(table, row, column, "the number of a class, and this is too large for one");
            largest = Math.Max(largest, label);
        }
        int classes = outputs ?? (int)largest + 1;
        CheckSize(table, column, classes);
        return classes;
    }

    // The names in the order of the alphabet, and where in it each category stands.
    private static (string[] Names, int[] Order) Named(Table<double> table, int column)
    {
        string[] names = [.. table.Columns[column].Categories.Order(StringComparer.Ordinal)];
        CheckSize(table, column, names.Length);
        return (names, [.. table.Columns[column].Categories.Select(name => Array.BinarySearch(names, name, StringComparer.Ordinal))]);
    }

    private static void CheckSize(Table<double> table, int column, int classes)
    {
        if ((long)classes * table.Rows > MostNumbers)
            throw new ProblemException($"{table.Source}: column \"{Shown.Text(table.Columns[column].Name)}\": {classes:N0} classes for {table.Rows:N0} examples are too many; is this the column of the classes?");
    }

    private static CsvTargets TwoNames(Table<double> table, int column, int? outputs)
    {
        CheckCount(table, 1, "target column", outputs);
        (string[] names, int[] order) = Named(table, column);
        // Among 0s and 1s one other text is more likely to be a slip than a name.
        if (names.Any(IsNumber)) throw Problem(table, FirstText(table, column), column, "a number from 0 to 1, as in the other rows");
        if (names.Length != 2)
            throw new ProblemException($"{table.Source}: column \"{Shown.Text(table.Columns[column].Name)}\": got {Shown.Count(names.Length, "name")} ({string.Join(", ", names.Take(10).Select(Shown.Text))}), wanted two, or numbers from 0 to 1");
        return new([.. Rows(table).Select(row => new double[] { order[(int)table[row][column]] })], [names[1]]);
    }

    private static int FirstText(Table<double> table, int column) => Rows(table).First(row => !IsNumber(table.TextOf(row, column)));

    private static void CheckCount(Table<double> table, int got, string noun, int? outputs, string which = "")
    {
        if (outputs is int wanted && got != wanted)
            throw new ProblemException($"{table.Source}: got {got} {(got == 1 ? noun : noun == "class" ? "classes" : noun + "s")}{which}, wanted {wanted} (the network has that many outputs)");
    }

    private static ProblemException Problem(Table<double> table, int row, int column, string wanted) => table.Problem(row, column, $"got \"{Shown.Text(table.TextOf(row, column))}\", wanted {wanted}");

    private static IEnumerable<int> Rows(Table<double> table) => Enumerable.Range(0, table.Rows);

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static double[] OneHot(int label, int classes)
    {
        double[] y = new double[classes];
        y[label] = 1;
        return y;
    }
}
