using Chainrule.Cli.Reading;
using Chainrule.Data;
using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Tables;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Cli.Csv;

/// <summary>Examples from a CSV file: the columns named as targets are y, all others x.</summary>
/// <param name="Batch">The examples, in the order of the rows.</param>
/// <param name="Inputs">The column of each x.</param>
/// <param name="Outputs">The column of each y; where one column holds classes, the name of each class.</param>
public sealed record CsvExamples(Batch Batch, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>As many numbers as fit well into memory; a file of <see cref="InputFile.Largest"/> bytes could hold more cells.</summary>
    internal const int MostCells = 20_000_000;

    /// <summary>
    /// Reads a file, or standard input where the path is "-". The first line names the columns; cells are separated by commas, semicolons or tabs;
    /// numbers have a decimal point. A file has at most 100 MB and 20 million cells. With softmax-cross-entropy one target column may hold classes, numbered from 0 or named, and with
    /// binary-cross-entropy two names, of which the first in the order of the alphabet is 0.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="targets">The names of the target columns.</param>
    /// <param name="loss">The network's loss, which says what a target may be.</param>
    /// <param name="outputs">How many outputs the network has, or null where any number will do.</param>
    /// <param name="inputs">How many inputs the network has, or null where any number will do.</param>
    /// <exception cref="ProblemException">The file cannot be read, is no such table, or does not fit the targets, the loss or the network.</exception>
    public static CsvExamples Read(string path, IReadOnlyList<string> targets, Loss loss, int? outputs = null, int? inputs = null) =>
        Parse(UserFile.ReadAll(path), UserFile.NameOf(path), targets, loss, outputs, inputs);

    /// <summary>As <see cref="Read"/>, from a UTF-8 text which messages call <paramref name="source"/>.</summary>
    /// <exception cref="ProblemException">It is no such table, or does not fit the targets, the loss or the network.</exception>
    public static CsvExamples Parse(byte[] csv, string source, IReadOnlyList<string> targets, Loss loss, int? outputs = null, int? inputs = null)
    {
        using var file = new CsvFile(new MemoryStream(csv), source);
        int[] targetColumns = TargetColumns(file, targets);
        int[] inputColumns = [.. Enumerable.Range(0, file.Columns.Length).Except(targetColumns)];
        string[] names = [.. inputColumns.Select(c => file.Columns[c])];
        string listed = string.Join(", ", names.Take(10).Select(Shown.Text));
        if (names.Length == 0) throw new ProblemException($"{source}: every column is a target; wanted at least one input column");
        if (inputs is int wanted && names.Length != wanted)
            throw new ProblemException($"{source}: got {Shown.Count(names.Length, "input column")} ({listed}), wanted {wanted} (the network has that many inputs)");

        var kinds = new ColumnKind[file.Columns.Length];
        Array.Fill(kinds, ColumnKind.Numbers);
        foreach (int target in targetColumns) kinds[target] = ColumnKind.NumbersOrTexts;
        Table<double> table = file.ReadRows<double>(kinds, new CsvOptions { MostCells = MostCells, MostCategories = MostCells });
        table.RefuseMissing();
        CsvTargets y = CsvTargets.Read(table, targetColumns, loss, outputs);
        return new(new([.. Enumerable.Range(0, table.Rows).Select(row => Cells(table, row, inputColumns))], y.Y), names, y.Names);
    }

    internal static double[] Cells(Table<double> table, int row, int[] columns)
    {
        ReadOnlySpan<double> cells = table[row];
        double[] chosen = new double[columns.Length];
        for (int c = 0; c < columns.Length; c++) chosen[c] = cells[columns[c]];
        return chosen;
    }

    private static int[] TargetColumns(CsvFile file, IReadOnlyList<string> targets)
    {
        if (targets.Count == 0) throw new ProblemException($"{file.Source}: no target column is named; wanted one or more of {string.Join(", ", file.Columns.Take(10).Select(Shown.Text))}");
        int[] columns = [.. targets.Select(name => file.ColumnOf(name.Trim()))];
        if (columns.Distinct().Count() < columns.Length) throw new ProblemException($"{file.Source}: a target column is named twice; name each once");
        return columns;
    }
}
