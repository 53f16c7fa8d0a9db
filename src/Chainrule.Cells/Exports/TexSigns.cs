namespace Chainrule.Cells.Exports;

/// <summary>The commands of LaTeX that stand for one sign, as MathML.</summary>
internal static class TexSigns
{
    /// <summary>Signs that carry their limits above and below where a formula has room.</summary>
    public static readonly string[] Limits = [@"\sum", @"\prod", @"\lim", @"\max", @"\min"];

    /// <summary>Functions written as words.</summary>
    public static readonly string[] Functions = [@"\sin", @"\cos", @"\tan", @"\tanh", @"\exp", @"\ln", @"\log", @"\max", @"\min", @"\lim", @"\arg"];

    /// <summary>The space between a function and what it is applied to.</summary>
    public static readonly string ThinSpace = Space(0.17);

    public static readonly IReadOnlyDictionary<string, string> All = Build();

    private static Dictionary<string, string> Build()
    {
        var signs = new Dictionary<string, string>
        {
            [@"\,"] = ThinSpace,
            [@"\;"] = Space(0.28),
            [@"\!"] = "",
            [@"\ "] = Space(0.25),
            [@"\quad"] = Space(1),
            [@"\qquad"] = Space(2),
            [@"\sum"] = "<mo>∑</mo>",
            [@"\prod"] = "<mo>∏</mo>",
            [@"\int"] = "<mo>∫</mo>",
        };
        foreach ((string name, string letter) in Pairs("""
            alpha α beta β gamma γ delta δ epsilon ε varepsilon ε eta η theta θ lambda λ mu μ nu ν pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω
            Gamma Γ Delta Δ Theta Θ Lambda Λ Sigma Σ Phi Φ Psi Ψ Omega Ω partial ∂ nabla ∇ infty ∞ ell ℓ top ⊤
            """)) signs[name] = $"<mi>{letter}</mi>";
        foreach ((string name, string sign) in Pairs("""
            cdot · times × odot ⊙ pm ± to → rightarrow → leftarrow ← Rightarrow ⇒ mapsto ↦ approx ≈ neq ≠ ne ≠ le ≤ leq ≤ ge ≥ geq ≥ ll ≪ gg ≫ in ∈ mid ∣
            ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ prime ′ circ ∘ langle ⟨ rangle ⟩ { { } } % % _ _ # # & &amp; $ $ | ‖ lvert | rvert | propto ∝ equiv ≡ colon :
            """)) signs[name] = $"<mo>{sign}</mo>";
        foreach (string function in Functions) signs[function] = $"<mi>{function[1..]}</mi>";
        return signs;
    }

    private static string Space(double em) => FormattableString.Invariant($"<mspace width=\"{em}em\"/>");

    private static IEnumerable<(string Name, string Sign)> Pairs(string list) =>
        list.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(pair => ($@"\{pair[0]}", pair[1]));
}
