using System.Text;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// The network as SVG that stands inside a page or alone: a circle a unit with its a and z, its bias above; a line a weight, blue and solid where it is
/// positive, orange and dashed where it is negative, the thicker the larger; an arrow past layers a residual connection; targets and loss at the right.
/// The colours stand at each element, since several viewers of notebooks throw style sheets away; where one is read, it takes those of the page, or dark ones.
/// </summary>
internal static class NetworkSvg
{
    /// <summary>The drawing.</summary>
    /// <param name="recording">The network and its numbers.</param>
    /// <param name="notation">The letters.</param>
    /// <param name="idOf">The id of the element that explains a number, to which the drawing then links; null for no links.</param>
    public static string Draw(Recording recording, Notation notation, Func<Address, string?>? idOf = null) =>
        new Painter(recording, new TextPrinter(notation), idOf ?? (_ => null)).Paint();

    private sealed class Painter(Recording recording, TextPrinter printer, Func<Address, string?> idOf)
    {
        private const double LineHeight = 16;

        private const string Outlined = $"fill=\"{Paper}\" stroke=\"{Ink}\" stroke-width=\"1.5\"", Plain = $"class=\"plain\" stroke=\"{Muted}\"";

        private readonly NetworkFigure figure = new(recording);
        private readonly StringBuilder page = new();

        public string Paint()
        {
            page.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"network\" viewBox=\"0 0 {figure.Width:0} {figure.Height:0}\" width=\"{figure.Width:0}\" height=\"{figure.Height:0}\" role=\"group\" font-family=\"ui-sans-serif, system-ui, sans-serif\" font-size=\"13\" text-anchor=\"middle\">\n");
            page.Append($"<title>The network</title>\n<desc>{HtmlText.Escape(figure.Words)}</desc>\n<style>{Style}</style>\n");
            page.Append($"<rect class=\"ground\" x=\"0\" y=\"0\" width=\"{figure.Width:0}\" height=\"{figure.Height:0}\" fill=\"{Paper}\"/>\n");
            foreach (FigureTitle title in figure.Titles) AddTitle(title);
            foreach (FigureLink link in figure.Links) page.Append($"<line {Plain} x1=\"{link.X1}\" y1=\"{link.Y1}\" x2=\"{link.X2}\" y2=\"{link.Y2}\"/>\n");
            foreach (FigureSkip skip in figure.Skips) AddSkip(skip);
            foreach (FigureEdge edge in figure.Edges) AddLine(edge);
            foreach (FigureEdge edge in figure.Edges.Where(edge => edge.LabelAt is not null)) AddNumber(edge);
            foreach ((FigureNode output, Address target) in figure.Targets) AddTarget(output, target);
            foreach (FigureNode node in figure.Columns.SelectMany(column => column)) AddNode(node);
            foreach (FigureBox box in figure.Boxes) AddBox(box);
            foreach (FigureGap gap in figure.Gaps) AddGap(gap);
            AddLoss();
            return page.Append("</svg>\n").ToString();
        }

        private void AddSkip(FigureSkip skip) => page.Append(
            $"<path class=\"skip\" fill=\"none\" stroke=\"{Ink}\" stroke-width=\"1.5\" d=\"M{skip.X1:0.#} {skip.Y1:0.#}V{skip.Top:0.#}H{skip.X2:0.#}V{skip.Y2:0.#}l-5 -9m5 9l5 -9\"><title>{skip.Of.Words}</title></path>\n");

        private void AddTitle(FigureTitle title)
        {
            AddText(title.X, NetworkFigure.TitleY, HtmlText.Escape(title.First), "title");
            if (title.Second.Length > 0) AddText(title.X, NetworkFigure.TitleY + LineHeight, HtmlText.Escape(title.Second), "small");
        }

        private void AddLine(FigureEdge edge) => page.Append(
            $"<line class=\"{Sign(edge)}\" {Stroke(edge)} x1=\"{edge.From.X}\" y1=\"{edge.From.Y}\" x2=\"{edge.To.X}\" y2=\"{edge.To.Y}\" stroke-width=\"{1 + 2.5 * edge.Share:0.##}\"><title>{Entry(edge.Weight)}</title></line>\n");

        private void AddNumber(FigureEdge edge)
        {
            double t = edge.LabelAt!.Value, x = edge.From.X + t * (edge.To.X - edge.From.X), y = edge.From.Y + t * (edge.To.Y - edge.From.Y);
            string number = Number(edge.Number);
            AddPaper(x, y, number.Length);
            AddText(x, y + 4, number, $"weight {Sign(edge)}", edge.Weight);
        }

        // The line behind a number is covered; letters of 13 px are about 8 px wide.
        private void AddPaper(double middle, double y, int letters)
        {
            double wide = 8 * letters + 6;
            page.Append($"<rect class=\"paper\" x=\"{middle - wide / 2:0.#}\" y=\"{y - 9:0.#}\" width=\"{wide:0.#}\" height=\"18\" rx=\"4\" fill=\"{Paper}\"/>\n");
        }

        private void AddTarget(FigureNode output, Address target)
        {
            page.Append($"<line {Plain} x1=\"{output.X}\" y1=\"{output.Y}\" x2=\"{figure.Loss.X}\" y2=\"{figure.Loss.Y}\"/>\n");
            string text = $"target {Entry(target)}";
            double x = output.X + NetworkFigure.Radius + 72;
            AddPaper(x, output.Y, text.Length - 4);
            AddText(x, output.Y + 4, text, "", target);
        }

        private void AddNode(FigureNode node)
        {
            page.Append($"<circle {Outlined} cx=\"{node.X}\" cy=\"{node.Y}\" r=\"{NetworkFigure.Radius}\"/>\n");
            double y = node.Y - (node.Z is null ? 4 : 13);
            AddText(node.X, y, printer.Variable(node.Value), "name", node.Value);
            AddText(node.X, y + LineHeight, Number(recording[node.Value]), "value", node.Value);
            if (node.Z is { } z) AddText(node.X, y + 2 * LineHeight + 2, $"{Letter(z)} {Number(recording[z])}", "small", z);
            if (node.Bias is { } bias) AddText(node.X, node.Y - NetworkFigure.Radius - 7, $"{Letter(bias)} {Number(recording[bias])}", "small", bias);
        }

        private void AddBox(FigureBox box)
        {
            page.Append($"<rect {Outlined} x=\"{box.X - NetworkFigure.BoxWidth}\" y=\"{box.Y - NetworkFigure.BoxHeight}\" width=\"{2 * NetworkFigure.BoxWidth}\" height=\"{2 * NetworkFigure.BoxHeight}\" rx=\"8\"/>\n");
            AddText(box.X, box.Y - 4, HtmlText.Escape(box.Words), "name");
            AddText(box.X, box.Y + LineHeight, HtmlText.Escape(box.Numbers), "small");
        }

        private void AddGap(FigureGap gap)
        {
            AddText(gap.X, gap.Y - 6, "⋮", "title");
            AddText(gap.X, gap.Y + 14, $"{gap.Count} more", "small");
        }

        private void AddLoss()
        {
            const double halfHeight = 28;
            (double x, double y) = figure.Loss;
            var loss = new Address(Symbol.L);
            page.Append($"<rect {Outlined} x=\"{x - NetworkFigure.Radius - 8}\" y=\"{y - halfHeight}\" width=\"{2 * NetworkFigure.Radius + 16}\" height=\"{2 * halfHeight}\" rx=\"8\"/>\n");
            AddText(x, y - 4, printer.Variable(loss), "name", loss);
            AddText(x, y + LineHeight - 2, Number(recording[loss]), "value", loss);
        }

        private void AddText(double x, double y, string text, string kind, Address? address = null)
        {
            string written = $"<text class=\"{kind}\" {Look(kind)} x=\"{x:0.#}\" y=\"{y:0.#}\">{text}</text>";
            string? id = address is { } number ? idOf(number) : null;
            page.Append(id is null ? written : $"<a href=\"#{id}\">{written}</a>").Append('\n');
        }

        private static string Look(string kind) => kind switch
        {
            "title" or "value" => $"fill=\"{Ink}\" font-weight=\"600\"",
            "name" => $"fill=\"{Ink}\" font-style=\"italic\"",
            "small" => $"fill=\"{Muted}\" font-size=\"12\"",
            "weight raises" => $"fill=\"{Raises}\"",
            "weight lowers" => $"fill=\"{Lowers}\"",
            _ => $"fill=\"{Ink}\"",
        };

        // z or b by itself: which unit's it is, its place says.
        private static string Letter(Address address) => address.Symbol.Name;

        private string Entry(Address address) => $"{printer.Variable(address)} = {Number(recording[address])}";

        private string Number(double number) => printer.Number(number, NetworkFigure.Digits);

        private static string Stroke(FigureEdge edge) => edge.Number < 0 ? $"stroke=\"{Lowers}\" stroke-dasharray=\"7 4\"" : $"stroke=\"{Raises}\"";

        private static string Sign(FigureEdge edge) => edge.Number < 0 ? "lowers" : "raises";
    }

    private const string Paper = "#ffffff", Ink = "#1c2128", Muted = "#59636e", Raises = "#1f5fa8", Lowers = "#b3460b";

    // Inside a page the page's colours hold; alone, those of the elements or, in the dark, these.
    private const string Style = $$"""
        .network { --p: var(--paper, {{Paper}}); --i: var(--ink, {{Ink}}); --m: var(--muted, {{Muted}}); --r: var(--raises, {{Raises}}); --l: var(--lowers, {{Lowers}}) }
        .network line { stroke: var(--r) } .network line.lowers { stroke: var(--l) } .network line.plain { stroke: var(--m) }
        .network circle, .network rect { fill: var(--p); stroke: var(--i) } .network rect.paper, .network rect.ground { stroke: none } .network .skip { stroke: var(--i) }
        .network text { fill: var(--i); paint-order: stroke; stroke: var(--p); stroke-width: 5px; stroke-linejoin: round }
        .network .small { fill: var(--m) } .network .weight.raises { fill: var(--r) } .network .weight.lowers { fill: var(--l) }
        .network a { text-decoration: none } .network a:hover text, .network a:focus text { text-decoration: underline }
        @media (prefers-color-scheme: dark) { .network { --p: var(--paper, #15191e); --i: var(--ink, #e3e6ea); --m: var(--muted, #9ba5b0); --r: var(--raises, #6ea8e8); --l: var(--lowers, #ee9a58) } }
        """;
}
