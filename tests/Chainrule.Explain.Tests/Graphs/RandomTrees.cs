using Chainrule.Explain.Graphs;
using Chainrule.Numbers;
using CsCheck;

namespace Chainrule.Explain.Tests.Graphs;

/// <summary>Random syntax trees over a, b, c and numbers.</summary>
internal static class RandomTrees
{
    private static readonly Op[] OneOperand = [Op.Negate, Op.Exp, Op.Expm1, Op.Log, Op.Log1p, Op.Sqrt, Op.Tanh, Op.Erf, Op.Erfc, Op.Step, Op.Sigmoid, Op.Softplus];
    private static readonly Op[] TwoOperands = [Op.Add, Op.Subtract, Op.Multiply, Op.Divide, Op.Max];

    private static readonly Gen<Syntax> Leaf = Gen.Frequency(
        (3, Gen.Int[0, 2].Select(i => (Syntax)new Syntax.Variable("abc"[i].ToString()))),
        (1, Gen.Double[-9, 9].Select(number => (Syntax)new Syntax.Number(number))),
        (1, Gen.Int[0, 3].Select(number => (Syntax)new Syntax.Number(number))));

    /// <summary>Trees in the alphabet that every number type reads.</summary>
    internal static readonly Gen<Syntax> OfTheLaws = Tree(6, OneOperand, TwoOperands);

    /// <summary>Trees of everything that can be written.</summary>
    internal static readonly Gen<Syntax> OfAll = Tree(6, [.. OneOperand, Op.Sin, Op.Cos], [.. TwoOperands, Op.Power]);

    internal static readonly Gen<Dictionary<string, double>> Inputs = Gen.Double[-3, 3].Array[3]
        .Select(numbers => new Dictionary<string, double> { ["a"] = numbers[0], ["b"] = numbers[1], ["c"] = numbers[2] });

    private static Gen<Syntax> Tree(int depth, Op[] one, Op[] two)
    {
        if (depth == 0) return Leaf;
        Gen<Syntax> smaller = Tree(depth - 1, one, two);
        return Gen.Frequency(
            (1, Leaf),
            (2, Gen.Select(Gen.Int[0, one.Length - 1].Select(i => one[i]), smaller, (op, x) => op == Op.Negate ? Syntax.Negative(x) : new Syntax.Step(op, x))),
            (4, Gen.Select(Gen.Int[0, two.Length - 1].Select(i => two[i]), smaller, smaller, (op, x, y) => (Syntax)new Syntax.Step(op, x, y))));
    }

    /// <summary>The tree read by any number type of the laws.</summary>
    internal static T Read<T>(Syntax tree, Func<string, T> variable) where T : struct, IReal<T> => tree.Fold<T>(
        number => number, name => variable(name.Name), (step, x, y) => Apply(step.Op, x, y ?? x));

    private static T Apply<T>(Op op, T x, T y) where T : struct, IReal<T> => op switch
    {
        Op.Add => x + y,
        Op.Subtract => x - y,
        Op.Multiply => x * y,
        Op.Divide => x / y,
        Op.Negate => -x,
        Op.Exp => T.Exp(x),
        Op.Expm1 => T.Expm1(x),
        Op.Log => T.Log(x),
        Op.Log1p => T.Log1p(x),
        Op.Sqrt => T.Sqrt(x),
        Op.Tanh => T.Tanh(x),
        Op.Erf => T.Erf(x),
        Op.Erfc => T.Erfc(x),
        Op.Max => T.Max(x, y),
        Op.Step => T.Step(x),
        Op.Sigmoid => T.Sigmoid(x),
        Op.Softplus => T.Softplus(x),
        // The rules of Contribution write squares as powers.
        Op.Power => x * x,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "is not in the alphabet of the laws"),
    };

    /// <summary>The graph of the tree, or null where it has no finite value there.</summary>
    internal static Graph? GraphOf(Syntax tree, IReadOnlyDictionary<string, double> inputs)
    {
        using Tape tape = Tape.Begin();
        var leaves = inputs.ToDictionary(each => each.Key, each => new Value(each.Value, each.Key));
        Value root = tree.Fold(number => number, name => leaves[name.Name], (step, x, y) => Vocabulary.Apply(step.Op, x, y));
        Graph graph = Graph.Of(root);
        return graph.Nodes.All(node => double.IsFinite(node.Value)) ? graph : null;
    }
}
