using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// Mathematics in LaTeX with amsmath, for the notations that are not code. Signs of a sum stand between blanks, so that a long line can be broken
/// before them (see <see cref="LatexLines"/>).
/// </summary>
internal sealed class LatexPrinter(Notation notation) : NotationPrinter(notation)
{
    /// <inheritdoc/>
    public override string Number(double number, int digits)
    {
        string text = Rounding.Ascii(number, digits).Replace("∞", @"\infty", StringComparison.Ordinal);
        int exponent = text.IndexOf('e', StringComparison.Ordinal);
        return exponent < 0 ? text : $@"{text[..exponent]}\times10^{{{text[(exponent + 1)..]}}}";
    }

    /// <inheritdoc/>
    protected override string Blank => @"\underline{\hspace{3cm}}";

    /// <inheritdoc/>
    protected override string Constant(Constant constant) => constant.Number == 0.5 ? @"\tfrac{1}{2}" : base.Constant(constant);

    /// <inheritdoc/>
    public override string Relation(string sign) => sign switch
    {
        "≈" => @"\approx",
        "←" => @"\leftarrow",
        _ => sign,
    };

    /// <inheritdoc/>
    protected override string Minus => " - ";

    /// <inheritdoc/>
    protected override string Sign => "-";

    /// <inheritdoc/>
    protected override string Times => @" \cdot ";

    /// <inheritdoc/>
    public override string Glyph(Glyph glyph)
    {
        string above = glyph.Above.Replace("−", "-", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (glyph.IsNew) above = above.Length > 0 ? $@"{above},\mathrm{{new}}" : @"\mathrm{new}";
        // Two digits and more would run together: 12 must not be both (1, 2) and 12.
        string below = string.Join(glyph.Indices.All(i => i.Length == 1) ? "" : ",", glyph.Indices.Select(i => char.IsLetter(i[0]) ? $@"\mathrm{{{i}}}" : i));
        string text = Letter(glyph) + (above.Length > 0 ? $"^{{{above}}}" : "") + (below.Length > 0 ? $"_{{{below}}}" : "");
        if (glyph.DerivativeOf is { } of) text = $@"\frac{{\partial {Glyph(of)}}}{{\partial {text}}}";
        return glyph.State is string state ? $"{state}_{{{text}}}" : text;
    }

    private static string Letter(Glyph glyph) => glyph.Letter switch
    {
        "δ" => glyph.IsMatrix ? @"\boldsymbol{\delta}" : @"\delta",
        "η" => @"\eta",
        "α" => @"\alpha",
        "β" => @"\beta",
        "ε" => @"\varepsilon",
        "μ" => @"\mu",
        "θ" => @"\theta",
        "dθ" => @"d\theta",
        "𝓛" => @"\mathcal{L}",
        string letter => glyph.IsMatrix ? $@"\mathbf{{{letter}}}" : letter,
    };

    /// <inheritdoc/>
    protected override string Group(string inner) =>
        inner.Contains(@"\frac", StringComparison.Ordinal) ? $@"\left({inner}\right)" : $"({inner})";

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Fraction((string Text, Tightness Tightness) above, (string Text, Tightness Tightness) below) =>
        ($@"\frac{{{above.Text}}}{{{below.Text}}}", Tightness.Power);

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Square((string Text, Tightness Tightness) inner) =>
        ($"{Base(inner)}^{{2}}", Tightness.Power);

    // What has a superscript already, such as a layer's number, cannot take another without parentheses; behind a fraction it would stand beside the upper half.
    private string Base((string Text, Tightness Tightness) inner) =>
        inner.Text.Contains('^') || inner.Text.StartsWith(@"\frac", StringComparison.Ordinal) ? Group(inner.Text) : AtLeast(Tightness.Atom, inner);

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Function(Call call, IReadOnlyList<string> arguments)
    {
        string all = string.Join(", ", arguments);
        return call.Function switch
        {
            Formulas.Function.Exp => ($"e^{{{all}}}", Tightness.Power),
            Formulas.Function.Sqrt => ($@"\sqrt{{{all}}}", Tightness.Power),
            Formulas.Function.Power => ($"{(IsSimple(call.Argument) && !arguments[0].Contains('^') ? arguments[0] : Group(arguments[0]))}^{{{arguments[1]}}}", Tightness.Power),
            Formulas.Function.Softmax => ($@"{Name("softmax")}_{{{call.Component}}}{Group(all)}", Tightness.Atom),
            Formulas.Function.Log => ($@"\ln{Group(all)}", Tightness.Atom),
            Formulas.Function function => (Name(function.ToString().ToLowerInvariant()) + Group(all), Tightness.Atom),
        };
    }

    private static string Name(string function) => function switch
    {
        "f" => "f",
        "σ" or "sigmoid" => @"\sigma",
        "tanh" or "max" or "min" or "sin" or "cos" => $@"\{function}",
        _ => $@"\operatorname{{{function}}}",
    };

    /// <inheritdoc/>
    protected override string Rest(Rest rest, bool numbers) =>
        $@"\langle {rest.Count}\text{{ more}}{(numbers ? $": {Number(rest.Number, rest.Digits)}" : "")}\rangle";

    /// <inheritdoc/>
    protected override string MatrixTimes => @"\,";

    /// <inheritdoc/>
    protected override string EntryTimes => @" \odot ";

    /// <inheritdoc/>
    protected override string Transpose(string inner) => $@"{(inner.Contains('^') ? Group(inner) : inner)}^{{\mathsf{{T}}}}";

    /// <inheritdoc/>
    protected override string Apply(string function, bool isSlope, string inner) => $"{Name(function)}{(isSlope ? "'" : "")}{Group(inner)}";

    /// <inheritdoc/>
    protected override string OverExamples(string inner) => $@"\sum_{{e}} {inner}";

    /// <inheritdoc/>
    protected override string Share => @"\tfrac{1}{n}";

    /// <inheritdoc/>
    protected override string Inner(string left, string right) => $@"\langle {left}, {right}\rangle";
}
