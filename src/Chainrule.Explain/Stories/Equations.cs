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
            return new Equation(address, new Letter(address), [new Step(new Figure(value), address.Symbol == Symbol.NewL ? "forward again" : "given")]);
        if (formula is Constant) return new Equation(address, new Letter(address), [new Step(new Figure(value), "set by the layer")]);
        Step first = new(new Written(formula.Shortened(mostTerms)), NoteOn(recording, address, formula));
        Step[] steps = [first, .. Steps(formula, value, mostTerms)];
        return new Equation(address, new Letter(address), ThroughSlope(recording, address, formula) is { } slope
            ? [slope.Product, first with { Note = null }, .. steps[1..^1], .. PutIn([slope.Factors], value)]
            : steps);
    }

    // A gradient whose terms have one upstream each, or what an update keeps.
    private static string? NoteOn(Recording recording, Address address, Formula formula)
    {
        if (address.Symbol.Form == Form.State) return $"{address.Symbol.State} was 0";
        if (!address.IsGradient) return null;
        Formula[] terms = formula is Sum sum ? [.. sum.Parts] : [formula];
        if (terms.All(each => each is Variable { Address.IsGradient: true })) return "upstream × 1";
        return terms.All(each => each is Product product && product.Factors.Count(IsUpstream) == 1 && product.Factors.Where(factor => !IsUpstream(factor)).All(factor => !factor.Addresses().Any(inner => inner.IsGradient)))
            ? "upstream × local"
            : null;
    }

    private static bool IsUpstream(Formula factor) => factor is Variable { Address.IsGradient: true };

    /// <summary>∂L/∂z through an elementwise activation: ∂L/∂a · f′(z), and these two factors as numbers. Null for any other number.</summary>
    private static (Step Product, Product Factors)? ThroughSlope(Recording recording, Address address, Formula formula)
    {
        if (!address.IsGradient || address.Layer == 0 || recording.Book.Plan.Layers[address.Layer - 1].Ending is not { F.IsElementwise: true } ending) return null;
        if (recording.Book.Find(address.Symbol, address.Layer) != ending.Z || formula.Addresses().Where(each => each.IsGradient).ToArray() is not [var da]) return null;
        Address z = address.As(address.Symbol.Base), a = da.As(da.Symbol.Base);
        double slope = ending.F.Slope<F64>(recording[z], recording[a]);
        return (new Step(new UpstreamLocal(da, z, ending.F.Name), "upstream × local"), new Product([new Constant(recording[da]), new Constant(slope)]));
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
