using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// Presentation MathML (MathML Core), for the notations that are not code: what stands inside a math element. Where <paramref name="idOf"/> knows
/// where on the page a number is explained, its letters and its value are links to there.
/// </summary>
/// <param name="notation">The notation.</param>
/// <param name="idOf">The id of the element that explains a number, or null; null itself for no links at all.</param>
internal sealed class MathMlPrinter(Notation notation, Func<Address, string?>? idOf = null) : NotationPrinter(notation)
{
    /// <summary>Pieces of written mathematics between which a line may be broken: the terms of a sum.</summary>
    public static IEnumerable<string> Pieces(string mathematics)
    {
        int depth = 0, start = 0;
        for (int i = 0; i < mathematics.Length; i++)
        {
            if (mathematics[i] != '<') continue;
            bool isSign = depth == 0 && mathematics.AsSpan(i).StartsWith(Infix);
            if (isSign && i > start)
            {
                yield return mathematics[start..i];
                start = i;
            }
            depth += mathematics[i + 1] == '/' ? -1 : 1;
            i = mathematics.IndexOf('>', i);
            if (mathematics[i - 1] == '/') depth--;
        }
        yield return mathematics[start..];
    }

    // Said aloud, since a piece of a sum begins with its sign.
    private const string Infix = "<mo form=\"infix\">";

    /// <inheritdoc/>
    public override string Number(double number, int digits)
    {
        string text = Rounding.Ascii(number, digits).Replace('-', '−');
        int exponent = text.IndexOf('e', StringComparison.Ordinal);
        return exponent < 0
            ? $"<mn>{text}</mn>"
            : $"<mrow><mn>{text[..exponent]}</mn><mo>×</mo><msup><mn>10</mn><mn>{text[(exponent + 1)..]}</mn></msup></mrow>";
    }

    // MathML has no links of its own in every browser, but what its letters and numbers hold may be HTML. (So may mtext, but that counts as space:
    // a − b of two of them would be taken for an operator, and spaced like one.)
    /// <inheritdoc/>
    public override string Variable(Address address) => idOf?.Invoke(address) is string id
        ? $"<mi>{HtmlText.Link(id, Notation.Typed(address), null, $"<math>{base.Variable(address)}</math>")}</mi>"
        : base.Variable(address);

    /// <inheritdoc/>
    protected override string Value(Variable variable) => idOf?.Invoke(variable.Address) is string id
        ? $"<mn>{HtmlText.Link(id, Notation.Typed(variable.Address), variable.Number, $"<math>{base.Value(variable)}</math>")}</mn>"
        : base.Value(variable);

    /// <inheritdoc/>
    protected override string Blank => "<mtext>________________</mtext>";

    /// <inheritdoc/>
    protected override string Place(Found found) => idOf?.Invoke(found.Address) switch
    {
        null => base.Place(found),
        { } id when Anchors.IsCell(id) => $"<mn id=\"{id}\">{base.Place(found)}</mn>",
        _ => Value(new(found.Address, found.Number)),
    };

    /// <inheritdoc/>
    protected override string Constant(Constant constant) => constant.Number == 0.5 ? "<mn>½</mn>" : base.Constant(constant);

    /// <inheritdoc/>
    protected override string Plus => $"{Infix}+</mo>";

    /// <inheritdoc/>
    protected override string Minus => $"{Infix}−</mo>";

    /// <inheritdoc/>
    protected override string Sign => "<mo form=\"prefix\">−</mo>";

    /// <inheritdoc/>
    protected override string Times => "<mo>·</mo>";

    /// <inheritdoc/>
    public override string Glyph(Glyph glyph)
    {
        string letter = Letter(glyph), above = Above(glyph), below = Below(glyph.Indices);
        string text = (above.Length > 0, below.Length > 0) switch
        {
            (true, true) => $"<msubsup>{letter}{below}{above}</msubsup>",
            (true, false) => $"<msup>{letter}{above}</msup>",
            (false, true) => $"<msub>{letter}{below}</msub>",
            _ => letter,
        };
        if (glyph.DerivativeOf is { } of) text = $"<mfrac><mrow><mi>∂</mi>{Glyph(of)}</mrow><mrow><mi>∂</mi>{text}</mrow></mfrac>";
        return glyph.State is string state ? $"<msub><mi>{state}</mi>{text}</msub>" : text;
    }

    private static string Letter(Glyph glyph)
    {
        // A letter by itself is set italic, a matrix upright and bold; dW is two letters.
        string open = glyph.IsMatrix ? "<mi mathvariant=\"normal\" class=\"bold\">" : "<mi>";
        bool isGradient = glyph.Letter.Length > 1 && glyph.Letter[0] == 'd';
        return isGradient ? $"<mrow>{open}d</mi>{open}{glyph.Letter[1..]}</mi></mrow>" : $"{open}{glyph.Letter}</mi>";
    }

    private static string Above(Glyph glyph)
    {
        string layer = glyph.Above.Length > 0 ? Layer(glyph.Above) : "";
        if (!glyph.IsNew) return layer;
        return layer.Length > 0 ? $"<mrow>{layer}<mo>,</mo><mtext>new</mtext></mrow>" : "<mtext>new</mtext>";
    }

    // 1, [1], l, l − 1.
    private static string Layer(string above) => Row(string.Concat(above.Where(c => c != ' ').Select(c =>
        char.IsAsciiDigit(c) ? $"<mn>{c}</mn>" : char.IsAsciiLetter(c) ? $"<mi>{c}</mi>" : c is '[' or ']' or '(' or ')' ? $"<mo stretchy=\"false\">{c}</mo>" : $"<mo>{c}</mo>"))
        .Replace("</mn><mn>", "", StringComparison.Ordinal));

    // Between two single digits an invisible comma, which is read aloud; longer ones would run together.
    private static string Below(IReadOnlyList<string> indices)
    {
        if (indices.Count == 0) return "";
        string comma = indices.All(i => i.Length == 1) ? "<mo>\u2063</mo>" : "<mo>,</mo>";
        return Row(string.Join(comma, indices.Select(i => char.IsLetter(i[0]) ? $"<mi mathvariant=\"normal\">{i}</mi>" : $"<mn>{i}</mn>")));
    }

    private static string Row(string inner) => $"<mrow>{inner}</mrow>";

    /// <inheritdoc/>
    protected override string Group(string inner)
    {
        string stretchy = inner.Contains("<mfrac>", StringComparison.Ordinal) ? "" : " stretchy=\"false\"";
        return $"<mrow><mo{stretchy}>(</mo><mrow>{inner}</mrow><mo{stretchy}>)</mo></mrow>";
    }

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Fraction((string Text, Tightness Tightness) above, (string Text, Tightness Tightness) below) =>
        ($"<mfrac>{Row(above.Text)}{Row(below.Text)}</mfrac>", Tightness.Power);

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Square((string Text, Tightness Tightness) inner)
    {
        // What has a superscript already, such as a layer's number, cannot take another without parentheses.
        bool hasSuperscript = inner.Text.Contains("sup>", StringComparison.Ordinal) || inner.Text.Contains("<mfrac>", StringComparison.Ordinal);
        return ($"<msup>{Row(hasSuperscript ? Group(inner.Text) : AtLeast(Tightness.Atom, inner))}<mn>2</mn></msup>", Tightness.Power);
    }

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Function(Call call, IReadOnlyList<string> arguments)
    {
        string all = string.Join("<mo>,</mo>", arguments);
        return call.Function switch
        {
            Formulas.Function.Exp => ($"<msup><mi>e</mi>{Row(all)}</msup>", Tightness.Power),
            Formulas.Function.Sqrt => ($"<msqrt>{all}</msqrt>", Tightness.Power),
            Formulas.Function.Power => ($"<msup>{(IsSimple(call.Argument) ? Row(arguments[0]) : Group(arguments[0]))}{Row(arguments[1])}</msup>", Tightness.Power),
            Formulas.Function.Softmax => ($"<msub>{Name("softmax")}<mn>{call.Component}</mn></msub>{Group(all)}", Tightness.Atom),
            Formulas.Function.Log => (Called(Name("ln"), all), Tightness.Atom),
            Formulas.Function function => (Called(Name(function.ToString().ToLowerInvariant()), all), Tightness.Atom),
        };
    }

    private static string Name(string function) => $"<mi>{(function == "sigmoid" ? "σ" : function)}</mi>";

    private string Called(string name, string arguments) => $"{name}<mo>\u2061</mo>{Group(arguments)}";

    /// <inheritdoc/>
    protected override string Rest(Rest rest, bool numbers) =>
        $"<mrow><mo stretchy=\"false\">⟨</mo><mtext>{rest.Count} more{(numbers ? ": " : "")}</mtext>{(numbers ? Number(rest.Number, rest.Digits) : "")}<mo stretchy=\"false\">⟩</mo></mrow>";

    /// <inheritdoc/>
    protected override string MatrixTimes => "<mo>\u2062</mo><mspace width=\"0.2em\"/>";

    /// <inheritdoc/>
    protected override string EntryTimes => "<mo>⊙</mo>";

    /// <inheritdoc/>
    protected override string Transpose(string inner) =>
        $"<msup>{(inner.Contains("sup>", StringComparison.Ordinal) ? Group(inner) : Row(inner))}<mi mathvariant=\"normal\">T</mi></msup>";

    /// <inheritdoc/>
    protected override string Apply(string function, bool isSlope, string inner) =>
        Called(isSlope ? Name(function) + Prime : Name(function), inner);

    // The sign is raised already; as a superscript it would be raised twice.
    private const string Prime = "<mo form=\"postfix\" lspace=\"0\" rspace=\"0\">′</mo>";

    /// <inheritdoc/>
    protected override string OverExamples(string inner) => $"<munder><mo>∑</mo><mi>e</mi></munder>{inner}";

    /// <inheritdoc/>
    protected override string Share => "<mfrac><mn>1</mn><mi>n</mi></mfrac>";

    /// <inheritdoc/>
    protected override string Inner(string left, string right) =>
        $"<mrow><mo stretchy=\"false\">⟨</mo>{left}<mo>,</mo>{right}<mo stretchy=\"false\">⟩</mo></mrow>";
}
