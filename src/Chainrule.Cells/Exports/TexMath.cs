using System.Net;
using System.Text;
using Chainrule.Rules;

namespace Chainrule.Cells.Exports;

/// <summary>The simple LaTeX of lessons as MathML, which browsers draw by themselves. <c>lessons/README.md</c> says what is understood.</summary>
public sealed class TexMath
{
    private readonly string tex;
    private readonly bool isDisplay;
    private int at;

    private TexMath(string tex, bool isDisplay) => (this.tex, this.isDisplay) = (tex, isDisplay);

    /// <summary>The formula as a MathML element.</summary>
    /// <param name="tex">LaTeX, without the dollars.</param>
    /// <param name="isDisplay">Whether it stands on lines of its own.</param>
    /// <exception cref="ProblemException">Something in it is not understood.</exception>
    public static string ToMathMl(string tex, bool isDisplay)
    {
        var reader = new TexMath(tex.Trim(), isDisplay);
        string inner = reader.Row("");
        if (reader.at < reader.tex.Length) throw reader.Problem($"\"{reader.tex[reader.at]}\" closes nothing");
        return $"<math{(isDisplay ? " display=\"block\"" : "")}>{inner}</math>";
    }

    // Everything up to the sign that ends this row: }, &, \\, \end or \right, or the end of the text.
    private string Row(string end)
    {
        var row = new StringBuilder("<mrow>");
        while (true)
        {
            SkipBlanks();
            if (at == tex.Length || tex[at] is '}' or '&' || end.Length > 0 && Ahead(end) || Ahead(@"\\") || Ahead(@"\end")) return row.Append("</mrow>").ToString();
            bool isFunction = TexSigns.Functions.Any(name => Ahead(name) && !IsLetter(at + name.Length));
            row.Append(WithScripts());
            SkipBlanks();
            // sin x, but sin(x).
            if (isFunction && at < tex.Length && tex[at] is not ('(' or '}' or '&')) row.Append(TexSigns.ThinSpace);
        }
    }

    private string WithScripts()
    {
        bool isLimit = isDisplay && TexSigns.Limits.Any(name => Ahead(name) && !IsLetter(at + name.Length));
        string @base = Atom();
        string below = "", above = "";
        for (SkipBlanks(); at < tex.Length && tex[at] is '^' or '_' or '\''; SkipBlanks())
        {
            char sign = tex[at++];
            if (sign == '_') below = Argument();
            else if (sign == '^') above += Argument();
            else above += "<mo>′</mo>";
            if (at == tex.Length) break;
        }
        if (above.Length > 0) above = $"<mrow>{above}</mrow>";
        return (below.Length > 0, above.Length > 0) switch
        {
            (true, true) => isLimit ? $"<munderover>{@base}{below}{above}</munderover>" : $"<msubsup>{@base}{below}{above}</msubsup>",
            (true, false) => isLimit ? $"<munder>{@base}{below}</munder>" : $"<msub>{@base}{below}</msub>",
            (false, true) => isLimit ? $"<mover>{@base}{above}</mover>" : $"<msup>{@base}{above}</msup>",
            _ => @base,
        };
    }

    private string Atom()
    {
        char c = tex[at];
        if (c == '{') return Argument();
        if (c == '\\') return Command();
        if (char.IsAsciiDigit(c) || c == '.' && at + 1 < tex.Length && char.IsAsciiDigit(tex[at + 1])) return Number();
        at++;
        if (char.IsLetter(c)) return $"<mi>{c}</mi>";
        if (c is '^' or '_') return Again("<mrow></mrow>");
        // A parenthesis grows with what it holds only where \left asks for it.
        if (c is '(' or ')' or '[' or ']' or '|') return $"<mo stretchy=\"false\">{c}</mo>";
        return $"<mo>{(c == '-' ? "−" : c == '*' ? "∗" : WebUtility.HtmlEncode(c.ToString()))}</mo>";
    }

    // A script without a base: the sign itself is read by whoever asked.
    private string Again(string empty)
    {
        at--;
        return empty;
    }

    private string Number()
    {
        int start = at;
        while (at < tex.Length && (char.IsAsciiDigit(tex[at]) || tex[at] == '.' && at + 1 < tex.Length && char.IsAsciiDigit(tex[at + 1]))) at++;
        return $"<mn>{tex[start..at]}</mn>";
    }

    private string Argument()
    {
        SkipBlanks();
        if (at == tex.Length) throw Problem("something is missing at the end");
        if (tex[at] != '{') return Atom();
        at++;
        string row = Row("");
        Expect("}");
        return row;
    }

    private string Command()
    {
        int start = at++;
        while (IsLetter(at)) at++;
        // \, and \{ are one sign behind the backslash.
        if (at == start + 1 && at < tex.Length) at++;
        string name = tex[start..at];
        if (TexSigns.All.TryGetValue(name, out string? sign)) return sign;
        return name switch
        {
            @"\frac" or @"\tfrac" or @"\dfrac" => $"<mfrac>{Argument()}{Argument()}</mfrac>",
            @"\sqrt" => $"<msqrt>{Argument()}</msqrt>",
            @"\text" or @"\textbf" => $"<mtext>{WebUtility.HtmlEncode(Verbatim())}</mtext>",
            @"\mathrm" or @"\operatorname" or @"\mathsf" or @"\mathbf" => $"<mi mathvariant=\"normal\">{WebUtility.HtmlEncode(Verbatim())}</mi>",
            @"\hat" => $"<mover>{Argument()}<mo>^</mo></mover>",
            @"\bar" => $"<mover>{Argument()}<mo>¯</mo></mover>",
            @"\left" => Between(),
            @"\begin" => Table(),
            _ => throw Problem($"{name} is not understood"),
        };
    }

    private string Verbatim()
    {
        SkipBlanks();
        int end = at < tex.Length && tex[at] == '{' ? tex.IndexOf('}', at) : -1;
        if (end < 0) throw Problem("wanted {…}");
        string text = tex[(at + 1)..end];
        at = end + 1;
        return text;
    }

    private string Between()
    {
        string open = Delimiter(), inner = Row(@"\right");
        Expect(@"\right");
        return $"<mrow>{open}{inner}{Delimiter()}</mrow>";
    }

    private string Delimiter()
    {
        SkipBlanks();
        if (at == tex.Length) throw Problem("a parenthesis is missing at the end");
        int length = tex[at] == '\\' ? 2 : 1;
        string sign = tex.Substring(at, Math.Min(length, tex.Length - at)).TrimStart('\\');
        at += length;
        return sign == "." ? "" : $"<mo stretchy=\"true\">{WebUtility.HtmlEncode(sign)}</mo>";
    }

    private string Table()
    {
        string name = Verbatim();
        (string Open, string Close, string Align) kind = name switch
        {
            "aligned" => ("", "", " class=\"aligned\" displaystyle=\"true\""),
            "bmatrix" => ("<mo>[</mo>", "<mo>]</mo>", ""),
            "pmatrix" => ("<mo>(</mo>", "<mo>)</mo>", ""),
            "cases" => ("<mo>{</mo>", "", " columnalign=\"left\""),
            _ => throw Problem($@"\begin{{{name}}} is not understood"),
        };
        var table = new StringBuilder($"<mrow>{kind.Open}<mtable{kind.Align}><mtr>");
        for (int column = 0; ; column++)
        {
            // In aligned equations the sides lie against the relation.
            string align = name == "aligned" ? $" style=\"text-align: {(column % 2 == 0 ? "right" : "left")}; padding-inline: 0\"" : "";
            table.Append($"<mtd{align}>{Row("")}</mtd>");
            if (Ahead("&")) at++;
            else if (Ahead(@"\\")) (at, column) = (at + 2, Restart(table));
            else break;
        }
        Expect($@"\end{{{name}}}");
        return table.Append($"</mtr></mtable>{kind.Close}</mrow>").ToString();
    }

    private static int Restart(StringBuilder table)
    {
        table.Append("</mtr><mtr>");
        return -1;
    }

    private bool IsLetter(int place) => place < tex.Length && char.IsAsciiLetter(tex[place]);

    private bool Ahead(string text) => string.CompareOrdinal(tex, at, text, 0, text.Length) == 0;

    private void Expect(string text)
    {
        if (!Ahead(text)) throw Problem($"wanted {text}");
        at += text.Length;
    }

    private void SkipBlanks()
    {
        while (at < tex.Length && char.IsWhiteSpace(tex[at])) at++;
    }

    private ProblemException Problem(string what) => new($"the formula ${tex}$: at character {at + 1}: {what}; lessons/README.md lists what formulas may hold");
}
