using System.Text;
using System.Xml.Linq;

namespace Chainrule.Testing.Printed;

/// <summary>Formulas of LaTeX and MathML on one line, as <see cref="FormulaReader"/> reads them.</summary>
internal static class Linear
{
    /// <exception cref="FormatException">There is something in it that no formula has.</exception>
    internal static string OfLatex(string latex)
    {
        int at = 0;
        string linear = OfLatex(latex, ref at);
        return at == latex.Length ? linear : throw new FormatException($"a brace too many at {at} in: {latex}");
    }

    // Up to the brace that ends the group, or to the end.
    private static string OfLatex(string latex, ref int at)
    {
        var line = new StringBuilder();
        while (at < latex.Length && latex[at] != '}')
        {
            char c = latex[at++];
            if (c == '\\') line.Append(OfCommand(latex, ref at));
            else if (c == '{') line.Append(Rest(latex, ref at));
            else if (c == '^' && Group(latex, ref at) is var raised) line.Append(raised == "2" && line[^1] != 'e' ? "²" : $"^({raised})");
            else line.Append(c);
        }
        return line.ToString();
    }

    private static string OfCommand(string latex, ref int at)
    {
        int start = at;
        while (at < latex.Length && char.IsAsciiLetter(latex[at])) at++;
        switch (latex[start..at])
        {
            case "frac": return $"(({Group(latex, ref at)})/({Group(latex, ref at)}))";
            case "tfrac": return $"({Group(latex, ref at)}/{Group(latex, ref at)})";
            case "sqrt": return $"√({Group(latex, ref at)})";
            case "text" or "operatorname": return Group(latex, ref at);
            case "times":
                at += "10^".Length;
                return $"e{Group(latex, ref at)}";
            case "cdot": return "·";
            case "langle": return "⟨";
            case "rangle": return "⟩";
            case "sigma": return "σ";
            case "left" or "right" or "quad": return "";
            case "ln" or "tanh" or "max" or "min": return latex[start..at];
            default: throw new FormatException($"\\{latex[start..at]} in: {latex}");
        }
    }

    private static string Group(string latex, ref int at)
    {
        if (at >= latex.Length || latex[at++] != '{') throw new FormatException($"no brace at {at - 1} in: {latex}");
        return Rest(latex, ref at);
    }

    private static string Rest(string latex, ref int at)
    {
        string inner = OfLatex(latex, ref at);
        if (at++ >= latex.Length) throw new FormatException($"a brace is missing in: {latex}");
        return inner;
    }

    /// <summary>What stands in an element of a page: MathML and links, or code.</summary>
    internal static string OfMathMl(XNode node)
    {
        if (node is XText text) return text.Value.Replace("\u2061", "", StringComparison.Ordinal).Replace("\u2062", "", StringComparison.Ordinal);
        if (node is not XElement element) return "";
        string[] parts = [.. element.Nodes().Select(OfMathMl)];
        return element.Name.LocalName switch
        {
            "mfrac" => $"(({parts[0]})/({parts[1]}))",
            "msqrt" => $"√({string.Concat(parts)})",
            "msup" => parts[1] == "2" && parts[0] != "e" ? $"{parts[0]}²" : parts[0] == "10" ? parts[1] : $"{parts[0]}^({parts[1]})",
            "mo" when parts[0] == "×" => "e",
            _ => string.Concat(parts),
        };
    }
}
