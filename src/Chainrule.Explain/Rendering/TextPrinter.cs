using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;

namespace Chainrule.Explain.Rendering;

/// <summary>Mathematics for the terminal: Unicode superscripts, subscripts and signs, or plain code in a code notation.</summary>
internal class TextPrinter(Notation notation) : NotationPrinter(notation)
{
    private const string Normal = "0123456789lLnt+−", Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹ˡᴸⁿᵗ⁺⁻", Lowered = "₀₁₂₃₄₅₆₇₈₉";

    private bool IsCode => Notation.IsCode;

    /// <inheritdoc/>
    public override string Number(double number, int digits) =>
        IsCode ? Rounding.Ascii(number, digits) : Rounding.Ascii(number, digits).Replace('-', '−');

    /// <inheritdoc/>
    protected override string Blank => new('_', 16);

    /// <inheritdoc/>
    protected override string Constant(Constant constant) => constant.Number == 0.5 && !IsCode ? "½" : base.Constant(constant);

    /// <inheritdoc/>
    protected override string Minus => IsCode ? " - " : " − ";

    /// <inheritdoc/>
    protected override string Sign => IsCode ? "-" : "−";

    /// <inheritdoc/>
    protected override string Times => IsCode ? " * " : "·";

    // ∂L/∂a·b could be read as ∂L/∂(a·b): room around the sign keeps them apart.
    /// <inheritdoc/>
    protected override string TimesIn(Product product, bool numbers) =>
        !IsCode && !numbers && product.Factors.Any(f => f is Variable v && Notation.Of(v.Address).DerivativeOf is not null) ? " · " : Times;

    /// <inheritdoc/>
    protected override string Spaced => IsCode ? Times : " · ";

    /// <inheritdoc/>
    public override string Glyph(Glyph glyph)
    {
        // A sign stands behind everything: w₅⁺.
        string text = glyph.Above == "+" ? glyph.Letter + Below(glyph.Indices) + Above("+") : glyph.Letter + Above(glyph.Above) + Below(glyph.Indices);
        if (glyph.DerivativeOf is { } of) text = $"∂{Glyph(of)}/∂{text}";
        if (glyph.State is string state) text = $"{state}({text})";
        return glyph.IsNew ? $"new {text}" : text;
    }

    private static string Above(string above)
    {
        string tight = above.Replace(" ", "", StringComparison.Ordinal);
        return tight.All(c => Normal.Contains(c)) ? string.Concat(tight.Select(c => Raised[Normal.IndexOf(c)])) : tight;
    }

    // Two digits and more would run together: w¹₁₂ must not be both (1, 2) and 12. Names have no lowered letters: net_h1.
    private static string Below(IReadOnlyList<string> indices) => indices.All(i => i.Length == 1 && char.IsDigit(i[0]) || char.IsLetter(i[0]))
        ? string.Concat(indices.Select(i => char.IsLetter(i[0]) ? $"_{i}" : $"{Lowered[i[0] - '0']}"))
        : $"[{string.Join(",", indices)}]";

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Square((string Text, Tightness Tightness) inner) =>
        IsCode ? ($"{AtLeast(Tightness.Atom, inner)}**2", Tightness.Power)
            // ∂L/∂a² could be read as ∂L/∂(a²).
            : inner.Text.StartsWith('∂') ? ($"{Group(inner.Text)}²", Tightness.Power) : base.Square(inner);

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Function(Call call, IReadOnlyList<string> arguments)
    {
        string all = string.Join(", ", arguments);
        return call.Function switch
        {
            Formulas.Function.Exp when !IsCode => ($"e^({all})", Tightness.Power),
            Formulas.Function.Log when !IsCode => ($"ln({all})", Tightness.Atom),
            Formulas.Function.Sqrt when !IsCode => ($"√({all})", Tightness.Atom),
            Formulas.Function.Sigmoid when !IsCode => ($"σ({all})", Tightness.Atom),
            Formulas.Function.Power => Power(call, arguments),
            Formulas.Function.Softmax => ($"softmax({all})[{call.Component}]", Tightness.Atom),
            _ => ($"{call.Function.ToString().ToLowerInvariant()}({all})", Tightness.Atom),
        };
    }

    private (string Text, Tightness Tightness) Power(Call call, IReadOnlyList<string> arguments)
    {
        string x = IsSimple(call.Argument) ? arguments[0] : Group(arguments[0]);
        if (IsCode) return ($"{x}**{(IsSimple(call.Arguments[1]) ? arguments[1] : Group(arguments[1]))}", Tightness.Power);
        return (arguments[1].All(c => Normal.Contains(c)) ? x + Above(arguments[1]) : $"{x}^({arguments[1]})", Tightness.Power);
    }

    /// <inheritdoc/>
    protected override string MatrixTimes => IsCode ? " @ " : "·";

    /// <inheritdoc/>
    protected override string EntryTimes => IsCode ? " * " : " ⊙ ";

    /// <inheritdoc/>
    protected override string Transpose(string inner) => IsCode ? $"{inner}.T" : inner.Length > 1 && !inner.EndsWith(')') ? $"({inner})ᵀ" : $"{inner}ᵀ";

    /// <inheritdoc/>
    protected override string Apply(string function, bool isSlope, string inner) =>
        IsCode ? $"{function}{(isSlope ? "_slope" : "")}({inner})" : $"{function}{(isSlope ? "′" : "")}({inner})";

    /// <inheritdoc/>
    protected override string OverExamples(string inner) => IsCode ? $"sum_over_examples({inner})" : $"Σₑ {inner}";

    /// <inheritdoc/>
    protected override string Share => IsCode ? "1/n" : "1/n";

    /// <inheritdoc/>
    protected override string Inner(string left, string right) => IsCode ? $"rowsum({left} * {right})" : $"⟨{left}, {right}⟩";
}
