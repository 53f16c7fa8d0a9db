using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>Writes all mathematics of a story in one notation; a subclass says how it looks in one text format.</summary>
internal abstract class NotationPrinter(Notation notation) : FormulaPrinter
{
    /// <summary>The notation.</summary>
    public Notation Notation { get; } = notation;

    /// <summary>How a symbol of the notation looks in this format.</summary>
    public abstract string Glyph(Glyph glyph);

    /// <inheritdoc/>
    public override string Variable(Address address) => Glyph(Notation.Of(address));

    /// <summary>The mathematics as text of this format.</summary>
    public string Print(Mathematics mathematics) => mathematics switch
    {
        Letter letter => Variable(letter.Address),
        WholeMatrix whole => Glyph(Notation.OfMatrix(whole.Symbol, whole.Layer)),
        Figure figure => Number(figure.Number, figure.Digits),
        Stories.Blank => Blank,
        Found found => Place(found),
        Written written => Print(written.Formula, written.WithNumbers),
        WholeLeft left => Matrix(left.Equation.Left, new Whole(left.Equation, left.Layer)).Text,
        Whole whole => Matrix(whole.Equation.Right, whole).Text,
        Slope slope => Apply(FunctionName(slope.Function), true, Variable(slope.Z)),
        Stories.EntryTimes => EntryTimes.Trim(),
        UpstreamLocal product => Variable(product.Upstream) + Spaced + Apply(FunctionName(product.Function), true, Variable(product.Z)),
        _ => throw new InvalidOperationException($"{mathematics.GetType().Name} cannot be written."),
    };

    /// <summary>A number in a table; a format may link it, or let others link to it.</summary>
    protected virtual string Place(Found found) => Number(found.Number);

    /// <summary>The sign between the sides of an equation; code has one for becoming and being.</summary>
    public virtual string Relation(string sign) => Notation.IsCode && sign == "←" ? "=" : sign;

    /// <summary>A line to write a number on.</summary>
    protected abstract string Blank { get; }

    /// <summary>Between a gradient and what it is multiplied by.</summary>
    protected virtual string Spaced => Times;

    /// <summary>Between factors of a matrix product.</summary>
    protected abstract string MatrixTimes { get; }

    /// <summary>Between factors taken entry by entry.</summary>
    protected abstract string EntryTimes { get; }

    /// <summary>The transpose of a written matrix.</summary>
    protected abstract string Transpose(string inner);

    /// <summary>f(x) or f′(x) of a written x; the name is σ, f, or an activation's.</summary>
    protected abstract string Apply(string function, bool isSlope, string inner);

    /// <summary>The sum over the examples of a written matrix.</summary>
    protected abstract string OverExamples(string inner);

    /// <summary>1/n.</summary>
    protected abstract string Share { get; }

    /// <summary>⟨a, p⟩, example by example.</summary>
    protected abstract string Inner(string left, string right);

    private (string Text, Tightness Tightness) Matrix(MatrixFormula formula, Whole at)
    {
        string Text(MatrixFormula part, Tightness wanted) => AtLeast(wanted, Matrix(part, at));
        return formula switch
        {
            MatrixLetter letter => (Glyph(GlyphOf(letter, at)), Tightness.Atom),
            MatrixProduct product => (Text(product.Left, Tightness.Product) + MatrixTimes + Text(product.Right, Tightness.Power), Tightness.Product),
            Transposed transposed => (Transpose(Text(transposed.Inner, Tightness.Atom)), Tightness.Power),
            Hadamard hadamard => (Text(hadamard.Left, Tightness.Power) + EntryTimes + Text(hadamard.Right, Tightness.Power), Tightness.Product),
            MatrixSum sum => (Text(sum.Left, Tightness.Sum) + (sum.IsSubtracted ? Minus : Plus) + Text(sum.Right, Tightness.Product), Tightness.Sum),
            Applied applied => (Apply(FunctionName(at.Function), applied.IsSlope, Matrix(applied.Inner, at).Text), Tightness.Atom),
            Stepped stepped => (Glyph(Notation.Of(new Address(Symbol.Eta))) + Times + Text(stepped.Inner, Tightness.Power), Tightness.Product),
            Shared shared => (Share + Times + Text(shared.Inner, Tightness.Power), Tightness.Product),
            Formulas.OverExamples over => (OverExamples(Matrix(over.Inner, at).Text), Tightness.Product),
            SoftmaxPull pull => (
                Text(pull.Probabilities, Tightness.Power) + EntryTimes
                + Group(Text(pull.Gradient, Tightness.Sum) + Minus + Inner(Matrix(pull.Gradient, at).Text, Matrix(pull.Probabilities, at).Text)),
                Tightness.Product),
            _ => throw new InvalidOperationException($"{formula.GetType().Name} cannot be written."),
        };
    }

    // f in a general equation, σ for the sigmoid, else the activation's name.
    private string FunctionName(string? activation) => activation switch
    {
        null => "f",
        "sigmoid" when !Notation.IsCode => "σ",
        _ => Notation.IsCode ? activation.Replace('-', '_') : activation,
    };

    private Glyph GlyphOf(MatrixLetter letter, Whole at)
    {
        if (at.Layer is int layer)
            return letter.Symbol == Symbol.A && layer + letter.Offset == 0
                ? Notation.OfMatrix(Symbol.X, "")
                : Notation.OfMatrix(letter.Symbol, (layer + letter.Offset).ToString());
        return Notation.OfMatrix(letter.Symbol, letter.Offset switch { 0 => "l", > 0 => $"l + {letter.Offset}", _ => $"l − {-letter.Offset}" });
    }
}
