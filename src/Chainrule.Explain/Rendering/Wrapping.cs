namespace Chainrule.Explain.Rendering;

/// <summary>Breaking lines that are too long for the page.</summary>
internal static class Wrapping
{
    /// <summary>A blank at which a line is not broken.</summary>
    public const char Tied = '\u00A0';

    /// <summary>Words in lines of at most this width; a single longer word gets a line of its own.</summary>
    public static IEnumerable<string> Words(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.Replace(Tied, ' ');
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line.Replace(Tied, ' ');
    }

    /// <summary>A formula in lines of at most this width, broken before a sign of a sum or after a comma where possible.</summary>
    public static IEnumerable<string> Formula(string text, int width)
    {
        while (text.Length > width)
        {
            int at = BreakBefore(text, width);
            yield return text[..at].TrimEnd();
            text = text[at..].TrimStart();
        }
        yield return text;
    }

    private static int BreakBefore(string text, int width)
    {
        foreach (string mark in (string[])[" + ", " − ", " - ", ", ", " * ", "·", "/"])
        {
            int at = text.LastIndexOf(mark, width - 1, StringComparison.Ordinal);
            // A break in the first third would leave a ragged stump.
            if (at > width / 3) return mark == ", " ? at + 1 : at;
        }
        return width;
    }
}
