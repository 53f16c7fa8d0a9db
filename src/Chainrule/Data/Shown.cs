using System.Globalization;
using System.Text;

namespace Chainrule.Data;

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
            if (MayMoveTheCursor(each)) shown.Append(CultureInfo.InvariantCulture, $"\\u{each.Value:x4}");
            else shown.Append(each);
        }
        return shown.ToString();
    }

    // Format characters (such as the override of the writing direction) can make a message read as something it is not.
    private static bool MayMoveTheCursor(Rune each) => Rune.GetUnicodeCategory(each)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>"1 number", "3 numbers".</summary>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
