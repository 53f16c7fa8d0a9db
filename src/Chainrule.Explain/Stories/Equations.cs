using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;
using Chainrule.Numbers;

namespace Chainrule.Explain.Stories;

/// <summary>The equation that explains one number.</summary>
public static class Equations
{
    /// <summary>
    /// left = formula = textbook form = with numbers = value. Sums longer than <paramref name="mostTerms"/> are shortened to their largest terms.
    /// </summary>
    public static Equation Of(Recording recording, Address address, int mostTerms)
    {
        double value = recording[address];
        if (recording.FormulaOf(address) is not Formula formula)
            return new Equation(address, new Letter(address), [new Step(new Figure(value), "given")]);
        if (formula is Constant) return new Equation(address, new Letter(address), [new Step(new Figure(value), "set by the layer")]);
        return new Equation(address, new Letter(address), [.. Steps(formula, mostTerms), new Step(new Figure(value))]);
    }

    /// <summary>The formula with letters, the textbook form if that is another one, the numbers put in, and what the terms of a sum come to.</summary>
    internal static IEnumerable<Step> Steps(Formula formula, int mostTerms)
    {
        Formula textbook = formula.Textbook();
        // Where the textbook's form overflows or loses what is printed, the numbers go into the form that does not.
        Formula evaluable = double.IsFinite(textbook.Number()) && Close(textbook, formula) ? textbook : formula.Elementary();
        yield return new Step(new Written(formula.Shortened(mostTerms)));
        if (evaluable.Addresses().Count <= mostTerms + 1 && !Same(evaluable, formula)) yield return new Step(new Written(evaluable));
        if (formula is Variable) yield break;
        Formula shown = evaluable.Shortened(mostTerms);
        yield return new Step(new Written(shown, WithNumbers: true));
        if (shown is Sum sum && sum.Terms.Any(term => term.Formula is not (Variable or Constant or Rest)))
            yield return new Step(new Written(new Sum([.. sum.Terms.Select(Computed)]), WithNumbers: true));
    }

    // Each term as one number. Its sign goes into the sum where that reads better: a − b, not a + (−b).
    private static Term Computed(Term term)
    {
        if (term.Formula is Rest) return term;
        // + 0.0 turns −0 into 0.
        double number = term.Formula.Number() + 0.0;
        return number < 0 ? new Term(!term.IsSubtracted, new Constant(-number)) : term with { Formula = new Constant(number) };
    }

    // A hundredth of the last digit that is printed.
    private const double Printed = 1e-8;

    private static bool Close(Formula textbook, Formula formula) =>
        Math.Abs(textbook.Number() - formula.Number()) <= Printed * Math.Abs(formula.Number());

    private static bool Same(Formula a, Formula b) => AsciiPrinter.Instance.Print(a) == AsciiPrinter.Instance.Print(b);
}
