using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;
using Chainrule.Numbers;

namespace Chainrule.Explain.Stories;

/// <summary>The equation that explains one number.</summary>
internal static class Equations
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
        return new Equation(address, new Letter(address), [new Step(new Written(formula.Shortened(mostTerms))), .. Steps(formula, value, mostTerms)]);
    }

    /// <summary>The textbook form if that is another one, the numbers put in, what the terms of a sum come to, and the result.</summary>
    private static IEnumerable<Step> Steps(Formula formula, double value, int mostTerms)
    {
        if (formula is Variable) return [new Step(new Figure(value))];
        // Where the textbook's form overflows, or its numbers cancel, they go into the form that does not.
        Formula[] forms = [formula.Textbook(), formula.Elementary(), formula];
        Formula? legible = null;
        Formula form = forms.FirstOrDefault(each => (legible = each.Shortened(mostTerms).Legible(value)) is not null, forms[1]), shown = form.Shortened(mostTerms);
        bool isShown = form.Addresses().Count <= mostTerms + 1 && !Same(form, formula);
        Formula[] terms = shown is Sum sum && sum.Terms.Any(term => term.Formula is not Leaf) ? [new Sum([.. sum.Terms.Select(Computed)])] : [];
        return [.. isShown ? (Step[])[new Step(new Written(form))] : [], .. PutIn([shown, .. terms], value, legible)];
    }

    /// <summary>
    /// Formulas with their numbers put in, each with as many digits as it takes to come to the result, and the result. <paramref name="first"/> is the first of them with these digits, where they
    /// are known already.
    /// </summary>
    internal static IEnumerable<Step> PutIn(Formula[] formulas, double result, Formula? first = null)
    {
        // All digits of numbers that cancel to 0 would show how they were rounded, and nothing else.
        bool isResidue = result != 0 && formulas.Any(each => each is Sum && Math.Abs(result) <= each.Evaluate<Bounded>().Error);
        Formula?[] legible = [.. formulas.Select((each, i) => isResidue ? null : (i == 0 ? first : null) ?? each.Legible(result))];
        Step last = new(new Figure(result));
        if (legible.Contains(null)) last = last with { Relation = "≈", Note = isResidue ? "what rounding leaves of 0" : "to the rounding of numbers that cancel" };
        return [.. formulas.Zip(legible, (formula, found) => new Step(new Written(found ?? formula, WithNumbers: true))), last];
    }

    // Each term as one number. Its sign goes into the sum where that reads better: a − b, not a + (−b).
    private static Term Computed(Term term)
    {
        if (term.Formula is Rest) return term;
        // + 0.0 turns −0 into 0.
        double number = term.Formula.Number() + 0.0;
        return number < 0 ? new Term(!term.IsSubtracted, new Constant(-number)) : term with { Formula = new Constant(number) };
    }

    private static bool Same(Formula a, Formula b) => AsciiPrinter.Instance.Print(a) == AsciiPrinter.Instance.Print(b);
}
