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
        using var file = new CsvFile(csv, source);
        CsvTable table = file.ReadRows([], [file.ColumnOf(Answers.AddressColumn), file.ColumnOf(Answers.AnswerColumn)]);
        var answers = new Dictionary<Address, WrittenNumber?>();
        foreach (CsvLine row in table.Rows)
            Answers.Add(answers, book, row.Targets[0], row.Targets[1], message => new($"{source}:{row.Line}: {message}"));
        return answers;
    }
}
