using System.Text;

namespace Chainrule.Explain.Graphs;

/// <summary>Writes a graph in the language of Graphviz.</summary>
internal static class DotWriter
{
    /// <summary>The text of a .dot file: a box a node with name, formula, value and gradient, and an arrow for each use with its local slope.</summary>
    /// <exception cref="Rules.ProblemException">The graph has more than <see cref="Graph.MostDrawn"/> nodes.</exception>
    public static string Write(Graph graph)
    {
        graph.CheckDrawable();
        var dot = new StringBuilder("digraph chainrule {\n  rankdir=LR;\n  node [shape=record, style=rounded, fontname=\"Helvetica\"];\n");
        foreach (GraphNode node in graph.Nodes) dot.Append($"  n{node.Id} [label=\"{Label(node)}\"];\n");
        foreach (GraphNode node in graph.Nodes)
            for (int operand = 0; operand < node.Parents.Count; operand++)
                dot.Append($"  n{node.Parents[operand].Id} -> n{node.Id}{(node.Parents[operand].Kind == NodeKind.Constant ? "" : $" [label=\"{SvgWriter.SlopeOf(node, operand)}\"]")};\n");
        return dot.Append("}\n").ToString();
    }

    private static string Label(GraphNode node)
    {
        string title = node.IsLeaf || !GraphText.IsShown(node) ? node.Name : $"{node.Name} = {node.Formula}";
        string gradient = node.Kind == NodeKind.Constant ? "" : $"|gradient {Escaped(GraphText.GradientOf(node))}";
        return $"{{{Escaped(title)}|value {Escaped(Digits.Short(node.Value))}{gradient}}}";
    }

    // Braces, bars and angle brackets are the structure of a record; a backslash keeps them as text. An ampersand would start an entity.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text) escaped.Append(c switch { '&' => "&amp;", '{' or '}' or '|' or '<' or '>' or '"' or '\\' => $"\\{c}", _ => c.ToString() });
        return escaped.ToString();
    }
}
