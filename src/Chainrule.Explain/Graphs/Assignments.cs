using System.Globalization;
using Chainrule.Rules;

namespace Chainrule.Explain.Graphs;

/// <summary>Numbers given by name, as in <c>a=2,b=-3</c>.</summary>
internal static class Assignments
{
    private const string Form = "Write name=number, with commas between: a=2,b=-0.5.";

    /// <summary>The numbers by their names. An empty text gives none.</summary>
    /// <exception cref="ProblemException">A part is not name=number, or a name comes twice: the message shows the place.</exception>
    public static IReadOnlyDictionary<string, double> Parse(string text)
    {
        var numbers = new Dictionary<string, double>();
        if (string.IsNullOrWhiteSpace(text)) return numbers;
        var source = new SourceText(text);
        int start = 0;
        foreach (string part in text.Split(','))
        {
            Add(numbers, source, part, start);
            start += part.Length + 1;
        }
        return numbers;
    }

    private static void Add(Dictionary<string, double> numbers, SourceText source, string part, int start)
    {
        int at = start + part.Length - part.TrimStart().Length, sign = part.IndexOf('=', StringComparison.Ordinal);
        if (sign < 0) throw NoSign(source, part.Trim(), at);
        string name = part[..sign].Trim();
        if (!IsName(name)) throw source.Problem(at, $"{SourceText.Quoted(name)} is not a name: wanted letters, digits and _, a letter first.", Form);
        Lexer.CheckLength(source, name, at);
        if (Vocabulary.IsFunction(name)) throw source.Problem(at, $"{name} is a function, so it cannot name a number.", "Choose another name.");
        if (!numbers.TryAdd(name, NumberOf(part[(sign + 1)..], source, start + sign + 1)))
            throw source.Problem(at, $"{name} is given twice.", "Give each name one number.");
    }

    private static ProblemException NoSign(SourceText source, string part, int at) => part.Length > 0 && part.All(char.IsAsciiDigit) && at > 0
        ? source.Problem(at, $"wanted name=number, got {SourceText.Quoted(part)}.", $"A comma separates the names. For a decimal number write a point: 0.{part}.")
        : source.Problem(at, $"wanted name=number, got {(part.Length == 0 ? "nothing" : SourceText.Quoted(part))}.", Form);

    private static double NumberOf(string text, SourceText source, int start)
    {
        string plain = string.Concat(text.Trim().Select(c => Lexer.IsMinus(c) ? '-' : c));
        int at = start + text.Length - text.TrimStart().Length;
        if (!double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            throw source.Problem(at, $"{(plain.Length == 0 ? "nothing" : SourceText.Quoted(plain))} is not a number.", "Write numbers such as 2, -0.5 or 1e-3.");
        return double.IsFinite(number)
            ? number
            : throw source.Problem(at, $"{SourceText.Quoted(plain)} is not a finite number.", "Write numbers such as 2, -0.5 or 1e-3.");
    }

    private static bool IsName(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetter(c) || char.IsAsciiDigit(c) || c == '_');
}
