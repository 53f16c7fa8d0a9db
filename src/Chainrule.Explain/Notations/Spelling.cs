using System.Text;
using System.Text.RegularExpressions;
using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Notations;

/// <summary>
/// A typed address taken apart, before anybody asks which number it is: <c>dW1[0,1]</c>, <c>∂L/∂w¹₀₁</c>, <c>W1.grad[0,1]</c>, <c>\frac{\partial L}{\partial w^{1}_{01}}</c>. Whatever stands around the
/// letters says the form; raised and lowered signs are written as LaTeX writes them, <c>w^{1}_{01}</c>.
/// </summary>
/// <param name="Form">What the signs around the letters say that is meant; null where they say nothing.</param>
/// <param name="State">Of <see cref="Form.State"/> the letter of the state.</param>
/// <param name="Core">The letters with what stands above, below and behind them.</param>
internal sealed partial record Spelling(Form? Form, string State, string Core)
{
    /// <summary>A longer text is no address, and is not looked through.</summary>
    private const int Longest = 200;

    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺", Lowered = "₀₁₂₃₄₅₆₇₈₉", Plain = "0123456789+";

    private static readonly string[] Losses = ["l", "e", "j", "c", "etotal", "loss", "losses", "cost"];

    /// <summary>Takes the text apart; null where it is empty or cannot be any address.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="states">The letters of what the update keeps beside a parameter: others are no states, as the E of <c>E_{total}</c>.</param>
    public static Spelling? Of(string text, IReadOnlyList<string> states)
    {
        if (text.Length > Longest) return null;
        string plain = Written(text);
        if (Quotient().Match(plain) is { Success: true } of) return IsLoss(of.Groups["above"].Value) ? new(Addresses.Form.Gradient, "", of.Groups["below"].Value) : null;
        if (Kept().Match(plain) is { Success: true } kept && states.Contains(kept.Groups["state"].Value, StringComparer.OrdinalIgnoreCase)) return new(Addresses.Form.State, kept.Groups["state"].Value, kept.Groups["of"].Value);
        string core = plain.Replace(".grad", "", StringComparison.OrdinalIgnoreCase);
        if (core != plain) return core.Length > 0 ? new(Addresses.Form.Gradient, "", core) : null;
        if (Delta().Match(plain) is { Success: true } delta) return new(Addresses.Form.Gradient, "", "z" + delta.Groups["rest"].Value);
        if (New().Match(plain) is { Success: true } after) return new(Addresses.Form.Updated, "", after.Groups["of"].Value + after.Groups["rest"].Value);
        return plain.Length > 0 ? new(null, "", plain) : null;
    }

    /// <summary>Whether this is what somewhere the loss is called, to which gradients are taken: L, E, J, C, E_total, loss, cost.</summary>
    public static bool IsLoss(string name) => Losses.Contains(Letters(name));

    /// <summary>Only the letters and digits, small: <c>net_{h1}</c> is <c>neth1</c>.</summary>
    public static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // Without blanks and without what LaTeX needs to look well.
    private static string Written(string text)
    {
        string plain = Fraction().Replace(Styling().Replace(Styled().Replace(text, "${inner}"), ""), "${above}/${below}");
        plain = Greek().Replace(plain, name => Greeks[name.Value.TrimStart('\\')]);
        var written = new StringBuilder();
        for (int i = 0; i < plain.Length; i++)
        {
            string shifted = Raised.Contains(plain[i]) ? Raised : Lowered.Contains(plain[i]) ? Lowered : "";
            if (shifted.Length == 0)
            {
                if (!char.IsWhiteSpace(plain[i])) written.Append(plain[i]);
                continue;
            }
            int to = i;
            while (to < plain.Length && shifted.Contains(plain[to])) to++;
            written.Append(shifted == Raised ? "^{" : "_{").Append(string.Concat(plain[i..to].Select(c => Plain[shifted.IndexOf(c)]))).Append('}');
            i = to - 1;
        }
        // A mathematical script letter is a letter.
        return written.Replace("𝓛", "L").Replace("−", "-").ToString();
    }

    private static readonly Dictionary<string, string> Greeks = new()
    {
        ["partial"] = "∂",
        ["delta"] = "δ",
        ["eta"] = "η",
        ["alpha"] = "α",
        ["beta"] = "β",
        ["lambda"] = "λ",
        ["mu"] = "μ",
        ["rho"] = "ρ",
        ["epsilon"] = "ε",
        ["varepsilon"] = "ε",
    };

    [GeneratedRegex(@"\\(mathrm|mathbf|mathcal|mathit|mathsf|boldsymbol|operatorname|textrm|text)\{(?<inner>[^{}]*)\}")]
    private static partial Regex Styled();

    // Commands that only change how letters look, the dollars around mathematics, and spaces.
    [GeneratedRegex(@"\\(mathrm|mathbf|mathcal|mathit|mathsf|boldsymbol|operatorname|textrm|text|left|right|displaystyle)(?![A-Za-z])|\\[,;!:]|[$`""]|\\(?=_)")]
    private static partial Regex Styling();

    // {…} with braces within, as deep as they go.
    [GeneratedRegex(@"\\[dt]?frac\s*\{(?<above>(?>[^{}]|(?<open>\{)|(?<-open>\}))*(?(open)(?!)))\}\s*\{(?<below>(?>[^{}]|(?<depth>\{)|(?<-depth>\}))*(?(depth)(?!)))\}")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\\(partial|delta|eta|alpha|beta|lambda|mu|rho|varepsilon|epsilon)(?![A-Za-z])")]
    private static partial Regex Greek();

    [GeneratedRegex(@"^\(?[∂d](?<above>[^/]+?)\)?/\(?[∂d](?<below>[^/]+?)\)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Quotient();

    // m(w¹₀₁), and m_{w^{1}_{01}}.
    [GeneratedRegex(@"^(?<state>[A-Za-z])(\((?<of>[A-Za-z].*)\)|_\{(?<of>[A-Za-z].*)\})$")]
    private static partial Regex Kept();

    [GeneratedRegex(@"^(δ|delta)(?<rest>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Delta();

    // new w, w^{1,new}, w^{+}, w+, w_new.
    [GeneratedRegex(@"^(new(?<of>.+)|(?<of>.+?\^\{[^{}]*),\{?new\}?(?<rest>\}.*)|(?<of>.+?)\^\{?(\+|\{?new\}?)\}?(?<rest>.*)|(?<of>.+?)_?new(?<rest>[^A-Za-z]*)|(?<of>.+)\+)$", RegexOptions.IgnoreCase)]
    private static partial Regex New();
}
