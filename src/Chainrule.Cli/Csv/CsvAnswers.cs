using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Tables;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Worksheets;
using Chainrule.Rules;

namespace Chainrule.Cli.Csv;

/// <summary>Answers to a worksheet from a CSV file with the columns address and answer.</summary>
internal static class CsvAnswers
{
    /// <exception cref="ProblemException">It is no such table, or there is no such number; the message says in which line.</exception>
    public static IReadOnlyDictionary<Address, WrittenNumber?> Parse(byte[] csv, string source, AddressBook book)
    {
        using var file = new CsvFile(new MemoryStream(csv), source);
        int address = file.ColumnOf(Answers.AddressColumn), answer = file.ColumnOf(Answers.AnswerColumn);
        var kinds = new ColumnKind[file.Columns.Length];
        // How many digits were written is told by the text.
        Array.Fill(kinds, ColumnKind.Texts);
        Table<double> table = file.ReadRows<double>(kinds, new CsvOptions { MostCells = CsvExamples.MostCells, MostCategories = CsvExamples.MostCells });
        var answers = new Dictionary<Address, WrittenNumber?>();
        for (int row = 0; row < table.Rows; row++)
        {
            string at = $"{source}:{table.LineOf(row)}";
            Answers.Add(answers, book, table.TextOf(row, address), table.TextOf(row, answer), message => new($"{at}: {message}"));
        }
        return answers;
    }
}
