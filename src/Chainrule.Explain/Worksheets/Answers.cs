using System.Globalization;
using System.Text;
using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Rules;

namespace Chainrule.Explain.Worksheets;

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

    /// <summary>Reads a JSON file: what was written for each number, or null where the line was left empty.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="book">Which numbers there are.</param>
    /// <exception cref="ProblemException">It is no such file, or there is no such number; the message says where.</exception>
    public static IReadOnlyDictionary<Address, WrittenNumber?> Parse(ReadOnlySpan<byte> json, string source, AddressBook book)
    {
        JsonNode root = new JsonTree(json, source, "the answers", Wanted).Root;
        if (!root.IsObject) throw root.Problem($"wanted {Wanted}");
        var answers = new Dictionary<Address, WrittenNumber?>();
        foreach ((JsonNode key, JsonNode value) in root.Members()) Add(answers, book, key.Text, value.ReadWritten("a number, or null where there is no answer"), value.Problem);
        return answers;
    }

    /// <summary>Adds an answer; <paramref name="at"/> puts the place before a message.</summary>
    /// <exception cref="ProblemException">There is no such number, it is answered already, or the answer is no number.</exception>
    public static void Add(Dictionary<Address, WrittenNumber?> answers, AddressBook book, string address, string? answer, Func<string, ProblemException> at)
    {
        try
        {
            Address found = book.Parse(address);
            if (!answers.TryAdd(found, string.IsNullOrWhiteSpace(answer) ? null : WrittenNumber.Parse(answer))) throw new ProblemException($"{found} is answered twice; keep one of the answers");
        }
        catch (ProblemException problem)
        {
            throw at(Suggested(problem.Message, book, address));
        }
    }

    private static string Suggested(string message, AddressBook book, string address)
    {
        string[] all = [.. book.All().Select(each => each.ToString())];
        return all.Contains(address) || Names.Nearest(all, address) is not string nearest || message.Contains(nearest, StringComparison.Ordinal) ? message : $"{message}; did you mean \"{nearest}\"?";
    }
}
