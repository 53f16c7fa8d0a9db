using System.Collections.Immutable;
using Chainrule.Numbers;

namespace Chainrule.Explain.Formulas;

/// <summary>Equal formulas in another form: the textbook's, one that can be evaluated anywhere without overflow, and a shortened one.</summary>
internal static class Rewriting
{
    // exp overflows at 709.8 and a sum of exps a little earlier; inside ±300 the textbook form is good to the last digits.
    private const double ExpIsSafeUpTo = 300;

    // Beside a number as small as this, the 1 takes three of a double's sixteen digits.
    private const double Least = 1.0 / 1024;

    /// <summary>Whether eˣ − 1, or the x in ln(1 + x), is so large that the textbook's form still has thirteen digits. (At 0 there are none to lose.)</summary>
    internal static bool KeepsDigits(double besideOne) => besideOne == 0 || Math.Abs(besideOne) >= Least;

    /// <summary>The named functions replaced by their textbook definitions: σ(z) by 1/(1 + e⁻ᶻ), and so on.</summary>
    public static Formula Textbook(this Formula formula) => Rewrite(formula, call => call.Function switch
    {
        Function.Sigmoid => Over(One, Plus(One, Exp(Minus(call.Argument)))),
        Function.Softplus => Log(Plus(One, Exp(call.Argument))),
        Function.LogSumExp => Log(ExpSum(call.Arguments)),
        Function.Softmax => Over(Exp(call.Arguments[call.Component]), ExpSum(call.Arguments)),
        _ => call,
    });

    /// <summary>
    /// The formula in + − * / exp expm1 log log1p tanh sqrt max erf erfc alone, in a form whose value neither overflows nor loses digits at these numbers:
    /// the textbook's wherever that is good.
    /// </summary>
    public static Formula Elementary(this Formula formula) => Rewrite(formula, call => call.Function switch
    {
        Function.Sigmoid => SafeSigmoid(call.Argument),
        Function.Softplus => SafeSoftplus(call.Argument),
        Function.LogSumExp => SafeLogSumExp(call.Arguments),
        Function.Softmax => SafeSoftmax(call.Arguments, call.Component),
        Function.Step => new Constant(Number(call.Argument) > 0 ? 1 : 0),
        Function.Min => Minus(new Call(Function.Max, [Minus(call.Arguments[1]), Minus(call.Arguments[0])])),
        Function.Power => Power(call.Argument, call.Arguments[1]),
        _ => call,
    });

    /// <summary>The largest <paramref name="most"/> terms of each long sum, in their order, and the others as one rest.</summary>
    public static Formula Shortened(this Formula formula, int most)
    {
        if (formula is Sum sum && sum.Terms.Length > most + 1)
        {
            HashSet<int> kept = [.. Enumerable.Range(0, sum.Terms.Length).OrderByDescending(i => Math.Abs(Number(sum.Terms[i].Formula))).Take(most)];
            double rest = 0;
            for (int i = 0; i < sum.Terms.Length; i++)
                if (!kept.Contains(i)) rest += (sum.Terms[i].IsSubtracted ? -1 : 1) * Number(sum.Terms[i].Formula);
            IEnumerable<Term> terms = Enumerable.Range(0, sum.Terms.Length).Where(kept.Contains).Select(i => sum.Terms[i]);
            return new Sum([.. terms, new Term(false, new Rest(sum.Terms.Length - kept.Count, rest))]);
        }
        return WithParts(formula, part => part.Shortened(most));
    }

    /// <summary>The formula with other leaves.</summary>
    internal static Formula WithLeaves(this Formula formula, Func<Leaf, Formula> change) =>
        formula is Leaf leaf ? change(leaf) : WithParts(formula, part => part.WithLeaves(change));

    /// <summary>Whether the function is called anywhere in the formula.</summary>
    internal static bool Calls(this Formula formula, Function function) =>
        (formula is Call call && call.Function == function) || formula.Parts.Any(part => part.Calls(function));

    /// <summary>The formula's number at the values of its variables.</summary>
    public static double Number(this Formula formula) => formula.Evaluate<F64>();

    private static Formula Rewrite(Formula formula, Func<Call, Formula> replace)
    {
        Formula inner = WithParts(formula, part => Rewrite(part, replace));
        return inner is Call call ? replace(call) : inner;
    }

    private static Formula WithParts(Formula formula, Func<Formula, Formula> change) => formula switch
    {
        Sum sum => Sum.Flat(sum.Terms.Select(term => term with { Formula = change(term.Formula) })),
        Product product => new Product([.. product.Factors.Select(change)]),
        Quotient quotient => new Quotient(change(quotient.Above), change(quotient.Below)),
        Negative negative => new Negative(change(negative.Inner)),
        Squared squared => new Squared(change(squared.Inner)),
        Call call => call with { Arguments = [.. call.Arguments.Select(change)] },
        _ => formula,
    };

    // A recording tells the first step, whose number is the only exponent of a law.
    private static Formula Power(Formula x, Formula exponent) => Number(exponent) == 1 ? x : Exp(new Product([exponent, Log(x)]));

    private static Formula SafeSigmoid(Formula x) => Number(x) >= -ExpIsSafeUpTo
        ? Over(One, Plus(One, Exp(Minus(x))))
        : Over(Exp(x), Plus(One, Exp(x)));

    private static Formula SafeSoftplus(Formula x)
    {
        double at = Number(x);
        if (at > ExpIsSafeUpTo) return Plus(x, Log1p(Exp(Minus(x))));
        return KeepsDigits(Math.Exp(at)) ? Log(Plus(One, Exp(x))) : Log1p(Exp(x));
    }

    private static Formula SafeLogSumExp(ImmutableArray<Formula> x)
    {
        Formula largest = x.MaxBy(Number)!;
        return Math.Abs(Number(largest)) <= ExpIsSafeUpTo ? Log(ExpSum(x)) : Plus(largest, Log(ExpSum(Less(x, largest))));
    }

    private static Formula SafeSoftmax(ImmutableArray<Formula> x, int j)
    {
        Formula largest = x.MaxBy(Number)!;
        ImmutableArray<Formula> safe = Math.Abs(Number(largest)) <= ExpIsSafeUpTo ? x : Less(x, largest);
        return Over(Exp(safe[j]), ExpSum(safe));
    }

    private static Constant One => new(1);

    private static Formula Plus(Formula a, Formula b) => Sum.Flat([new(false, a), new(false, b)]);

    private static Formula Minus(Formula a) => a switch
    {
        Constant constant => new Constant(-constant.Number),
        Negative negative => negative.Inner,
        _ => new Negative(a),
    };

    private static Formula Over(Formula a, Formula b) => new Quotient(a, b);

    private static Formula Exp(Formula x) => new Call(Function.Exp, [x]);

    private static Formula Log(Formula x) => new Call(Function.Log, [x]);

    private static Formula Log1p(Formula x) => new Call(Function.Log1p, [x]);

    private static Formula ExpSum(ImmutableArray<Formula> x) => x.Length == 1 ? Exp(x[0]) : new Sum([.. x.Select(each => new Term(false, Exp(each)))]);

    private static ImmutableArray<Formula> Less(ImmutableArray<Formula> x, Formula largest) =>
        [.. x.Select(each => (Formula)new Sum([new(false, each), new(true, largest)]))];
}
