using System.Globalization;
using System.Xml.Linq;
using Chainrule.Explain.Graphs;
using Chainrule.Numbers;
using Chainrule.Rules;
using CsCheck;

namespace Chainrule.Explain.Tests.Graphs;

public class GraphTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static Graph Lecture() => Graph.Of("e = a*b; d = e + c; L = d*f", "a=2,b=-3,c=10,f=-2");

    // Everything at once: shared nodes, edges across layers, constants, several operands.
    private static Graph Rich() => Graph.Of("c = a + b; d = a*b + b^3; g = tanh(c)*d + max(c, d) - a/2; g*g + relu(c) + d", "a=0.5,b=-1.25");

    [Fact]
    public void A_node_used_twice_is_one_node_with_two_contributions()
    {
        Graph graph = Graph.Of("a + a", "a=3");
        Assert.Equal(["a", "L"], graph.Nodes.Select(node => node.Name));
        Assert.Equal([1.0, 1.0], graph.ContributionsTo(graph.Nodes[0]).Select(each => each.Amount));
    }

    [Fact]
    public void Names_are_made_up_where_there_are_none_and_told_apart_where_they_are_the_same()
    {
        using Tape tape = Tape.Begin();
        Value first = new(1, "v1"), second = new(2, "v1");
        Value root = first * second + first * 2.0;
        Assert.Equal(["v1", "v1#2", "v2", "2", "v3", "L"], Graph.Of(root).Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Leaves_without_labels_are_inputs_only_if_no_leaf_has_one()
    {
        using Tape tape = Tape.Begin();
        Value x = 3.0;
        Assert.Equal(NodeKind.Input, Graph.Of(x * x).Nodes[0].Kind);
        Assert.Equal(NodeKind.Constant, Graph.Of(x * new Value(2, "w")).Nodes[0].Kind);
    }

    [Fact]
    public void A_softmax_and_a_log_sum_exp_contribute_as_the_engine_says()
    {
        using Tape tape = Tape.Begin();
        Value[] x = [new(0, "x1"), new(3, "x2"), new(-2, "x3")], p = new Value[3];
        Value.Softmax(x, p);
        Graph graph = Graph.Of(Value.Log(p[1]) + Value.LogSumExp(x) * 0.5 + p[2]);
        foreach (GraphNode leaf in graph.Nodes.Take(3))
            // At most ten roundings of numbers below 3.
            Assert.Equal(leaf.Gradient, graph.ContributionsTo(leaf).Sum(each => each.Amount), 30 * Bounded.Roundoff);
        Assert.Contains(GraphText.Lines(graph), line => line.Contains("softmax2(x1, x2, x3)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_is_collected_and_too_large_to_draw()
    {
        using Tape tape = Tape.Begin();
        Value x = new(0.5, "x");
        for (int i = 0; i < 100_000; i++) x = -x;
        Graph graph = Graph.Of(x);
        Assert.Equal(100_001, graph.Nodes.Count);
        foreach (Action draw in new Action[] { () => GraphText.Lines(graph), () => DotWriter.Write(graph), () => SvgWriter.Write(graph) })
            Assert.Contains("100001 nodes, and at most 500 are drawn: 1 inputs, 0 constants, 100000 steps", Assert.Throws<ProblemException>(draw).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lecture_s_example_reads_as_stored() => Golden.Check(GraphText.Lines(Lecture()), "lecture.txt");

    [Fact]
    public void The_lecture_s_example_is_drawn_as_stored()
    {
        Golden.Check(SvgWriter.Write(Lecture()), "lecture.svg");
        Golden.Check(DotWriter.Write(Lecture()), "lecture.dot");
    }

    [Fact]
    public void A_rich_example_reads_as_stored() => Golden.Check(GraphText.Lines(Rich()), "rich.txt");

    [Fact]
    public void A_slope_that_does_not_exist_is_said()
    {
        IReadOnlyList<string> lines = GraphText.Gradients(Graph.Of("a^b", "a=-2,b=2"));
        Assert.Contains("dL/db = dL/dL·(L·log(a)) is not defined here", lines);
        Assert.Contains("dL/da = dL/dL·(1/(2·L)) = ∞: the slope is infinite here", GraphText.Gradients(Graph.Of("sqrt(a)", "a=0")));
    }

    [Fact]
    public void A_power_that_is_constant_at_zero_has_slope_zero()
    {
        Assert.Contains("dL/da = dL/dL·0 = 1·0 = 0", GraphText.Gradients(Graph.Of("a^b", "a=0,b=0")));
        Assert.Contains("dL/db = dL/dL·0 = 1·0 = 0", GraphText.Gradients(Graph.Of("a^b", "a=0,b=2")));
    }

    [Fact]
    public void A_deep_tree_goes_on_at_the_margin()
    {
        using Tape tape = Tape.Begin();
        Value x = new(0.5, "x");
        for (int i = 0; i < 40; i++) x = Value.Tanh(x) * x;
        Graph graph = Graph.Of(x);
        IReadOnlyList<string> tree = GraphText.Tree(graph);
        foreach (GraphNode node in graph.Nodes)
            Assert.Single(tree, line => line.TrimStart('│', ' ', '├', '└', '─').StartsWith($"{node.Name} = ", StringComparison.Ordinal));
    }

    [Fact]
    public void No_line_is_wider_than_a_terminal() => Gen.Select(RandomTrees.OfAll, RandomTrees.Inputs).Holds((tree, inputs) =>
    {
        // Tiny numbers take the most letters.
        var tiny = inputs.ToDictionary(each => each.Key, each => each.Value * 1e-200);
        if (RandomTrees.GraphOf(tree, tiny) is { } graph)
            Assert.All(GraphText.Lines(graph), line => Assert.True(line.Length <= GraphText.Columns, line));
    }, times: 300);

    [Fact]
    public void Long_names_and_many_uses_still_fit()
    {
        using Tape tape = Tape.Begin();
        Value a = new(1.23456789e-100, "a name that is much longer than any column"), sum = a.Named("the name of a thing that goes on and on");
        for (int i = 0; i < 60; i++) sum += Value.Pow(a, 1.5).Named($"another long name, number {i} of these");
        Assert.All(GraphText.Lines(Graph.Of(sum)), line => Assert.True(line.Length <= GraphText.Columns, line));
    }

    [Fact]
    public void Odd_labels_are_escaped()
    {
        using Tape tape = Tape.Begin();
        const string label = "a<b&\"c\"{|}\\";
        Graph graph = Graph.Of(new Value(1, label) + new Value(2, "]]>\u0001\uFFFE\uD800"));
        Assert.Contains(XDocument.Parse(SvgWriter.Write(graph)).Descendants(Svg + "tspan"), tspan => tspan.Value == label);
        Assert.Contains("[label=\"{a\\<b&amp;\\\"c\\\"\\{\\|\\}\\\\|value 1|gradient 1}\"]", DotWriter.Write(graph), StringComparison.Ordinal);
    }

    [Fact]
    public void Boxes_never_overlap_and_lie_within_the_picture() => Gen.Select(RandomTrees.OfAll, RandomTrees.Inputs).Holds((tree, inputs) =>
    {
        if (RandomTrees.GraphOf(tree, inputs) is not { } graph) return;
        XElement svg = XDocument.Parse(SvgWriter.Write(graph)).Root!;
        // Several viewers of notebooks throw style sheets away; what has no colour of its own is then black.
        Assert.All(svg.Descendants().Where(each => each.Name.LocalName is "rect" or "path" or "text"), each => Assert.NotNull(each.Attribute("fill")));
        Assert.Equal(graph.Nodes.Sum(node => node.Parents.Count), svg.Descendants(Svg + "path").Count(path => (string?)path.Attribute("class") == "cr-edge"));
        Box page = BoxOf(svg.Element(Svg + "rect")!);
        XElement[] drawn = [.. svg.Descendants(Svg + "g").Elements(Svg + "rect").Where(rect => (string?)rect.Attribute("class") != "cr-page")];
        Box[] boxes = [.. drawn.Select(BoxOf)], slopes = [.. svg.Descendants(Svg + "g").Elements(Svg + "rect").Except(drawn).Select(BoxOf)];
        // What was computed in an earlier part stands there once more.
        Assert.Equal(graph.Nodes.Count, drawn.Count(rect => !rect.Parent!.Value.StartsWith('↑')));
        Assert.All(slopes, slope => Assert.DoesNotContain(boxes, slope.Meets));
        for (int i = 0; i < boxes.Length; i++)
        {
            Assert.True(boxes[i].X >= 0 && boxes[i].Y >= 0 && boxes[i].Right <= page.Right && boxes[i].Bottom <= page.Bottom);
            for (int j = 0; j < i; j++) Assert.False(boxes[i].Meets(boxes[j]), $"{drawn[i].Parent!.Value} lies on {drawn[j].Parent!.Value}");
        }
    }, times: 300);

    [Fact]
    public void Every_edge_from_an_input_or_a_step_shows_its_local_slope()
    {
        XElement svg = XDocument.Parse(SvgWriter.Write(Lecture())).Root!;
        // d(ab)/da = b, d(ab)/db = a, d(e + c) = 1, d(df)/dd = f, d(df)/df = d.
        Assert.Equal(["×1", "×1", "×2", "×4", "×−2", "×−3"], Slopes(svg).Order(StringComparer.Ordinal));
        Assert.Contains("n0 -> n2 [label=\"×−3\"];", DotWriter.Write(Lecture()), StringComparison.Ordinal);
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value.Contains("local slope", StringComparison.Ordinal));
    }

    [Fact]
    public void No_slope_stands_on_the_edge_of_a_constant() => Assert.Equal(["×2"], Slopes(XDocument.Parse(SvgWriter.Write(Graph.Of("2*a", "a=3"))).Root!));

    // The gradient of a node is what its edges say: the gradients at their ends, times the slopes on them.
    [Fact]
    public void The_slopes_on_the_edges_give_the_gradients()
    {
        Graph graph = Rich();
        foreach (GraphNode node in graph.Nodes.Where(node => node.Kind != NodeKind.Constant && node != graph.Root))
        {
            double sum = graph.Nodes.SelectMany(user => user.Parents.Select((parent, operand) => parent == node ? user.Gradient * double.Parse(SvgWriter.SlopeOf(user, operand)[1..].Replace('−', '-'), CultureInfo.InvariantCulture) : 0)).Sum();
            // Four digits each.
            Assert.Equal(node.Gradient, sum, 2e-3 * Math.Max(1, Math.Abs(node.Gradient)));
        }
    }

    [Fact]
    public void A_long_graph_is_folded_and_says_where_it_goes_on()
    {
        XElement svg = XDocument.Parse(SvgWriter.Write(Rich())).Root!;
        Assert.InRange(Number(svg, "width"), 600, GraphLayout.Widest);
        Assert.True(svg.Elements(Svg + "g").Count(each => each.Attribute("transform") is not null) > 1);
        string[] texts = [.. svg.Descendants(Svg + "text").Select(text => text.Value)];
        Assert.Contains(texts, text => text.StartsWith("↑ ", StringComparison.Ordinal));
        Assert.Contains("goes on below ↓", texts);
        Assert.DoesNotContain(XDocument.Parse(SvgWriter.Write(Lecture())).Descendants(Svg + "text"), text => text.Value.Contains("goes on", StringComparison.Ordinal));
    }

    private static string[] Slopes(XElement svg) => [.. svg.Descendants(Svg + "text").Where(text => (string?)text.Attribute("class") == "cr-slope").Select(text => text.Value)];

    private readonly record struct Box(double X, double Y, double Right, double Bottom)
    {
        internal bool Meets(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;
    }

    private static Box BoxOf(XElement rect)
    {
        double moved = rect.Ancestors().Select(each => (string?)each.Attribute("transform")).OfType<string>().Sum(move => double.Parse(move.Split(' ', ')')[1], CultureInfo.InvariantCulture));
        double x = Number(rect, "x"), y = Number(rect, "y") + moved;
        return new(x, y, x + Number(rect, "width"), y + Number(rect, "height"));
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
}
