using System.Collections.Immutable;
using Chainrule.Explain.Addresses;
using Chainrule.Numbers;

namespace Chainrule.Explain.Formulas;

/// <summary>
/// Reads the formula of a node off its graph, down to the next addressed nodes. What is changed on the way is only how it is written: sums and
/// products become flat, a product of a node with itself a square, a constant factor 1 disappears, −max(−b, −a) becomes min(a, b), and expm1 and log1p
/// become the textbook's eˣ − 1 and ln(1 + x) wherever these have the digits.
/// </summary>
internal sealed class FormulaBuilder(Func<Value, Address?> addressOf)
{
    /// <summary>The formula by which the node was computed; null for a leaf, which was given.</summary>
    public Formula? Of(Value node)
    {
        while (node.Op == Op.Name)
        {
            node = node.Parents[0];
            if (addressOf(node) is Address same) return new Variable(same, node.Data);
        }
        return node.Op == Op.Leaf ? null : Computed(node);
    }

    private Formula Operand(Value node)
    {
        if (addressOf(node) is Address address) return new Variable(address, node.Data);
        return Of(node) ?? new Constant(node.Data);
    }

    private Formula Computed(Value node)
    {
        IReadOnlyList<Value> parents = node.Parents;
        return node.Op switch
        {
            Op.Add or Op.Subtract => FlatSum(node),
            Op.Multiply when parents[0] == parents[1] => new Squared(Operand(parents[0])),
            Op.Multiply => FlatProduct(Operand(parents[0]), Operand(parents[1])),
            Op.Divide => new Quotient(Operand(parents[0]), Operand(parents[1])),
            Op.Negate => Negated(parents[0]),
            Op.Expm1 when Rewriting.KeepsDigits(node.Data) => Sum.Flat([new(false, new Call(Function.Exp, [Operand(parents[0])])), new(true, new Constant(1))]),
            Op.Log1p when Rewriting.KeepsDigits(parents[0].Data) => new Call(Function.Log, [Sum.Flat([new(false, new Constant(1)), new(false, Operand(parents[0]))])]),
            _ => new Call(FunctionOf(node.Op), [.. parents.Select(Operand)], node.Component),
        };
    }

    // Along the left spine in a loop: a sum of many terms is a chain as deep as it is long.
    private Sum FlatSum(Value node)
    {
        var terms = new List<Term>();
        while (node.Op is Op.Add or Op.Subtract && (terms.Count == 0 || addressOf(node) is null))
        {
            IReadOnlyList<Value> parents = node.Parents;
            terms.Add(new Term(node.Op == Op.Subtract, Operand(parents[1])));
            node = parents[0];
        }
        terms.Add(new Term(false, Operand(node)));
        terms.Reverse();
        return Sum.Flat(terms);
    }

    private static Formula FlatProduct(params ReadOnlySpan<Formula> operands)
    {
        var factors = ImmutableArray.CreateBuilder<Formula>();
        foreach (Formula operand in operands)
        {
            if (operand is Product inner) factors.AddRange(inner.Factors);
            else if (operand is not Constant { Number: 1 }) factors.Add(operand);
        }
        return factors.Count switch
        {
            0 => new Constant(1),
            1 => factors[0],
            _ => new Product(factors.ToImmutable()),
        };
    }

    private Formula Negated(Value inner)
    {
        if (inner.Op == Op.Max && addressOf(inner) is null && inner.Parents.All(p => p.Op == Op.Negate && addressOf(p) is null))
            return new Call(Function.Min, [Operand(inner.Parents[1].Parents[0]), Operand(inner.Parents[0].Parents[0])]);
        return Operand(inner) is Constant constant ? new Constant(-constant.Number) : new Negative(Operand(inner));
    }

    private static Function FunctionOf(Op op) => op switch
    {
        Op.Exp => Function.Exp,
        Op.Expm1 => Function.Expm1,
        Op.Log => Function.Log,
        Op.Log1p => Function.Log1p,
        Op.Tanh => Function.Tanh,
        Op.Sqrt => Function.Sqrt,
        Op.Erf => Function.Erf,
        Op.Erfc => Function.Erfc,
        Op.Max => Function.Max,
        Op.Step => Function.Step,
        Op.Sigmoid => Function.Sigmoid,
        Op.Softplus => Function.Softplus,
        Op.LogSumExp => Function.LogSumExp,
        Op.Softmax => Function.Softmax,
        Op.Power => Function.Power,
        Op.Sin => Function.Sin,
        Op.Cos => Function.Cos,
        _ => throw new InvalidOperationException($"{op} is not a function."),
    };
}
