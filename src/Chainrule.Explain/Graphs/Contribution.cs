using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>
/// What one use of a node adds to its gradient: the gradient of the user (upstream) times how fast the user changes with the node
/// (local). The chain rule, one link at a time.
/// </summary>
/// <param name="User">The node that was computed from it.</param>
/// <param name="Rule">The local derivative as a formula in the names of the graph, such as <c>1 − o^2</c>.</param>
/// <param name="Local">The number which that formula yields.</param>
internal sealed record Contribution(GraphNode User, Syntax Rule, double Local)
{
    /// <summary>The gradient of the user.</summary>
    public double Upstream => User.Gradient;

    /// <summary>Upstream · local; nothing where nothing comes from above or nothing is let through, even beside an infinite slope.</summary>
    public double Amount => IsNothing ? 0 : Upstream * Local;

    internal bool IsNothing => Upstream == 0 || Local == 0;

    // The engine's own rules, run over leaves that are called what the graph calls them: the formula and its number are one computation.
    internal static Contribution Of(GraphNode user, int operand)
    {
        using Tape tape = Tape.Begin();
        Value rule = RuleOf(user, operand);
        return new(user, SyntaxBuilder.Of(rule), rule.Data);
    }

    private static Value RuleOf(GraphNode user, int operand)
    {
        Value v = new(user.Value, user.Name);
        if (user.Op == Op.LogSumExp) return Derivatives.OfLogSumExp(Leaf(user.Parents[operand]), v);
        if (user.Op == Op.Softmax) return Derivatives.OfSoftmax(v, new(user.Components[operand], $"softmax{operand + 1}"), isOwn: operand == user.Component);
        (Value byX, Value byY) = Derivatives.Of(user.Op, Leaf(user.Parents[0]), Leaf(user.Parents[^1]), v);
        return operand == 0 ? byX : byY;
    }

    private static Value Leaf(GraphNode node) => node.Word is Syntax.Variable word ? new Value(node.Value, word.Name) : node.Value;
}
