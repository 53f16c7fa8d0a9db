using System.Globalization;
using System.Security;
using System.Text;

namespace Chainrule.Explain.Graphs;

/// <summary>Draws a graph as a picture that stands by itself: no fonts, scripts or style sheets from elsewhere.</summary>
internal static class SvgWriter
{
    private const int LongestTitle = 40;
    private const double LetterWidth = 7.4, Padding = 14, Corner = 9, NarrowestBox = 118, BoxHeight = 64, BareHeight = 30;

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
        .cr-text .cr-soft{fill:#a8b3c4}
        .cr-text .cr-gradient{fill:#ff9d7a}
        }
        </style>
        """;

    /// <summary>The text of an .svg file. Inputs are on the left, the root on the right; each box shows name, formula, value and gradient.</summary>
    /// <remarks>Light or dark as the viewer prefers. An edge says on hovering what it contributes to the gradient.</remarks>
    /// <exception cref="Rules.ProblemException">The graph has more than <see cref="Graph.MostDrawn"/> nodes.</exception>
    public static string Write(Graph graph)
    {
        graph.CheckDrawable();
        var layout = new GraphLayout(graph, SizeOf);
        string width = Length(layout.Width), height = Length(layout.Height);
        var svg = new StringBuilder();
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n");
        svg.Append($"<title>{Escaped($"The graph of {graph.Root}")}</title>\n<desc>{Escaped(Description(graph))}</desc>\n");
        svg.Append(Dark.ReplaceLineEndings("\n")).Append($"\n<rect class=\"cr-page\" fill=\"#fbfaf7\" width=\"{width}\" height=\"{height}\"/>\n");
        foreach (GraphLayout.Route route in layout.Routes) AppendEdge(svg, graph, route);
        foreach (GraphLayout.Place box in layout.Boxes) AppendBox(svg, graph, box);
        return svg.Append("</svg>\n").ToString();
    }

    private static string Description(Graph graph) =>
        string.Join("; ", graph.Nodes.Where(GraphText.IsShown).Select(node => $"{node}, gradient {GraphText.GradientOf(node)}")) + ".";

    private static void AppendBox(StringBuilder svg, Graph graph, GraphLayout.Place box)
    {
        GraphNode node = box.Node!;
        double left = box.X, top = box.Y - box.Height / 2;
        svg.Append($"<g class=\"cr-text\" font-family=\"ui-sans-serif, system-ui, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif\" font-size=\"13\">");
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

    private static (double Width, double Height) SizeOf(GraphNode node)
    {
        string formula = Formula(node);
        double title = (node.Name.Length * 1.15 + (formula.Length > 0 ? formula.Length + 3 : 0)) * LetterWidth + 2 * Padding;
        if (!GraphText.IsShown(node)) return (title, BareHeight);
        double numbers = ("gradient  ".Length + Math.Max(GraphText.GradientOf(node).Length, Digits.Short(node.Value).Length)) * LetterWidth + 2 * Padding;
        return (Math.Max(NarrowestBox, Math.Max(title, numbers)), BoxHeight);
    }

    private static string Formula(GraphNode node) => SourceText.Clip(node.Formula, LongestTitle);

    private static string Length(double length) => Math.Round(length, 1).ToString(CultureInfo.InvariantCulture);

    private static string Escaped(string text) => SecurityElement.Escape(text);
}
