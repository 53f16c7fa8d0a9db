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

    // Before a sign of a sum if there is one, else before a factor or a fraction's bar; the least deep inside parentheses; among equals the last.
    private static int BreakBefore(string text, int width)
    {
        // A break in the first quarter leaves a ragged stump, one at a bar tears a fraction: only if there is no other.
        const int lastResort = 1000;
        int depth = 0, best = width, bestCost = int.MaxValue;
        for (int at = 1; at < width; at++)
        {
            depth += text[at - 1] is '(' or '[' or '⟨' ? 1 : text[at - 1] is ')' or ']' or '⟩' ? -1 : 0;
            // Behind the parenthesis of a function within functions there is nothing to be torn.
            bool isInside = text[at - 1] == '(';
            if (!IsTerm(text, at) && !IsFactor(text, at) && !isInside) continue;
            int cost = 2 * depth + (IsFactor(text, at) ? 1 : 0) + (isInside ? 2 * lastResort : at <= width / 4 || text[at] == '/' ? lastResort : 0);
            if (cost <= bestCost) (best, bestCost) = (at, cost);
        }
        return best;
    }

    private static bool IsTerm(string text, int at) =>
        text[at] == ' ' && ((at + 2 < text.Length && text[at + 1] is '+' or '−' or '-' && text[at + 2] == ' ') || text[at - 1] == ',');

    private static bool IsFactor(string text, int at) =>
        text[at] == '·' ? text[at - 1] != ' '
        // Not the bar of ∂L/∂w, which is one symbol.
        : text[at] == '/' ? text[at + 1] != '∂'
        : text[at] == ' ' && at + 2 < text.Length && text[at + 1] is '*' or '·' or '⊙' && text[at + 2] == ' ';
}
