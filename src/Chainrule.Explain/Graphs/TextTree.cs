namespace Chainrule.Explain.Graphs;

/// <summary>Draws a node and what it was computed from with box characters, each node once.</summary>
internal sealed class TextTree(int columns)
{
    // Deeper branches go on at the left margin: a tree of 3 columns a level stays readable in a terminal.
    private const int Levels = 12;

    private readonly List<string> lines = [];
    private readonly HashSet<GraphNode> drawn = [];
    private readonly Queue<GraphNode> later = new();

    internal IReadOnlyList<string> Draw(GraphNode root)
    {
        later.Enqueue(root);
        while (later.TryDequeue(out GraphNode? node))
        {
            lines.Add(Fitting(node, ""));
            drawn.Add(node);
            Branches(node, "", 1);
        }
        return lines;
    }

    private void Branches(GraphNode node, string indent, int level)
    {
        GraphNode[] parents = [.. node.Parents.Where(GraphText.IsShown)];
        for (int i = 0; i < parents.Length; i++)
        {
            bool isLast = i == parents.Length - 1;
            Branch(parents[i], indent + (isLast ? "└─ " : "├─ "), indent + (isLast ? "   " : "│  "), level);
        }
    }

    private void Branch(GraphNode node, string lead, string indent, int level)
    {
        if (later.Contains(node) || (level == Levels && !node.IsLeaf && !drawn.Contains(node)))
        {
            lines.Add($"{lead}↓ {node.Name}, see below");
            if (!later.Contains(node)) later.Enqueue(node);
            return;
        }
        if (!drawn.Add(node))
        {
            lines.Add($"{lead}↑ {node.Name}, see above");
            return;
        }
        lines.Add(Fitting(node, lead));
        Branches(node, indent, level + 1);
    }

    // Where the formula does not fit, the table still has it.
    private string Fitting(GraphNode node, string lead)
    {
        string whole = lead + node;
        return whole.Length <= columns ? whole : $"{lead}{node.Name} = {Digits.Short(node.Value)}";
    }
}
