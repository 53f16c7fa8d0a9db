using System.Collections.Immutable;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;

namespace Chainrule.Explain.Formulas;

/// <summary>
/// The formula of a number, read off the graph that computed it: a tree whose leaves are constants and addressed numbers. It can be
/// printed in several notations, with letters or with numbers put in, and evaluated again.
/// </summary>
internal abstract record Formula
{
    /// <summary>The addressed numbers in it, in reading order, each once.</summary>
    public IReadOnlyList<Address> Addresses() => [.. Leaves().OfType<Variable>().Select(variable => variable.Address).Distinct()];

    /// <summary>The parts that stand for a number by themselves, in reading order.</summary>
    public IEnumerable<Leaf> Leaves() => this is Leaf leaf ? [leaf] : Parts.SelectMany(part => part.Leaves());

    /// <summary>The formulas directly inside this one.</summary>
    public virtual IEnumerable<Formula> Parts => [];
}

/// <summary>A part that stands for a number by itself.</summary>
/// <param name="Number">The number.</param>
internal abstract record Leaf(double Number) : Formula
{
    /// <summary>With how many significant digits the number is printed for people.</summary>
    public int Digits { get; init; } = Rounding.Digits;
}

/// <summary>A constant of the law.</summary>
internal sealed record Constant(double Number) : Leaf(Number);

/// <summary>A number that has an address, and its value.</summary>
internal sealed record Variable(Address Address, double Number) : Leaf(Number);

/// <summary>One term of a sum, with its sign.</summary>
internal readonly record struct Term(bool IsSubtracted, Formula Formula);

/// <summary>A flat sum.</summary>
internal sealed record Sum(ImmutableArray<Term> Terms) : Formula
{
    /// <inheritdoc/>
    public override IEnumerable<Formula> Parts => Terms.Select(term => term.Formula);

    /// <summary>The sum of these terms, with the terms of inner sums taken out of their parentheses, and + (−x) written as − x.</summary>
    public static Sum Flat(IEnumerable<Term> terms) => new([.. terms.SelectMany(term => term.Formula switch
    {
        Sum inner => inner.Terms.Select(t => t with { IsSubtracted = t.IsSubtracted != term.IsSubtracted }),
        Negative negative => [new Term(!term.IsSubtracted, negative.Inner)],
        _ => [term],
    })]);
}

/// <summary>What a shortened sum leaves out: how many terms, and what they add up to.</summary>
internal sealed record Rest(int Count, double Number) : Leaf(Number);

/// <summary>A flat product.</summary>
internal sealed record Product(ImmutableArray<Formula> Factors) : Formula
{
    /// <inheritdoc/>
    public override IEnumerable<Formula> Parts => Factors;
}

/// <summary>A fraction.</summary>
internal sealed record Quotient(Formula Above, Formula Below) : Formula
{
    /// <inheritdoc/>
    public override IEnumerable<Formula> Parts => [Above, Below];
}

/// <summary>−x.</summary>
internal sealed record Negative(Formula Inner) : Formula
{
    /// <inheritdoc/>
    public override IEnumerable<Formula> Parts => [Inner];
}

/// <summary>x².</summary>
internal sealed record Squared(Formula Inner) : Formula
{
    /// <inheritdoc/>
    public override IEnumerable<Formula> Parts => [Inner];
}

/// <summary>The functions a formula can call.</summary>
internal enum Function
{
    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>eˣ − 1.</summary>
    Expm1,

    /// <summary>ln x.</summary>
    Log,

    /// <summary>ln(1 + x).</summary>
    Log1p,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>erf x.</summary>
    Erf,

    /// <summary>1 − erf x.</summary>
    Erfc,

    /// <summary>max(x, y).</summary>
    Max,

    /// <summary>min(x, y).</summary>
    Min,

    /// <summary>1 where x &gt; 0, else 0.</summary>
    Step,

    /// <summary>σ(x).</summary>
    Sigmoid,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>ln Σ exp(xᵢ).</summary>
    LogSumExp,

    /// <summary>exp(xⱼ)/Σ exp(xᵢ).</summary>
    Softmax,

    /// <summary>xʸ: of an update x to the number of the step, else only in hand-made graphs.</summary>
    Power,

    /// <summary>sin x.</summary>
    Sin,

    /// <summary>cos x.</summary>
    Cos,
}

/// <summary>A function of one or more formulas; <paramref name="Component"/> is the j of a softmax.</summary>
internal sealed record Call(Function Function, ImmutableArray<Formula> Arguments, int Component = 0) : Formula
{
    /// <inheritdoc/>
    public override IEnumerable<Formula> Parts => Arguments;

    /// <summary>The first, and mostly the only, argument.</summary>
    public Formula Argument => Arguments[0];
}
