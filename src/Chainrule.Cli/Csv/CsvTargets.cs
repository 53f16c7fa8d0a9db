using System.Globalization;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Cli.Csv;

/// <summary>The targets of a table, and what each of them is called.</summary>
internal sealed record CsvTargets(double[][] Y, IReadOnlyList<string> Names)
{
    // One-hot rows are as long as there are classes: a column of, say, telephone numbers would fill the memory.
    private const long MostNumbers = CsvFile.MostCells;

    /// <exception cref="ProblemException">A cell, or the number of targets, does not fit the loss or the network.</exception>
    internal static CsvTargets Read(CsvTable table, Loss loss, int? outputs)
    {
        if (table.Targets.Length == 1)
        {
            if (loss.OutputActivation == "softmax" && outputs != 1) return Classes(table, 0, outputs);
            if (loss.OutputActivation == "sigmoid" && !table.Rows.All(row => IsNumber(row.Targets[0]))) return TwoNames(table, 0, outputs);
        }
        CheckCount(table, table.Targets.Length, "target column", outputs);
        double[][] y = [.. table.Rows.Select(table.Numbers)];
        for (int e = 0; e < y.Length; e++)
            if (loss.WrongTargets(y[e]) is string wrong) throw new ProblemException($"{table.Source}:{table.Rows[e].Line}: {wrong} (the loss is {loss})");
        return new(y, table.Targets);
    }

    private static CsvTargets Classes(CsvTable table, int column, int? outputs)
    {
        bool numbered = table.Rows.All(row => IsNumber(row.Targets[column]));
        string[] names = numbered ? Numbered(table, column, outputs) : Named(table, column);
        if (!numbered) CheckCount(table, names.Length, "class", outputs, $" ({string.Join(", ", names.Take(10).Select(Shown.Text))})");
        var indexOf = new Dictionary<string, int>(names.Select((name, index) => KeyValuePair.Create(name, index)));
        return new([.. table.Rows.Select(row => OneHot(indexOf[numbered ? Canonical(row.Targets[column]) : row.Targets[column]], names.Length))], names);
    }

    private static string[] Numbered(CsvTable table, int column, int? outputs)
    {
        double largest = 0;
        foreach (CsvLine row in table.Rows)
        {
            double label = table.Number(row, column);
            if (!(label >= 0 && label == Math.Floor(label))) throw table.Problem(row, column, "a class: a whole number from 0, or a name");
            if (outputs is int k && label >= k) throw table.Problem(row, column, $"a class from 0 to {k - 1} (the network has {k} outputs, and classes count from 0)");
            if (label >= MostNumbers) throw table.Problem(row, column, "the number of a class, and this is too large for one");
            largest = Math.Max(largest, label);
        }
        int classes = outputs ?? (int)largest + 1;
        CheckSize(table, column, classes);
        return [.. Enumerable.Range(0, classes).Select(index => index.ToString(CultureInfo.InvariantCulture))];
    }

    // 2, 2.0 and 02 are one class, and so are 0 and -0: − 0 + 0 is 0.
    private static string Canonical(string number) => (double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture) + 0.0).ToString("F0", CultureInfo.InvariantCulture);

    private static string[] Named(CsvTable table, int column)
    {
        foreach (CsvLine row in table.Rows)
            if (row.Targets[column].Length == 0) throw table.Problem(row, column, "the name of a class");
        string[] names = [.. table.Rows.Select(row => row.Targets[column]).Distinct().Order(StringComparer.Ordinal)];
        CheckSize(table, column, names.Length);
        return names;
    }

    private static void CheckSize(CsvTable table, int column, int classes)
    {
        if ((long)classes * table.Rows.Count > MostNumbers)
            throw new ProblemException($"{table.Source}: column \"{Shown.Text(table.Targets[column])}\": {classes:N0} classes for {table.Rows.Count:N0} examples are too many; is this the column of the classes?");
    }

    private static CsvTargets TwoNames(CsvTable table, int column, int? outputs)
    {
        CheckCount(table, 1, "target column", outputs);
        string[] names = Named(table, column);
        // Among 0s and 1s one other text is more likely to be a slip than a name.
        if (names.Any(IsNumber)) throw table.Problem(table.Rows.First(row => !IsNumber(row.Targets[column])), column, "a number from 0 to 1, as in the other rows");
        if (names.Length != 2)
            throw new ProblemException($"{table.Source}: column \"{Shown.Text(table.Targets[column])}\": got {Shown.Count(names.Length, "name")} ({string.Join(", ", names.Take(10).Select(Shown.Text))}), wanted two, or numbers from 0 to 1");
        return new([.. table.Rows.Select(row => new double[] { row.Targets[column] == names[0] ? 0 : 1 })], [names[1]]);
    }

    private static void CheckCount(CsvTable table, int got, string noun, int? outputs, string which = "")
    {
        if (outputs is int wanted && got != wanted)
            throw new ProblemException($"{table.Source}: got {got} {(got == 1 ? noun : noun == "class" ? "classes" : noun + "s")}{which}, wanted {wanted} (the network has that many outputs)");
    }

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static double[] OneHot(int label, int classes)
    {
        double[] y = new double[classes];
        y[label] = 1;
        return y;
    }
}
