using System.Globalization;
using System.Security;
using System.Text;
using Chainrule.Explain.Rendering;

namespace Chainrule.Explain.Graphs;

/// <summary>Draws a graph as a picture that stands by itself: no fonts, scripts or style sheets from elsewhere.</summary>
internal static class SvgWriter
{
    private const int LongestTitle = 40;
    private const double LetterWidth = 7.4, Padding = 14, Corner = 9, NarrowestBox = 118, BoxHeight = 64, BareHeight = 30, Narrowest = 260;

    // Of the numbers on edges: a line each, one above the other.
    private const double EdgeFont = 11, EdgeLetter = 6.5, EdgeDistance = 20;

    private const int EdgeDigits = 4;

    private const double LegendLine = 16;

    private const string Legend = "× on an edge is the local slope: how fast the box at its right grows with the one at its left. A gradient is the gradient at the right, times the slope, summed over all edges to the right.";

    private const string Above = "↑ ", Fonts = "ui-sans-serif, system-ui, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif", Page = "#fbfaf7";

    private const string Line = "#8a94a6", Ink = "#1c2330", Soft = "fill=\"#5a6577\"", Gradient = "fill=\"#b3401f\"";

    // The light colours stand at each element, since several viewers of notebooks throw style sheets away. The dark ones are plain rules without CSS variables,
    // which drawing programs do not know; every name starts with cr, so that a page may hold it inline.
    private const string Dark = """
        <style>
        @media (prefers-color-scheme:dark){
        .cr-page{fill:#14171c}
        .cr-box{fill:#20252d;stroke:#77839a}
        .cr-input{fill:#1a2d47;stroke:#6aa5f5}
        .cr-constant{fill:#24262a;stroke:#77746a}
        .cr-root{fill:#173425;stroke:#5cc482}
        .cr-edge{stroke:#77839a}
        .cr-tip{fill:#77839a}
        .cr-text text{fill:#eef1f6}
        .cr-text .cr-soft,.cr-legend text{fill:#a8b3c4}
        .cr-slope{fill:#eef1f6}
        .cr-text .cr-gradient{fill:#ff9d7a}
        }
        </style>
        """;

    /// <summary>
    /// The text of an .svg file. Inputs are on the left, the root on the right; each box shows name, formula, value and gradient, each edge its local slope. A long graph goes on below.
    /// </summary>
    /// <remarks>Light or dark as the viewer prefers. An edge says on hovering what it contributes to the gradient.</remarks>
    /// <exception cref="Rules.ProblemException">The graph has more than <see cref="Graph.MostDrawn"/> nodes.</exception>
    public static string Write(Graph graph)
    {
        graph.CheckDrawable();
        IReadOnlyList<GraphLayout> parts = GraphLayout.Folded(graph, SizeOf);
        double wide = Math.Max(Narrowest, parts.Max(part => part.Width)), tall = parts.Sum(part => part.Height);
        string[] legend = [.. Wrapping.Words(Legend, (int)((wide - 2 * Padding) / EdgeLetter))];
        string width = Length(wide), height = Length(tall + legend.Length * LegendLine + Padding);
        var computedAbove = parts.SelectMany(part => part.Boxes).Where(box => box.IsReference).Select(box => box.Node!).ToHashSet();
        var svg = new StringBuilder();
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n");
        svg.Append($"<title>{Escaped($"The graph of {graph.Root}")}</title>\n<desc>{Escaped(Description(graph))}</desc>\n");
        svg.Append(Dark.ReplaceLineEndings("\n")).Append($"\n<rect class=\"cr-page\" fill=\"{Page}\" width=\"{width}\" height=\"{height}\"/>\n");
        double top = 0;
        foreach (GraphLayout part in parts)
        {
            svg.Append($"<g transform=\"translate(0 {Length(top)})\">\n");
            foreach (GraphLayout.Route route in part.Routes) AppendEdge(svg, graph, route);
            foreach (GraphLayout.Route route in part.Routes.Where(route => route.From.Kind != NodeKind.Constant)) AppendSlope(svg, route);
            foreach (GraphLayout.Place box in part.Boxes) AppendBox(svg, graph, box, computedAbove.Contains(box.Node!));
            svg.Append("</g>\n");
            top += part.Height;
        }
        AppendLegend(svg, legend, top);
        return svg.Append("</svg>\n").ToString();
    }

    private static string Description(Graph graph) =>
        string.Join("; ", graph.Nodes.Where(GraphText.IsShown).Select(node => $"{node}, gradient {GraphText.GradientOf(node)}")) + ".";

    private static void AppendLegend(StringBuilder svg, string[] lines, double top)
    {
        svg.Append($"<g class=\"cr-legend\" font-family=\"{Fonts}\" font-size=\"{EdgeFont}\">");
        for (int i = 0; i < lines.Length; i++) svg.Append($"<text {Soft} x=\"{Padding}\" y=\"{Length(top + (i + 0.5) * LegendLine)}\">{Escaped(lines[i])}</text>");
        svg.Append("</g>\n");
    }

    // Before the tip, on the line's own height, where the lines of other operands are above and below.
    private static void AppendSlope(StringBuilder svg, GraphLayout.Route route)
    {
        GraphLayout.Place end = route.Places[^1];
        string slope = SlopeOf(route.To, route.Operand);
        double x = end.X - 11, y = end.Y + end.Height * GraphLayout.EntranceOf(route.Operand, route.To.Parents.Count), width = slope.Length * EdgeLetter;
        svg.Append($"<rect class=\"cr-page\" fill=\"{Page}\" x=\"{Length(x - width)}\" y=\"{Length(y - EdgeFont / 2 - 1)}\" width=\"{Length(width)}\" height=\"{Length(EdgeFont + 2)}\"/>");
        svg.Append($"<text class=\"cr-slope\" fill=\"{Ink}\" font-family=\"{Fonts}\" font-size=\"{EdgeFont}\" text-anchor=\"end\" x=\"{Length(x - 2)}\" y=\"{Length(y + 4)}\">{slope}</text>\n");
    }

    /// <summary>The local slope of a step by one of its operands, as it stands on the edge.</summary>
    internal static string SlopeOf(GraphNode step, int operand) => $"×{Digits.Rounded(Contribution.Of(step, operand).Local, EdgeDigits)}";

    private static void AppendBox(StringBuilder svg, Graph graph, GraphLayout.Place box, bool goesOn)
    {
        GraphNode node = box.Node!;
        double left = box.X, top = box.Y - box.Height / 2;
        if (box.IsReference)
        {
            svg.Append($"<g class=\"cr-text\" font-family=\"{Fonts}\" font-size=\"13\"><rect class=\"cr-box\" fill=\"#ffffff\" stroke=\"{Line}\" stroke-width=\"1.2\" stroke-dasharray=\"4 3\" x=\"{Length(left)}\" y=\"{Length(top)}\" width=\"{Length(box.Width)}\" height=\"{Length(box.Height)}\" rx=\"{Corner}\"/>");
            svg.Append($"<text class=\"cr-soft\" {Soft} x=\"{Length(left + Padding)}\" y=\"{Length(top + 20)}\">{Escaped(Above + node.Name)}</text></g>\n");
            return;
        }
        if (goesOn) svg.Append($"<g class=\"cr-text\" font-family=\"{Fonts}\" font-size=\"{EdgeFont}\"><text class=\"cr-soft\" {Soft} x=\"{Length(left + box.Width)}\" y=\"{Length(top + box.Height + 12)}\" text-anchor=\"end\">goes on below ↓</text></g>\n");
        svg.Append($"<g class=\"cr-text\" font-family=\"{Fonts}\" font-size=\"13\">");
        svg.Append($"<rect {LookOf(node, isRoot: node == graph.Root)} x=\"{Length(left)}\" y=\"{Length(top)}\" width=\"{Length(box.Width)}\" height=\"{Length(box.Height)}\" rx=\"{Corner}\"/>");
        svg.Append($"<text fill=\"{Ink}\" x=\"{Length(left + Padding)}\" y=\"{Length(top + 20)}\"><tspan font-weight=\"700\" font-size=\"14\">{Escaped(node.Name)}</tspan>");
        if (Formula(node) is { Length: > 0 } formula) svg.Append($"<tspan class=\"cr-soft\" {Soft} dx=\"5\">= {Escaped(formula)}</tspan>");
        svg.Append("</text>");
        if (GraphText.IsShown(node))
        {
            AppendNumber(svg, box, top + 39, "value", Digits.Short(node.Value), $"fill=\"{Ink}\"");
            AppendNumber(svg, box, top + 55, "gradient", GraphText.GradientOf(node), node.Kind == NodeKind.Constant ? $"class=\"cr-soft\" {Soft}" : $"class=\"cr-gradient\" {Gradient}");
        }
        svg.Append("</g>\n");
    }

    private static string LookOf(GraphNode node, bool isRoot)
    {
        if (isRoot) return "class=\"cr-box cr-root\" fill=\"#e6f5ea\" stroke=\"#3a9a5b\" stroke-width=\"2\"";
        return node.Kind switch
        {
            NodeKind.Input => "class=\"cr-box cr-input\" fill=\"#e8f1fd\" stroke=\"#4a86d8\" stroke-width=\"1.2\"",
            NodeKind.Constant => "class=\"cr-box cr-constant\" fill=\"#f1f0ec\" stroke=\"#a9a69c\" stroke-width=\"1.2\" stroke-dasharray=\"4 3\"",
            _ => $"class=\"cr-box\" fill=\"#ffffff\" stroke=\"{Line}\" stroke-width=\"1.2\"",
        };
    }

    private static void AppendNumber(StringBuilder svg, GraphLayout.Place box, double y, string what, string number, string look)
    {
        svg.Append($"<text x=\"{Length(box.X + Padding)}\" y=\"{Length(y)}\" class=\"cr-soft\" {Soft}>{what}</text>");
        svg.Append($"<text x=\"{Length(box.X + box.Width - Padding)}\" y=\"{Length(y)}\" text-anchor=\"end\" {look}>{Escaped(number)}</text>");
    }

    // Straight through a layer, where boxes are above and below; curved in the gaps between the layers.
    private static void AppendEdge(StringBuilder svg, Graph graph, GraphLayout.Route route)
    {
        GraphLayout.Place start = route.Places[0], end = route.Places[^1];
        double tip = end.X, tipY = end.Y + end.Height * GraphLayout.EntranceOf(route.Operand, route.To.Parents.Count);
        double x = start.X + start.Width, y = start.Y;
        var path = new StringBuilder($"M{Length(x)} {Length(y)}");
        foreach (GraphLayout.Place place in route.Places.Skip(1).SkipLast(1))
        {
            path.Append(Curve(x, y, place.X, place.Y)).Append($"H{Length(place.X + place.Width)}");
            (x, y) = (place.X + place.Width, place.Y);
        }
        path.Append(Curve(x, y, tip - 6, tipY));
        svg.Append($"<g><title>{Escaped(Tooltip(graph, route))}</title><path class=\"cr-edge\" fill=\"none\" stroke=\"{Line}\" stroke-width=\"1.5\" d=\"{path}\"/>");
        svg.Append($"<path class=\"cr-tip\" fill=\"{Line}\" d=\"M{Length(tip)} {Length(tipY)}l-8 -4v8z\"/></g>\n");
    }

    private static string Curve(double x, double y, double toX, double toY)
    {
        string middle = Length((x + toX) / 2);
        return $"C{middle} {Length(y)} {middle} {Length(toY)} {Length(toX)} {Length(toY)}";
    }

    private static string Tooltip(Graph graph, GraphLayout.Route route)
    {
        if (route.From.Kind == NodeKind.Constant) return $"{route.From.Name} goes into {route.To.Name}";
        Contribution contribution = Contribution.Of(route.To, route.Operand);
        string user = GradientEquation.NameOf(graph, route.To);
        return $"{GradientEquation.NameOf(graph, route.From)} gets {user}·{SyntaxPrinter.AsFactor(contribution.Rule, Digits.Short)} ≈ {Digits.Short(contribution.Amount)}";
    }

    private static (double Width, double Height) SizeOf(GraphNode node, bool isReference)
    {
        if (isReference) return ((Above.Length + node.Name.Length) * LetterWidth + 2 * Padding, BareHeight);
        string formula = Formula(node);
        double title = (node.Name.Length * 1.15 + (formula.Length > 0 ? formula.Length + 3 : 0)) * LetterWidth + 2 * Padding;
        if (!GraphText.IsShown(node)) return (title, BareHeight);
        double numbers = ("gradient  ".Length + Math.Max(GraphText.GradientOf(node).Length, Digits.Short(node.Value).Length)) * LetterWidth + 2 * Padding;
        return (Math.Max(NarrowestBox, Math.Max(title, numbers)), Math.Max(BoxHeight, EdgeDistance * node.Parents.Count));
    }

    private static string Formula(GraphNode node) => SourceText.Clip(node.Formula, LongestTitle);

    private static string Length(double length) => Math.Round(length, 1).ToString(CultureInfo.InvariantCulture);

    private static string Escaped(string text) => SecurityElement.Escape(text);
}
