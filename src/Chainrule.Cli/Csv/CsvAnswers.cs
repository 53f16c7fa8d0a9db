using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Tables;
using Chainrule.Explain.Worksheets;
using Chainrule.Rules;

namespace Chainrule.Cli.Csv;

/// <summary>Answers to a worksheet from a CSV file with the columns address and answer.</summary>
internal static class CsvAnswers
{
    /// <exception cref="ProblemException">It is no such table.</exception>
    public static IReadOnlyList<AnswerRow> Rows(byte[] csv, string source)
    {
        using var file = new CsvFile(new MemoryStream(csv), source);
        int address = file.ColumnOf(Answers.AddressColumn), answer = file.ColumnOf(Answers.AnswerColumn);
        var kinds = new ColumnKind[file.Columns.Length];
        // How many digits were written is told by the text.
        Array.Fill(kinds, ColumnKind.Texts);
        Table<double> table = file.ReadRows<double>(kinds, new CsvOptions { MostCells = CsvExamples.MostCells, MostCategories = CsvExamples.MostCells });
        return [.. Enumerable.Range(0, table.Rows).Select(row => new AnswerRow(table.TextOf(row, address), () => table.TextOf(row, answer), message => new($"{source}:{table.LineOf(row)}: {message}")))];
    }
}
