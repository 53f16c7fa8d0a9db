namespace Chainrule.Explain.Rendering;

/// <summary>Breaks mathematics that is too wide for its line, before a sign of a sum or after a comma, never inside a fraction or an exponent.</summary>
internal static class LatexLines
{
    // Widths are in digits of the text's size: a script is about 0.7 of it, a letter or sign about one and a half with its space.
    private const double ScriptScale = 0.7, SignWidth = 2.2, CommandWidth = 1.6;

    private static readonly string[] Unseen = ["left", "right", "text", "operatorname", "mathrm", "mathbf", "mathsf", "boldsymbol", "mathcal"];

    /// <summary>The lines, each at most this many digits wide where a break is possible.</summary>
    public static IReadOnlyList<string> Break(string mathematics, double width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string piece in Pieces(mathematics))
        {
            if (line.Length > 0 && Width(line + piece) > width)
            {
                lines.Add(line.Trim());
                line = "";
            }
            line += piece;
        }
        lines.Add(line.Trim());
        return lines;
    }

    /// <summary>About how many digits wide the mathematics is.</summary>
    public static double Width(string mathematics)
    {
        int at = 0;
        return Width(mathematics, ref at);
    }

    private static IEnumerable<string> Pieces(string text)
    {
        int depth = 0, start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' || IsCommand(text, i, @"\left")) depth++;
            if (text[i] == '}' || IsCommand(text, i, @"\right")) depth--;
            bool isSign = text[i] is '+' or '-' && i > 0 && text[i - 1] == ' ' && i + 1 < text.Length && text[i + 1] == ' ';
            bool isAfterComma = i > 1 && text[i - 1] == ' ' && text[i - 2] == ',';
            if (depth > 0 || i == start || !isSign && !isAfterComma) continue;
            yield return text[start..i];
            start = i;
        }
        yield return text[start..];
    }

    private static bool IsCommand(string text, int at, string command) =>
        text.AsSpan(at).StartsWith(command) && (at + command.Length == text.Length || !char.IsAsciiLetter(text[at + command.Length]));

    private static double Width(string text, ref int at)
    {
        double width = 0;
        while (at < text.Length)
        {
            char c = text[at++];
            if (c == '}') break;
            width += c switch
            {
                '\\' => Command(text, ref at),
                '{' => Width(text, ref at),
                '^' or '_' => ScriptScale * Script(text, ref at),
                '+' or '-' or '=' => SignWidth,
                ' ' => 0,
                _ => 1,
            };
        }
        return width;
    }

    private static double Script(string text, ref int at)
    {
        if (at < text.Length && text[at] == '{') at++;
        return Width(text, ref at);
    }

    private static double Command(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
        string name = text[start..at];
        if (name is "frac") return Math.Max(Script(text, ref at), Script(text, ref at)) + 0.5;
        if (name is "tfrac") return ScriptScale * Math.Max(Script(text, ref at), Script(text, ref at));
        return Unseen.Contains(name) ? 0 : CommandWidth;
    }
}
