using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Reasons;

/// <summary>Why ∂L/∂z is ∂L/∂a times a slope, and why that slope is what it is: forms that are all equal, at the numbers of this unit.</summary>
internal static class SlopeReasons
{
    // The rule of calculus behind the first of an activation's forms.
    private const string Quotients = "the quotient rule: the slope of what is above times what is below, minus the other way round, over the square of what is below";

    private static readonly Dictionary<string, string> Rules = new()
    {
        ["sigmoid"] = Quotients,
        ["tanh"] = $"{Quotients}. Here the slope of what is above is what is below, and the other way round",
        ["softplus"] = "the chain rule: the slope of a logarithm is one over what is in it, times the slope of that",
        ["silu"] = "the product rule: each factor times the slope of the other, added up",
    };

    /// <summary>Whether it is said by which rule the forms of the activation begin.</summary>
    internal static bool IsRuleKnown(Activation f) => Rules.ContainsKey(f.Name);

    public static IEnumerable<Reason> Of(Question q)
    {
        if (!q.IsGradient || q.Through is not { } f || q.Upstreams.Count == 0) yield break;
        if (!f.IsElementwise)
        {
            yield return Reason.Of($"slope:{f}", Passage.Classes, $"The outputs of a {f} add up to 1: what one gains the others lose. So ", q.Base, $" acts through all {q.Upstreams.Count} of them. What is left is its own output times how much its own upstream, ", q.Address.As(q.Upstreams[0].Symbol), ", lies above the mean of all upstreams, each counted by its output.");
            yield break;
        }
        Address a = q.Upstreams[0].As(q.Upstreams[0].Symbol.Base);
        yield return Reason.Of("through", Passage.OneNeuron, q.Base, " acts on the loss only through ", a, ". So its gradient is upstream, ", q.Upstreams[0], ", times local, the slope of the activation: how fast ", a, " grows with ", q.Base, ".");
        yield return new($"slope:{f}", Passage.Slopes, [.. Slope(q, f, q.Base, a)]);
    }

    private static IEnumerable<Block> Slope(Question q, Activation f, Address z, Address a)
    {
        Formula[] forms = Forms(q, f, z, a);
        bool isDerived = forms.Length > 1;
        yield return new Paragraph(isDerived ? Line.Of($"Why is the slope of {f} at ", z, $" what it is?{(Rules.GetValueOrDefault(f.Name) is { } rule ? $" First by {rule}." : "")} Then step by step, with ", a, ":") : Line.Of($"The slope of {f} at ", z, ":"));
        yield return new Equation(null, new Slope(z, f.Name), [.. forms.Select(each => new Step(new Written(each)))]);
        if (forms.Any(each => each.Calls(Function.Step))) yield return Note("step(z) is 1 where z is greater than 0, and 0 elsewhere.");
        if (forms.Any(each => each.Calls(Function.Erf))) yield return Note("erf is the error function: how much of a bell curve lies within a distance of its middle.");
        if (forms.Any(each => each.Calls(Function.Erfc))) yield return Note("erfc(x) is 1 − erf(x), computed so that it keeps its digits where erf is nearly 1.");
    }

    private static Formula[] Forms(Question q, Activation f, Address z, Address a)
    {
        using Tape tape = Tape.Begin();
        Value zValue = q.Recording[z], aValue = q.Recording[a];
        var formulas = new FormulaBuilder(v => v == zValue ? z : v == aValue ? a : null);
        Value[] forms = f.Derivation(zValue, aValue);
        bool isDerived = forms.Length > 0 && forms.All(each => double.IsFinite(each.Data));
        Formula[] shown = [.. (isDerived ? forms : [f.Slope(zValue, aValue)]).Select(each => formulas.Of(each) ?? new Constant(each.Data))];
        return isDerived && f == Activation.Sigmoid ? [QuotientRule(zValue, z), .. shown] : shown;
    }

    // As the rule has it, before anything is multiplied out: σ = u/v with u = 1, u′ = 0, v = 1 + e⁻ᶻ and v′ = −e⁻ᶻ.
    private static Quotient QuotientRule(Value at, Address z)
    {
        var exp = new Call(Function.Exp, [new Negative(new Variable(z, at.Data))]);
        var v = new Sum([new(false, new Constant(1)), new(false, exp)]);
        return new(new Sum([new(false, new Product([new Constant(0), v])), new(true, new Product([new Constant(1), new Negative(exp)]))]), new Squared(v));
    }

    private static Paragraph Note(string words) => new(words) { IsNote = true };
}
