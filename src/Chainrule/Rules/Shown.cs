using System.Buffers;
using System.Globalization;
using System.Text;

namespace Chainrule.Rules;

/// <summary>What came out of a user's file, as a message may show it: short, and without characters that could move a cursor.</summary>
internal static class Shown
{
    /// <summary>The most characters that are shown of one value.</summary>
    public const int Longest = 40;

    /// <summary>The text, cut after <see cref="Longest"/> characters with "…" for the rest; control characters are written as in <c>\u001b</c>.</summary>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder();
        int characters = 0;
        foreach (Rune each in text.EnumerateRunes())
        {
            if (characters++ == Longest) return shown.Append('…').ToString();
            if (MayMoveTheCursor(each)) shown.Append(Escaped(each));
            else shown.Append(each);
        }
        return shown.ToString();
    }

    /// <summary>
    /// A whole text as it may go to a terminal or into a document, whoever wrote the words in it: line feeds and tabs stay, other control characters, other line ends and marks of
    /// the writing direction are written as in <c>\u001b</c>.
    /// </summary>
    public static string Harmless(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(Harmful)) return text;
        var shown = new StringBuilder();
        foreach (char each in text)
        {
            if (Harmful.Contains(each)) shown.Append(Escaped(new Rune(each)));
            else shown.Append(each);
        }
        return shown.ToString();
    }

    private static string Escaped(Rune each) => string.Create(CultureInfo.InvariantCulture, $"\\u{each.Value:x4}");

    private static readonly SearchValues<char> Harmful = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue).Select(each => (char)each).Where(IsHarmful)]);

    // Not every format character: formulas have invisible signs, and some languages joiners.
    private static bool IsHarmful(char each) => each is not ('\n' or '\t') && (char.IsControl(each)
        || each is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

    // Format characters (such as the override of the writing direction) can make a message read as something it is not.
    private static bool MayMoveTheCursor(Rune each) => Rune.GetUnicodeCategory(each)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>"1 number", "3 numbers".</summary>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
