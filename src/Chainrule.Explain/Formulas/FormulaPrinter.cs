using System.Globalization;
using System.Text;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;

namespace Chainrule.Explain.Formulas;

/// <summary>
/// Writes a formula as text of some kind. What binds tighter than what, and where parentheses are needed, is decided here once; a kind
/// of text says how a number, a symbol, a fraction or a function looks.
/// </summary>
internal abstract class FormulaPrinter
{
    /// <summary>How tightly a written formula holds together: an operand that holds less than its place asks for gets parentheses.</summary>
    protected enum Tightness
    {
        /// <summary>a + b.</summary>
        Sum,

        /// <summary>−a.</summary>
        Sign,

        /// <summary>a/b on one line.</summary>
        Fraction,

        /// <summary>a·b.</summary>
        Product,

        /// <summary>a².</summary>
        Power,

        /// <summary>A symbol, a call, a number without a sign.</summary>
        Atom,
    }

    /// <summary>The formula as text, with its variables as letters or, if <paramref name="numbers"/>, as their numbers.</summary>
    public string Print(Formula formula, bool numbers = false) => Written(formula, numbers).Text;

    /// <summary>A number by itself.</summary>
    public string Number(double number) => Number(number, Rounding.Digits);

    /// <summary>A number to so many significant digits.</summary>
    public abstract string Number(double number, int digits);

    /// <summary>An addressed number by its letters.</summary>
    public abstract string Variable(Address address);

    /// <summary>An addressed number by its value; a format may say beside it where it comes from.</summary>
    protected virtual string Value(Variable variable) => Number(variable.Number, variable.Digits);

    /// <summary>A constant of a law among letters; where one is used to see ½ it may be written so.</summary>
    protected virtual string Constant(Constant constant) => Number(constant.Number, constant.Digits);

    /// <summary>What stands between terms that are added.</summary>
    protected virtual string Plus => " + ";

    /// <summary>What stands between terms that are subtracted.</summary>
    protected virtual string Minus => " − ";

    /// <summary>A leading sign.</summary>
    protected virtual string Sign => "−";

    /// <summary>What stands between factors.</summary>
    protected virtual string Times => "·";

    /// <summary>What stands between the factors of this product.</summary>
    protected virtual string TimesIn(Product product, bool numbers) => Times;

    /// <summary>Parentheses.</summary>
    protected virtual string Group(string inner) => $"({inner})";

    /// <summary>a/b, and how tightly it holds together.</summary>
    protected virtual (string Text, Tightness Tightness) Fraction((string Text, Tightness Tightness) above, (string Text, Tightness Tightness) below) =>
        ($"{AtLeast(Tightness.Product, above)}/{AtLeast(Tightness.Power, below)}", Tightness.Fraction);

    /// <summary>x².</summary>
    protected virtual (string Text, Tightness Tightness) Square((string Text, Tightness Tightness) inner) =>
        ($"{AtLeast(Tightness.Atom, inner)}²", Tightness.Power);

    /// <summary>A function of its written arguments.</summary>
    protected abstract (string Text, Tightness Tightness) Function(Call call, IReadOnlyList<string> arguments);

    /// <summary>The terms that a shortened sum leaves out.</summary>
    protected virtual string Rest(Rest rest, bool numbers) =>
        $"⟨{rest.Count} more{(numbers ? $": {Number(rest.Number, rest.Digits)}" : "")}⟩";

    /// <summary>Whether it needs no parentheses before a superscript: a letter, or a number without a sign.</summary>
    protected static bool IsSimple(Formula formula) => formula is Variable { Number: >= 0 } or Constant { Number: >= 0 };

    /// <summary>The text, in parentheses if it holds together less than asked for.</summary>
    protected string AtLeast(Tightness wanted, (string Text, Tightness Tightness) written) =>
        written.Tightness >= wanted ? written.Text : Group(written.Text);

    private (string Text, Tightness Tightness) Written(Formula formula, bool numbers) => formula switch
    {
        Constant constant => Signed(constant.Number, numbers ? Number(constant.Number, constant.Digits) : Constant(constant)),
        Variable variable => numbers ? Signed(variable.Number, Value(variable)) : (Variable(variable.Address), Tightness.Atom),
        Rest rest => (Rest(rest, numbers), Tightness.Atom),
        Sum sum => (WrittenSum(sum, numbers), Tightness.Sum),
        Product product => (string.Join(TimesIn(product, numbers), product.Factors.Select(factor => AtLeast(Tightness.Product, Written(factor, numbers)))), Tightness.Product),
        Quotient quotient => Fraction(Written(quotient.Above, numbers), Written(quotient.Below, numbers)),
        Negative negative when numbers && IsZero(negative.Inner) => Written(negative.Inner, numbers),
        Negative negative => (Sign + AtLeast(Tightness.Fraction, Written(negative.Inner, numbers)), Tightness.Sign),
        Squared squared => Square(Written(squared.Inner, numbers)),
        Call call => Function(call, [.. call.Arguments.Select(argument => Print(argument, numbers))]),
        _ => throw new InvalidOperationException($"{formula.GetType().Name} cannot be written."),
    };

    // What begins with a 0 that multiplies it: a sign before it would make a −0 of it.
    private static bool IsZero(Formula formula) => formula switch
    {
        Leaf leaf => leaf.Number == 0,
        Product product => IsZero(product.Factors[0]),
        Quotient quotient => IsZero(quotient.Above),
        Squared squared => IsZero(squared.Inner),
        _ => false,
    };

    private static (string, Tightness) Signed(double number, string text) =>
        (text, number < 0 ? Tightness.Sign : Tightness.Atom);

    private string WrittenSum(Sum sum, bool numbers)
    {
        Term first = sum.Terms[0];
        bool hasSign = first.IsSubtracted && !(numbers && IsZero(first.Formula));
        var text = new StringBuilder(hasSign ? Sign : "");
        text.Append(AtLeast(hasSign ? Tightness.Fraction : Tightness.Sign, Written(first.Formula, numbers)));
        foreach (Term term in sum.Terms.AsSpan(1..))
            text.Append(term.IsSubtracted ? Minus : Plus).Append(AtLeast(Tightness.Fraction, Written(term.Formula, numbers)));
        return text.ToString();
    }
}

/// <summary>
/// Plain ASCII arithmetic that any calculator or language evaluates: addresses for letters, numbers in full precision, + − * / and functions by
/// name. Used by the JSON format.
/// </summary>
internal sealed class AsciiPrinter : FormulaPrinter
{
    /// <summary>The only one needed.</summary>
    public static AsciiPrinter Instance { get; } = new();

    /// <inheritdoc/>
    public override string Number(double number, int digits) => (number + 0.0).ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');

    /// <inheritdoc/>
    public override string Variable(Address address) => address.ToString();

    /// <inheritdoc/>
    protected override string Plus => "+";

    /// <inheritdoc/>
    protected override string Minus => "-";

    /// <inheritdoc/>
    protected override string Sign => "-";

    /// <inheritdoc/>
    protected override string Times => "*";

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Square((string Text, Tightness Tightness) inner)
    {
        string factor = AtLeast(Tightness.Power, inner);
        return ($"{factor}*{factor}", Tightness.Product);
    }

    /// <inheritdoc/>
    protected override (string Text, Tightness Tightness) Function(Call call, IReadOnlyList<string> arguments) =>
        ($"{call.Function.ToString().ToLowerInvariant()}({string.Join(",", arguments)})", Tightness.Atom);
}
