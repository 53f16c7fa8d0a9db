using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>A graph as lines of plain text of at most 80 columns: every step in a table, a tree, and where each gradient came from.</summary>
internal static class GraphText
{
    /// <summary>The most columns a line has.</summary>
    public const int Columns = 80;

    /// <summary>The whole story: the table, the tree and the gradients, each under a heading.</summary>
    /// <exception cref="Rules.ProblemException">The graph has more than <see cref="Graph.MostDrawn"/> nodes.</exception>
    public static IReadOnlyList<string> Lines(Graph graph) =>
    [
        $"Forward: each number, and as its gradient d{graph.Root.Name}/d(name)",
        "",
        .. Indented(Table(graph)),
        "",
        $"{graph.Root.Name} and what it was computed from",
        "",
        .. Indented(Tree(graph)),
        "",
        "Backward: upstream·local for each use, summed over the uses",
        "",
        .. Indented(Gradients(graph)),
        .. StepsExplained(graph),
    ];

    // The one function here that school does not teach.
    private static string[] StepsExplained(Graph graph) => graph.Nodes.Any(node => node.Op is Op.Max or Op.Step && node.Kind == NodeKind.Step)
        ? ["", "step(x) is 1 where x > 0, else 0: of a max only the larger gets a gradient."]
        : [];

    /// <summary>One line a node, in the order of computation: name, formula, value, gradient. Bare constants stand in the formulas only.</summary>
    /// <exception cref="Rules.ProblemException">The graph has more than <see cref="Graph.MostDrawn"/> nodes.</exception>
    public static IReadOnlyList<string> Table(Graph graph)
    {
        graph.CheckDrawable();
        List<string[]> rows = [["name", "formula", "value", "gradient"]];
        rows.AddRange(graph.Nodes.Where(IsShown).Select(node => new[] { node.Name, HowOf(node), Digits.Short(node.Value), GradientOf(node) }));
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        widths[1] = Math.Min(widths[1], Columns - Indent.Length - widths[0] - widths[2] - widths[3] - 6);
        return [.. rows.Select(row =>
            $"{row[0].PadRight(widths[0])}  {SourceText.Clip(row[1], widths[1]).PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}")];
    }

    /// <summary>The root at the top and its parents below it, as a tree. A node that is used again is not drawn again but referred to.</summary>
    /// <exception cref="Rules.ProblemException">The graph has more than <see cref="Graph.MostDrawn"/> nodes.</exception>
    public static IReadOnlyList<string> Tree(Graph graph)
    {
        graph.CheckDrawable();
        return new TextTree(Columns - Indent.Length).Draw(graph.Root);
    }

    /// <summary>
    /// One equation a node, from the root back: upstream · local, summed over the uses, in letters and in numbers. Every equation
    /// holds to the printed digits: where six would not do, its factors have more.
    /// </summary>
    /// <exception cref="Rules.ProblemException">The graph has more than <see cref="Graph.MostDrawn"/> nodes.</exception>
    public static IReadOnlyList<string> Gradients(Graph graph)
    {
        graph.CheckDrawable();
        IEnumerable<GraphNode> shown = graph.Nodes.Reverse().Where(node => node == graph.Root || node.Kind != NodeKind.Constant);
        return [.. shown.SelectMany(node => Wrapped(new GradientEquation(graph, node)))];
    }

    internal static bool IsShown(GraphNode node) => node.Word is Syntax.Variable;

    internal static string GradientOf(GraphNode node) => node.Kind == NodeKind.Constant ? "constant" : double.IsNaN(node.Gradient) ? "undefined" : Digits.Short(node.Gradient);

    private const string Indent = "  ";

    private static string HowOf(GraphNode node) => node.IsLeaf ? "given" : node.Formula;

    private static IEnumerable<string> Indented(IEnumerable<string> lines) => lines.Select(line => (Indent + line).TrimEnd());

    private static List<string> Wrapped(GradientEquation equation)
    {
        string whole = $"{equation.Name} {string.Join(' ', equation.Sides)}";
        if (whole.Length <= Columns - Indent.Length) return [whole];
        List<string> lines = [.. Filled($"{equation.Name} {equation.Sides[0]}")];
        foreach (string side in equation.Sides.Skip(1)) lines.AddRange(Filled(Indent + side));
        return lines;
    }

    // As many terms and factors on a line as fit; the rest is indented below.
    private static IEnumerable<string> Filled(string text)
    {
        while (text.Length > Columns - Indent.Length)
        {
            int end = BreakBefore(text, " + ") is > 8 and var term ? term : BreakBefore(text, "·") is > 8 and var factor ? factor : Columns - Indent.Length;
            yield return text[..end];
            text = Indent + Indent + text[end..].TrimStart();
        }
        yield return text;
    }

    private static int BreakBefore(string text, string sign) => text.LastIndexOf(sign, Columns - Indent.Length - 1, StringComparison.Ordinal);
}
