using System.Globalization;
using System.Text;
using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Rules;

namespace Chainrule.Explain.Worksheets;

/// <summary>An answer as it stands in a file, not yet read.</summary>
/// <param name="Address">The address as it was written.</param>
/// <param name="Answer">Reads the answer as it was written: null or blank where the line was left empty. Throws <see cref="ProblemException"/> where it is no number or text.</param>
/// <param name="At">Puts the place before a message.</param>
internal sealed record AnswerRow(string Address, Func<string?> Answer, Func<string, ProblemException> At);

/// <summary>A file of answers: JSON, each address with its answer, <c>{ "z1[0]": 0.3775, "a1[0]": null }</c>; or CSV with the columns <c>address</c> and <c>answer</c>.</summary>
internal static class Answers
{
    private const string Wanted = "each address with its answer as JSON, { \"z1[0]\": 0.3775, … }";

    /// <summary>The columns of a CSV file.</summary>
    public const string AddressColumn = "address", AnswerColumn = "answer";

    /// <summary>The file to be filled in, or with its key: null, or a number as it is printed.</summary>
    public static string ToJson(Worksheet sheet, bool hasKey)
    {
        IEnumerable<string> lines = sheet.Asked.Select(each => $"  \"{each}\": {(hasKey ? Printed(sheet, each) : "null")}");
        return $"{{\n{string.Join(",\n", lines)}\n}}\n";
    }

    /// <inheritdoc cref="ToJson"/>
    public static string ToCsv(Worksheet sheet, bool hasKey)
    {
        var lines = new StringBuilder($"{AddressColumn},{AnswerColumn}\n");
        // The quotes are for the comma in dW1[0,1].
        foreach (Address each in sheet.Asked) lines.Append($"\"{each}\",{(hasKey ? Printed(sheet, each) : "")}\n");
        return lines.ToString();
    }

    // As it is printed; 1.999996, which would be printed as 2, with the zeros of 2.00000.
    private static string Printed(Worksheet sheet, Address address)
    {
        string printed = Rounding.Ascii(sheet.Recording[address]);
        return AnswerCheck.Judge(WrittenNumber.Parse(printed), sheet.Recording[address], 0) == Judgement.Right ? printed : sheet.Recording[address].ToString($"e{Rounding.Digits - 1}", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a JSON file, row by row.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="ProblemException">It is no such file; the message says where.</exception>
    public static IReadOnlyList<AnswerRow> Rows(ReadOnlySpan<byte> json, string source)
    {
        JsonNode root = new JsonTree(json, source, "the answers", Wanted).Root;
        if (!root.IsObject) throw root.Problem($"wanted {Wanted}");
        return [.. root.Members().Select(each => new AnswerRow(each.Key.Text, Lazily(each.Value), each.Value.Problem))];
    }

    // What is no number at all is a matter of its row.
    private static Func<string?> Lazily(JsonNode value) => () => value.ReadWritten("a number, or null where there is no answer");

    /// <summary>The answers of all rows.</summary>
    /// <exception cref="ProblemException">There is no such number, one is answered twice, or an answer is no number; the message says where.</exception>
    public static IReadOnlyDictionary<Address, WrittenNumber?> Of(IEnumerable<AnswerRow> rows, Func<string, Address> read, AddressBook book)
    {
        var answers = new Dictionary<Address, WrittenNumber?>();
        foreach (AnswerRow row in rows) Add(answers, row, read, book);
        return answers;
    }

    /// <summary>Adds the answer of a row.</summary>
    /// <exception cref="ProblemException">There is no such number, it is answered already, or the answer is no number.</exception>
    public static void Add(Dictionary<Address, WrittenNumber?> answers, AnswerRow row, Func<string, Address> read, AddressBook book)
    {
        string? answer = row.Answer();
        try
        {
            Address found = read(row.Address);
            if (!answers.TryAdd(found, string.IsNullOrWhiteSpace(answer) ? null : WrittenNumber.Parse(answer))) throw new ProblemException($"{found} is answered twice; keep one of the answers");
        }
        catch (ProblemException problem)
        {
            throw row.At(Suggested(problem.Message, book, row.Address));
        }
    }

    private static string Suggested(string message, AddressBook book, string address)
    {
        string[] all = [.. book.All().Select(each => each.ToString())];
        return all.Contains(address) || Names.Nearest(all, address) is not string nearest || message.Contains(nearest, StringComparison.Ordinal) ? message : $"{message}; did you mean \"{nearest}\"?";
    }
}
