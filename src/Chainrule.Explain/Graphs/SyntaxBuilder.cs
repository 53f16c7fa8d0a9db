using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>Reads off a tape, as an expression, how a node was computed, down to the nodes that have a name.</summary>
internal static class SyntaxBuilder
{
    /// <summary>
    /// The expression. What is changed is only how it is written: a product of a node with itself is a square, and x − 0 is x.
    /// </summary>
    internal static Syntax Of(Value node)
    {
        if (node.Label is { } name) return new Syntax.Variable(name);
        if (node.Op == Op.Leaf) return new Syntax.Number(node.Data);
        IReadOnlyList<Value> parents = node.Parents;
        Syntax x = Of(parents[0]);
        if (parents.Count == 1) return new Syntax.Step(node.Op, x);
        if (node.Op == Op.Multiply && parents[0] == parents[1]) return new Syntax.Step(Op.Power, x, new Syntax.Number(2));
        Syntax y = Of(parents[1]);
        return node.Op == Op.Subtract && y is Syntax.Number { Value: 0 } ? x : new Syntax.Step(node.Op, x, y);
    }
}
