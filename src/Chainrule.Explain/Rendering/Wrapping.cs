namespace Chainrule.Explain.Rendering;

/// <summary>Breaking lines that are too long for the page.</summary>
public static class Wrapping
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

    // Before a sign of a sum if there is one, else before a factor; the least deep inside parentheses; among equals the last.
    private static int BreakBefore(string text, int width)
    {
        int depth = 0, best = -1, bestCost = int.MaxValue;
        for (int at = 0; at < width; at++)
        {
            depth += text[at] is '(' or '[' or '⟨' ? 1 : text[at] is ')' or ']' or '⟩' ? -1 : 0;
            // A break in the first quarter would leave a ragged stump.
            if (at <= width / 4) continue;
            int cost = 2 * depth + (IsFactor(text, at) ? 1 : 0);
            if (cost <= bestCost && (IsTerm(text, at) || IsFactor(text, at))) (best, bestCost) = (at, cost);
        }
        return best >= 0 ? best : width;
    }

    private static bool IsTerm(string text, int at) =>
        text[at] == ' ' && ((at + 2 < text.Length && text[at + 1] is '+' or '−' or '-' && text[at + 2] == ' ') || text[at - 1] == ',');

    private static bool IsFactor(string text, int at) =>
        text[at] == '·' ? text[at - 1] != ' ' : text[at] == ' ' && at + 2 < text.Length && text[at + 1] is '*' or '·' or '⊙' && text[at + 2] == ' ';
}
