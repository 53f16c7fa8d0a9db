using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Graphs;

/// <summary>
/// What a <see cref="Value"/> was computed from, with values and gradients, ready to be printed or drawn. A node that is used twice
/// is one node with two edges.
/// </summary>
public sealed class Graph
{
    /// <summary>The most nodes that are drawn; a picture of more would show nothing.</summary>
    public const int MostDrawn = 500;

    private readonly List<(GraphNode User, int Operand)>[] uses;

    private Graph(IReadOnlyList<GraphNode> nodes)
    {
        Nodes = nodes;
        uses = [.. nodes.Select(_ => new List<(GraphNode, int)>())];
        foreach (GraphNode user in nodes)
            for (int operand = 0; operand < user.Parents.Count; operand++) uses[user.Parents[operand].Id].Add((user, operand));
    }

    /// <summary>
    /// Collects everything the root was computed from. Calls <see cref="Value.Backward"/> on it, so that every gradient shown is the
    /// root's. A leaf without a label counts as a constant, unless no leaf has a label.
    /// </summary>
    /// <remarks>The graph keeps the numbers as they are now; it stays as it is when the tape goes on, or is rewound.</remarks>
    public static Graph Of(Value root)
    {
        root.Backward();
        return new(Collector.Collect(root));
    }

    /// <summary>Reads an expression, computes it at the inputs on a tape of its own, and collects its graph.</summary>
    /// <param name="expression">
    /// Such as <c>e = a*b; L = (e + c)*f</c>: + - * / ^, parentheses, numbers such as 1e-3, names, and the functions exp, log, sqrt, sin, cos, tanh, sigmoid, softplus, erf, step, relu
    /// and max(a, b); the last statement is the result.
    /// </param>
    /// <param name="at">The values of its inputs, such as <c>a=2,b=-3</c>.</param>
    /// <exception cref="ProblemException">One of the two cannot be read, they do not fit together, or a step has no finite number.</exception>
    public static Graph Of(string expression, string at) => Of(expression, at, null);

    /// <summary>The same where the values come from an option of this name, which messages call by it.</summary>
    internal static Graph Of(string expression, string at, string? option)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(at);
        using Tape tape = Tape.Begin();
        return Of(Expression.Parse(expression, option).Record(Assignments.Parse(at)));
    }

    /// <summary>The expression and its gradients as text: a tree, a table of the nodes, and where each gradient came from.</summary>
    public string ToText() => string.Join('\n', GraphText.Lines(this)) + "\n";

    /// <summary>The graph as a picture, a whole SVG file.</summary>
    /// <exception cref="ProblemException">More nodes than <see cref="MostDrawn"/>.</exception>
    public string ToSvg() => SvgWriter.Write(this);

    /// <summary>The graph in the language of Graphviz.</summary>
    /// <exception cref="ProblemException">More nodes than <see cref="MostDrawn"/>.</exception>
    public string ToDot() => DotWriter.Write(this);

    /// <summary>As <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();

    /// <summary>All nodes, parents before those computed from them; the root is the last.</summary>
    internal IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The result: the node whose derivatives the gradients are.</summary>
    internal GraphNode Root => Nodes[^1];

    /// <summary>
    /// Where a node's gradient came from, one contribution for each use, in the order in which Backward adds them up: the last step
    /// first. Empty for the root.
    /// </summary>
    internal IReadOnlyList<Contribution> ContributionsTo(GraphNode node) =>
        [.. Enumerable.Reverse(uses[node.Id]).GroupBy(use => use.User)
            .SelectMany(uses => uses.OrderBy(use => use.Operand)).Select(use => Contribution.Of(use.User, use.Operand))];

    /// <summary>Refuses to draw a graph in which nothing could be seen.</summary>
    internal void CheckDrawable()
    {
        if (Nodes.Count > MostDrawn)
            throw new ProblemException($"the graph of {Root.Name} has {Nodes.Count} nodes, and at most {MostDrawn} are drawn: {Summary()}. Draw a smaller part of it.");
    }

    private string Summary() =>
        $"{Nodes.Count(n => n.Kind == NodeKind.Input)} inputs, {Nodes.Count(n => n.Kind == NodeKind.Constant)} constants, {Nodes.Count(n => n.Kind == NodeKind.Step)} steps";
}
