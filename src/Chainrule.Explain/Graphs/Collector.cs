using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>Collects the nodes that a root depends on and gives each a name, with one walk down the tape and one up.</summary>
internal sealed class Collector
{
    private const int LongestName = 24;

    private readonly Dictionary<int, GraphNode> collected = [];
    private readonly HashSet<string> taken = [];
    private readonly Value root;
    private readonly bool hasLabelledLeaf;
    private int steps, inputs;

    private Collector(Value root, IReadOnlyList<Value> values)
    {
        this.root = root;
        hasLabelledLeaf = values.Any(value => value.Op == Op.Leaf && LabelOf(value) is not null);
        // Given names go first, so that a made-up one never takes one of them.
        taken.UnionWith(values.Select(LabelOf).OfType<string>());
    }

    internal static IReadOnlyList<GraphNode> Collect(Value root)
    {
        List<Value> values = Reachable(root);
        var collector = new Collector(root, values);
        var unused = new HashSet<string>(collector.taken);
        return [.. values.Select(value => collector.Node(value, unused))];
    }

    // Parents have smaller indices, so one walk from the root down has met all users of a node before the node: no recursion.
    private static List<Value> Reachable(Value root)
    {
        var reached = new bool[root.Index + 1];
        reached[root.Index] = true;
        List<Value> values = [];
        for (int i = root.Index; i >= 0; i--)
        {
            if (!reached[i]) continue;
            values.Add(root.Tape[i]);
            foreach (Value parent in values[^1].Parents) reached[parent.Index] = true;
        }
        values.Reverse();
        return values;
    }

    private GraphNode Node(Value value, HashSet<string> unusedLabels)
    {
        GraphNode[] parents = [.. value.Parents.Select(parent => collected[parent.Index])];
        NodeKind kind = KindOf(value, parents);
        return collected[value.Index] = new GraphNode
        {
            Id = collected.Count,
            Name = NameOf(value, kind, unusedLabels),
            Kind = kind,
            Op = value.Op,
            Component = value.Component,
            Value = value.Data,
            Gradient = value.Grad,
            Parents = parents,
            Formula = FormulaOf(value, parents),
            Components = ComponentsOf(value, parents.Length),
        };
    }

    private NodeKind KindOf(Value value, GraphNode[] parents)
    {
        if (value.Op == Op.Leaf) return LabelOf(value) is null && hasLabelledLeaf ? NodeKind.Constant : NodeKind.Input;
        return parents.All(parent => parent.Kind == NodeKind.Constant) ? NodeKind.Constant : NodeKind.Step;
    }

    private static string? LabelOf(Value value) =>
        string.IsNullOrWhiteSpace(value.Label) ? null : SourceText.Clip(SourceText.Visible(value.Label), LongestName);

    private string NameOf(Value value, NodeKind kind, HashSet<string> unusedLabels)
    {
        if (LabelOf(value) is { } label) return unusedLabels.Remove(label) ? label : Free(label + "#", 2);
        if (value == root) return taken.Add("L") ? "L" : Free("L", 1);
        if (value.Op != Op.Leaf) return Free("v", ++steps);
        return kind == NodeKind.Constant ? Digits.Exact(value.Data) : Free("x", ++inputs);
    }

    private string Free(string stem, int number)
    {
        while (!taken.Add($"{stem}{number}")) number++;
        return $"{stem}{number}";
    }

    private static string FormulaOf(Value value, GraphNode[] parents) => value.Op switch
    {
        Op.Leaf => "",
        Op.LogSumExp => $"logsumexp({Names(parents)})",
        Op.Softmax => $"softmax{value.Component + 1}({Names(parents)})",
        _ => SyntaxPrinter.Print(new Syntax.Step(value.Op, parents[0].Word, parents.ElementAtOrDefault(1)?.Word), Digits.Short),
    };

    private static string Names(GraphNode[] parents) => parents.Length <= 4
        ? string.Join(", ", parents.Select(parent => parent.Name))
        : $"{parents[0].Name}, {parents[1].Name}, … {parents[^1].Name}";

    // The components of one softmax stand side by side on the tape.
    private static IReadOnlyList<double> ComponentsOf(Value value, int count) => value.Op != Op.Softmax
        ? []
        : [.. Enumerable.Range(value.Index - value.Component, count).Select(i => value.Tape[i].Data)];
}
