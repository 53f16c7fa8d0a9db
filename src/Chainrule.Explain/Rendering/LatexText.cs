using System.Globalization;
using System.Text;

namespace Chainrule.Explain.Rendering;

/// <summary>Words in LaTeX: what is special to TeX made harmless, and the characters that its fonts lack.</summary>
internal static class LatexText
{
    // Latin letters that the T1 encoding lacks, although it has their neighbours.
    private const string Lacking = "ĦħĸĿŀŉŦŧſ";

    private const int LastLatin = 0x17F;

    private static readonly (string Sign, string Latex)[] Table =
    [
        ("−", "-"), ("∂", @"\partial"), ("·", @"\cdot"), ("×", @"\times"), ("⊙", @"\odot"), ("→", @"\to"), ("←", @"\leftarrow"),
        ("≈", @"\approx"), ("≠", @"\neq"), ("≤", @"\le"), ("≥", @"\ge"), ("∞", @"\infty"), ("√", @"\surd"), ("Σ", @"\Sigma"), ("∑", @"\sum"),
        ("⟨", @"\langle"), ("⟩", @"\rangle"), ("′", "'"), ("∈", @"\in"), ("𝓛", @"\mathcal{L}"), ("ᵀ", @"^{\mathsf{T}}"), ("‖", @"\|"),
        ("α", @"\alpha"), ("β", @"\beta"), ("γ", @"\gamma"), ("δ", @"\delta"), ("ε", @"\varepsilon"), ("η", @"\eta"), ("θ", @"\theta"),
        ("λ", @"\lambda"), ("μ", @"\mu"), ("π", @"\pi"), ("ρ", @"\rho"), ("σ", @"\sigma"), ("φ", @"\varphi"), ("ω", @"\omega"),
        ("Δ", @"\Delta"), ("Π", @"\Pi"), ("Ω", @"\Omega"), ("ˡ", "^{l}"), ("ᵗ", "^{t}"), ("ᴸ", "^{L}"), ("⁺", "^{+}"), ("⁻", "^{-}"), ("ₑ", "_{e}"),
    ];

    private static readonly Dictionary<string, string> Signs = Table.ToDictionary(row => row.Sign, row => row.Latex);

    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹", Lowered = "₀₁₂₃₄₅₆₇₈₉";

    /// <summary>The words with TeX's special characters escaped; other alphabets stay and are declared by <see cref="Declarations"/>.</summary>
    public static string Escape(string words)
    {
        var text = new StringBuilder();
        foreach (char c in Characters.Clean(words))
            text.Append(c switch
            {
                '\\' => @"\textbackslash{}",
                '{' or '}' or '$' or '&' or '#' or '%' or '_' => $@"\{c}",
                '^' => @"\textasciicircum{}",
                '~' => @"\textasciitilde{}",
                '"' => @"\textquotedbl{}",
                '<' => @"\textless{}",
                '>' => @"\textgreater{}",
                '|' => @"\textbar{}",
                '`' => @"\textasciigrave{}",
                _ => c.ToString(),
            });
        // Two hyphens in a row would become one dash.
        return text.Replace("--", "-{}-").ToString();
    }

    /// <summary>A declaration for each character of the document that LaTeX does not know by itself: how it is written, or its code point.</summary>
    public static string Declarations(string document)
    {
        var lines = new StringBuilder();
        foreach (Rune rune in document.EnumerateRunes().Distinct().Where(NeedsDeclaration).OrderBy(rune => rune.Value))
            lines.Append(CultureInfo.InvariantCulture, $"\\DeclareUnicodeCharacter{{{rune.Value:X4}}}{{{Written(rune)}}}\n");
        return lines.ToString();
    }

    private static bool NeedsDeclaration(Rune rune) =>
        rune.Value > LastLatin || Signs.ContainsKey(rune.ToString()) || Lacking.Contains(rune.ToString(), StringComparison.Ordinal);

    private static string Written(Rune rune)
    {
        string text = rune.ToString();
        if (Signs.TryGetValue(text, out string? sign)) return $@"\ensuremath{{{sign}}}";
        if (Raised.Contains(text, StringComparison.Ordinal)) return $@"\textsuperscript{{{Raised.IndexOf(text, StringComparison.Ordinal)}}}";
        if (Lowered.Contains(text, StringComparison.Ordinal)) return $@"\textsubscript{{{Lowered.IndexOf(text, StringComparison.Ordinal)}}}";
        return text switch
        {
            "–" => @"\textendash{}",
            "—" => @"\textemdash{}",
            "…" => @"\textellipsis{}",
            "“" => @"\textquotedblleft{}",
            "”" => @"\textquotedblright{}",
            "‘" => @"\textquoteleft{}",
            "’" => @"\textquoteright{}",
            _ => $"[U+{rune.Value:X4}]",
        };
    }
}
