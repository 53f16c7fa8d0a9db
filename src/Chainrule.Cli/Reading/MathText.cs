using System.Text;
using System.Xml.Linq;
using Chainrule.Cells.Exports;

namespace Chainrule.Cli.Reading;

/// <summary>The formulas of lessons in a line of characters, as the stories write them: δˡⱼ, ∂L/∂w, e⁻ᶻ. What LaTeX means, <see cref="TexMath"/> reads.</summary>
internal static class MathText
{
    private const string Normal = "0123456789+−=()aehijklmnoprstuvxLT", Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ  ", Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵉʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛˣᴸᵀ";

    private static readonly string[] Spaced = ["+", "−", "=", "≈", "≠", "<", ">", "≤", "≥", "→", "←", "⇒", "↦", "∈", "×", "⊙", "±", "≪", "≫", "∝", "≡"];

    /// <summary>The formula as text.</summary>
    /// <param name="tex">LaTeX, without the dollars.</param>
    public static string Of(string tex) => Of(XElement.Parse(TexMath.ToMathMl(tex, isDisplay: false))).Trim();

    private static string Of(XElement element)
    {
        XElement[] parts = [.. element.Elements()];
        return element.Name.LocalName switch
        {
            "mfrac" => $"{Grouped(parts[0])}/{Grouped(parts[1])}",
            "msqrt" => $"√{(Row(parts) is { Length: 1 } single ? single : $"({Row(parts)})")}",
            "msup" or "mover" => Of(parts[0]) + Above(parts[1]),
            "msub" or "munder" => Of(parts[0]) + Below(parts[1]),
            "msubsup" or "munderover" => Of(parts[0]) + Above(parts[2]) + Below(parts[1]),
            "mspace" => parts.Length == 0 && element.Attribute("width")?.Value is "1em" or "2em" ? "   " : " ",
            "mtable" => string.Join("; ", parts.Select(Of)),
            "mtr" => string.Join(" ", parts.Select(Of)),
            _ => parts.Length > 0 ? Row(parts) : element.Value.Replace('∑', 'Σ'),
        };
    }

    private static string Row(XElement[] parts)
    {
        var row = new StringBuilder();
        for (int i = 0; i < parts.Length; i++)
        {
            string text = Of(parts[i]);
            // A sign after nothing, or after another sign, is that of a number: e⁻ᶻ, (−y).
            bool isBetween = parts[i].Name.LocalName == "mo" && i > 0 && parts[i - 1].Value is not ("(" or "[" or "{") && !Spaced.Contains(parts[i - 1].Value);
            bool isDot = text == "·" && i > 0 && i + 1 < parts.Length && (IsFraction(parts[i - 1]) || IsFraction(parts[i + 1]));
            // y ln a, not yln a.
            if (parts[i].Name.LocalName == "mi" && text.Length > 1 && row.Length > 0 && (char.IsLetterOrDigit(row[^1]) || row[^1] == ')')) row.Append(' ');
            row.Append(isBetween && (Spaced.Contains(text) || isDot) ? $" {text} " : text == "," ? ", " : IsSum(parts[i]) ? $"{text} " : text);
        }
        return row.ToString();
    }

    // ∂L/∂a·b could be read as ∂L/∂(a·b).
    private static bool IsFraction(XElement element) => element.DescendantsAndSelf("mfrac").Any();

    private static bool IsSum(XElement element) => element.Name.LocalName is "msub" or "munder" or "munderover" or "msubsup" && element.Elements().First().Value is "∑" or "∏" or "lim" || element.Value is "∑" or "∏";

    private static string Grouped(XElement part)
    {
        string text = Of(part).Trim();
        bool isOne = text.All(each => char.IsLetterOrDigit(each) || each is '∂' or '.' or '′' or '^' or '_' || Raised.Contains(each) || Lowered.Contains(each)) && !part.Descendants("mfrac").Any();
        return isOne || text.StartsWith('(') && text.IndexOf(')', StringComparison.Ordinal) == text.Length - 1 ? text : $"({text})";
    }

    private static string Above(XElement part)
    {
        string text = Of(part).Replace(" ", "", StringComparison.Ordinal);
        return text is "′" ? text : Small(text, Raised) ?? (text.Length == 1 ? $"^{text}" : $"^({text})");
    }

    private static string Below(XElement part)
    {
        string text = Of(part).Replace(" ", "", StringComparison.Ordinal);
        return Small(text, Lowered) ?? (text.Contains('→', StringComparison.Ordinal) ? $" {text}" : text.Length == 1 ? $"_{text}" : $"[{text}]");
    }

    private static string? Small(string text, string letters)
    {
        IEnumerable<char> small = text.Select(each => Normal.IndexOf(each, StringComparison.Ordinal) is >= 0 and int at ? letters[at] : ' ');
        return text.Length > 0 && !small.Contains(' ') ? string.Concat(small) : null;
    }
}
