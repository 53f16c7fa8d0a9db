using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;

namespace Chainrule.Explain.Recordings;

/// <summary>A number of a training step as data: what it is, and what it came from. A record, equal to another only if <see cref="From"/> is the same list.</summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public sealed record ExplainedNumber
{
    private ExplainedNumber(string address, double value, string formula, string expression, IReadOnlyList<string> from) =>
        (Address, Value, Formula, Expression, From) = (address, value, formula, expression, from);

    /// <summary>Its address, such as <c>dW1[0,1]</c>.</summary>
    public string Address { get; }

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <summary>The textbook's formula over addresses, <c>dZ1[0] * x[1]</c>; <c>given</c> where there is none. Of <c>newL</c> it is a forward pass, in words.</summary>
    public string Formula { get; }

    /// <summary>The formula with the numbers put in, in full precision; evaluated it gives <see cref="Value"/>, within the rounding of its operations.</summary>
    public string Expression { get; }

    /// <summary>The addresses in the formula; none where the number was given.</summary>
    public IReadOnlyList<string> From { get; }

    private const string AfterTheStep = "L with the new parameters";

    internal static ExplainedNumber Of(Recording recording, Address address)
    {
        double value = recording[address];
        return recording.FormulaOf(address) is Formula formula
            ? new(
                address.ToString(), value, AsciiPrinter.Instance.Print(formula.Textbook()), AsciiPrinter.Instance.Print(formula.Elementary(), numbers: true),
                [.. formula.Addresses().Select(each => each.ToString())])
            : new(address.ToString(), value, address.Symbol == Symbol.NewL ? AfterTheStep : "given", AsciiPrinter.Instance.Number(value), []);
    }
}
