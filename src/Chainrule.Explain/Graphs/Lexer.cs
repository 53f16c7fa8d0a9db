using System.Globalization;

namespace Chainrule.Explain.Graphs;

internal enum TokenKind { Number, Name, Sign, End }

/// <summary>A word of the expression and the place where it starts.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, double Number = 0)
{
    internal bool Is(char sign) => Kind == TokenKind.Sign && Text[0] == sign;

    /// <summary>For the "got …" of a message.</summary>
    internal string Described => Kind == TokenKind.End ? "the end" : SourceText.Quoted(Text);
}

/// <summary>Splits an expression into words.</summary>
internal sealed class Lexer(SourceText source)
{
    private const string Signs = "+-*/^(),;=";

    /// <summary>Names stand in messages, on edges of drawings and in formulas.</summary>
    internal const int LongestName = 40;

    private readonly List<Token> tokens = [];
    private int at;

    private char Current => At(at);

    private char At(int place) => place < source.Text.Length ? source.Text[place] : '\0';

    /// <summary>The words, with one of kind End behind the last.</summary>
    internal IReadOnlyList<Token> Read()
    {
        while (at < source.Text.Length)
        {
            if (char.IsWhiteSpace(Current)) at++;
            else if (char.IsAsciiDigit(Current) || (Current == '.' && char.IsAsciiDigit(At(at + 1)))) ReadNumber();
            else if (char.IsLetter(Current) || Current == '_') ReadName();
            else ReadSign();
        }
        tokens.Add(new(TokenKind.End, "", source.Text.Length));
        return tokens;
    }

    private void ReadNumber()
    {
        int start = at;
        SkipDigits();
        if (Current == '.') at++;
        SkipDigits();
        int digits = IsMinus(At(at + 1)) || At(at + 1) == '+' ? at + 2 : at + 1;
        if (Current is 'e' or 'E' && char.IsAsciiDigit(At(digits)))
        {
            at = digits;
            SkipDigits();
        }
        string text = source.Text[start..at];
        double number = double.Parse(Plain(text), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(number))
            throw source.Problem(start, $"the number {SourceText.Quoted(text)} is too large.", "Numbers go up to about 1.8e308.");
        tokens.Add(new(TokenKind.Number, text, start, number));
    }

    private static string Plain(string number) => string.Concat(number.Select(c => IsMinus(c) ? '-' : c));

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current)) at++;
    }

    private void ReadName()
    {
        int start = at;
        while (char.IsLetter(Current) || char.IsAsciiDigit(Current) || Current == '_') at++;
        CheckLength(source, source.Text[start..at], start);
        tokens.Add(new(TokenKind.Name, source.Text[start..at], start));
    }

    /// <summary>Refuses a name that is too long.</summary>
    internal static void CheckLength(SourceText source, string name, int start)
    {
        if (name.Length > LongestName) throw source.Problem(start, $"this name has {name.Length} characters, wanted at most {LongestName}.", "Choose a shorter name.");
    }

    private void ReadSign()
    {
        char sign = Current switch
        {
            '·' or '×' or '∙' or '⋅' => '*',
            _ when IsMinus(Current) => '-',
            _ => Current,
        };
        if (!Signs.Contains(sign)) throw Stray();
        tokens.Add(new(TokenKind.Sign, sign.ToString(), at++));
    }

    // Besides the keyboard's: the real minus sign and the en dash, which pasted text has.
    internal static bool IsMinus(char c) => c is '-' or '−' or '–';

    private Rules.ProblemException Stray()
    {
        string shown = char.IsHighSurrogate(Current) && char.IsLowSurrogate(At(at + 1)) ? source.Text.Substring(at, 2) : Current.ToString();
        string name = char.IsControl(Current) || char.GetUnicodeCategory(Current) is UnicodeCategory.Format or UnicodeCategory.Surrogate
            && shown.Length == 1 ? $"the invisible character U+{(int)Current:X4}" : $"\"{shown}\"";
        return source.Problem(at, $"{name} cannot stand in an expression.", Instead(Current));
    }

    private static string Instead(char stray) => stray switch
    {
        >= '⁰' and <= '⁹' => $"Write a power with ^: x^{stray - '⁰'}.",
        '¹' => "Write a power with ^: x^1.",
        '²' => "Write a square as x^2.",
        '³' => "Write a cube as x^3.",
        '√' => "Write a square root as sqrt(x).",
        '÷' or ':' => "Write a division with /.",
        '[' or ']' or '{' or '}' => "Use round parentheses: ( ).",
        '|' => "Write the absolute value of x as max(x, -x).",
        '%' => "Write 5 % as 0.05.",
        '\'' or '"' or '`' => "Names and numbers stand without quotation marks.",
        '.' => "A point belongs inside a number, such as 0.5. Multiply with *.",
        _ => $"Expressions are made of numbers, names, + - * / ^ ( ) and the functions {string.Join(", ", Vocabulary.FunctionNames)}.",
    };
}
