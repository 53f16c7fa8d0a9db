using System.Globalization;
using System.Text;
using Chainrule.Rules;

namespace Chainrule.Explain.Graphs;

/// <summary>What the user typed, and how to point into it.</summary>
internal sealed class SourceText(string text)
{
    // With the indent of two, a terminal's 80 columns hold it.
    private const int Window = 72;

    internal string Text { get; } = text;

    /// <summary>A message that says what is wrong, shows the place with a caret, and says what to do.</summary>
    internal ProblemException Problem(int at, string what, string whatToDo)
    {
        int from = Math.Max(0, Math.Min(at - Window / 2, Text.Length - Window));
        int to = Math.Min(Text.Length, from + Window);
        string before = (from > 0 ? "…" : "") + Visible(Text[from..Math.Min(at, to)]);
        string after = Visible(Text[Math.Min(at, to)..to]) + (to < Text.Length ? "…" : "");
        int column = new StringInfo(before).LengthInTextElements;
        return new ProblemException($"{what}\n  {before}{after}\n  {new string(' ', column)}^\n{whatToDo}");
    }

    /// <summary>A piece of the text, short enough for a sentence, in quotation marks.</summary>
    internal static string Quoted(string piece) => $"\"{Visible(Clip(piece, 40))}\"";

    /// <summary>The text, or its beginning and an ellipsis, in at most so many characters.</summary>
    internal static string Clip(string text, int length)
    {
        if (text.Length <= length) return text;
        int end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end] + "…";
    }

    /// <summary>Without characters that would break the line or that no font and no XML has.</summary>
    internal static string Visible(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            clean.Append(Rune.IsControl(rune) ? " " : rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }
}
