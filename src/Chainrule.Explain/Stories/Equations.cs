using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;
using Chainrule.Numbers;

namespace Chainrule.Explain.Stories;

/// <summary>The equation that explains one number.</summary>
public static class Equations
{
    /// <summary>
    /// left = formula = textbook form = with numbers = value. Sums longer than <paramref name="mostTerms"/> are shortened to their largest terms;
    /// <paramref name="before"/> are right sides put first.
    /// </summary>
    public static Equation Of(Recording recording, Address address, int mostTerms, params ReadOnlySpan<Step> before)
    {
        double value = recording[address];
        if (recording.FormulaOf(address) is not Formula formula)
            return new Equation(address, new Letter(address), [new Step(new Figure(value), "given")]);
        var steps = new List<Step>();
        steps.AddRange(before);
        steps.AddRange(Steps(formula, mostTerms));
        steps.Add(new Step(new Figure(value)));
        return new Equation(address, new Letter(address), steps);
    }

    /// <summary>The formula with letters, the textbook form if that is another one, and the form with numbers put in.</summary>
    internal static IEnumerable<Step> Steps(Formula formula, int mostTerms)
    {
        Formula textbook = formula.Textbook();
        // Where the textbook's form overflows, the numbers go into the form that does not.
        Formula evaluable = double.IsFinite(textbook.Evaluate<F64>().Number) && Close(textbook, formula) ? textbook : formula.Elementary();
        yield return new Step(new Written(formula.Shortened(mostTerms)));
        if (evaluable.Addresses().Count <= mostTerms + 1 && !Same(evaluable, formula)) yield return new Step(new Written(evaluable));
        if (formula is not Variable) yield return new Step(new Written(evaluable.Shortened(mostTerms), WithNumbers: true));
    }

    private static bool Close(Formula textbook, Formula formula)
    {
        Bounded a = textbook.Evaluate<Bounded>(), b = formula.Evaluate<Bounded>();
        return Math.Abs(a.Number - b.Number) <= a.Error + b.Error;
    }

    private static bool Same(Formula a, Formula b) => AsciiPrinter.Instance.Print(a) == AsciiPrinter.Instance.Print(b);
}
