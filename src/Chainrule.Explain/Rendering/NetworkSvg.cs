using System.Text;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// The network as SVG that stands inside a page or alone: a circle a unit with its numbers; a line a weight or its gradient, blue and solid where it is positive, orange and dashed
/// where it is negative, the thicker the larger; an arrow past layers a residual connection; targets and loss at the right; what is what below.
/// The colours stand at each element, since several viewers of notebooks throw style sheets away; where one is read, it takes those of the page, or dark ones.
/// </summary>
internal static class NetworkSvg
{
    /// <summary>The drawing.</summary>
    /// <param name="drawing">What stands where.</param>
    /// <param name="notation">The letters.</param>
    /// <param name="idOf">The id of the element that explains a number, to which the drawing then links; null for no links.</param>
    public static string Draw(NetworkDrawing drawing, Notation notation, Func<Address, string?>? idOf = null) =>
        new Painter(drawing, new TextPrinter(notation), idOf ?? (_ => null)).Paint();

    private sealed class Painter(NetworkDrawing drawing, TextPrinter printer, Func<Address, string?> idOf)
    {
        // Letters of the usual fonts are at most so wide, as a share of their size.
        private const double LetterWidth = 0.6, ProseWidth = 0.55;

        private const double LineHeight = 16, Small = 12, SampleWidth = 40, LegendMargin = 16;

        private const string Outlined = $"fill=\"{Paper}\" stroke=\"{Ink}\" stroke-width=\"1.5\"", Plain = $"class=\"plain\" stroke=\"{Muted}\"";

        private readonly StringBuilder page = new();
        private double height;

        public string Paint()
        {
            foreach (NetworkFigure part in drawing.Parts) AddPart(part);
            AddLegend();
            string width = $"{drawing.Width:0}";
            return $"""
                <svg xmlns="http://www.w3.org/2000/svg" class="network" viewBox="0 0 {width} {height:0}" width="{width}" height="{height:0}" role="group" font-family="ui-sans-serif, system-ui, 'DejaVu Sans', sans-serif" font-size="13" text-anchor="middle">
                <title>{drawing.Filling.Title}</title>
                <desc>{HtmlText.Escape(drawing.Words)}</desc>
                <style>{Style}</style>
                <rect class="ground" x="0" y="0" width="{width}" height="{height:0}" fill="{Paper}"/>
                {page}</svg>

                """.ReplaceLineEndings("\n");
        }

        private void AddPart(NetworkFigure part)
        {
            // In the middle, so that a part with fewer columns does not look like a beginning.
            page.Append($"<g transform=\"translate({(drawing.Width - part.Width) / 2:0.#} {height:0.#})\">\n");
            foreach (FigureTitle title in part.Titles) AddTitle(title);
            foreach (FigureLink link in part.Links) page.Append($"<line {Plain} x1=\"{link.X1:0.#}\" y1=\"{link.Y1:0.#}\" x2=\"{link.X2:0.#}\" y2=\"{link.Y2:0.#}\"/>\n");
            foreach (FigureSkip skip in part.Skips) AddSkip(skip);
            foreach (FigureEdge edge in part.Edges) AddLine(edge);
            foreach (FigureTarget target in part.Targets) page.Append($"<line {Plain} x1=\"{target.X1:0.#}\" y1=\"{target.Y1:0.#}\" x2=\"{target.X2:0.#}\" y2=\"{target.Y2:0.#}\"/>\n");
            foreach (FigureEdge edge in part.Edges)
                if (edge.Label is { } label) AddLabel(label, NetworkFigure.Fitting(digits => printer.Number(edge.Number, digits), label.Letters), $"weight {Sign(edge)}", edge.Weight);
            foreach (FigureTarget target in part.Targets) AddLabel(target.Label, Entry(target.Number, target.Label.Letters), "entry", target.Number);
            foreach (FigureNode node in part.Nodes) AddNode(node);
            foreach (FigureBox box in part.Boxes) AddBox(box);
            foreach (FigureGap gap in part.Gaps) AddGap(gap);
            if (part.Loss is { } loss) AddLoss(loss.X, loss.Y);
            page.Append("</g>\n");
            height += part.Height;
        }

        private void AddSkip(FigureSkip skip)
        {
            string up = skip.Y1 is { } y1 ? $"M{skip.X1:0.#} {y1:0.#}V{skip.Top:0.#}" : $"M{skip.X1:0.#} {skip.Top:0.#}", down = skip.Y2 is { } y2 ? $"V{y2:0.#}" : "";
            // At the end to which it leads, if that is in this part.
            string tip = drawing.Filling.IsBackward ? skip.Y1 is { } start ? $"M{skip.X1:0.#} {start:0.#}l-5 -9m5 9l5 -9" : "" : skip.Y2 is not null ? "l-5 -9m5 9l5 -9" : "";
            page.Append($"<path class=\"skip\" fill=\"none\" stroke=\"{Ink}\" stroke-width=\"1.5\" d=\"{up}H{skip.X2:0.#}{down}{tip}\"><title>{drawing.Filling.Of(skip.Of)}</title></path>\n");
            if (skip.Words.Length > 0) AddText(skip.Y1 is null ? skip.X1 + 4 : skip.X2 - 4, skip.Top - 5, skip.Words, "small", anchor: skip.Y1 is null ? "start" : "end");
        }

        private void AddTitle(FigureTitle title)
        {
            AddText(title.X, NetworkFigure.TitleY, HtmlText.Escape(title.First), "title");
            if (title.Second.Length > 0) AddText(title.X, NetworkFigure.TitleY + LineHeight, HtmlText.Escape(title.Second), "small");
        }

        private void AddLine(FigureEdge edge) => page.Append(
            $"<line class=\"{Sign(edge)}\" {Stroke(edge.Number < 0)} x1=\"{edge.From.X:0.#}\" y1=\"{edge.From.Y:0.#}\" x2=\"{edge.To.X:0.#}\" y2=\"{edge.To.Y:0.#}\" stroke-width=\"{1 + 2.5 * edge.Share:0.##}\"><title>{printer.Variable(edge.Weight)} = {Number(edge.Number)}</title></line>\n");

        private void AddLabel(FigureLabel label, string text, string kind, Address number)
        {
            AddPaper(label.X, label.Y, text);
            AddText(label.X, label.Y + 4, text, kind, number);
        }

        // What is behind a number is covered.
        private void AddPaper(double middle, double y, string text)
        {
            double wide = LetterWidth * Small * text.Length + 4;
            page.Append($"<rect class=\"paper\" x=\"{middle - wide / 2:0.#}\" y=\"{y - 8:0.#}\" width=\"{wide:0.#}\" height=\"16\" rx=\"4\" fill=\"{Paper}\"/>\n");
        }

        private void AddNode(FigureNode node)
        {
            FigureNumbers numbers = node.Numbers;
            page.Append($"<circle {Outlined} cx=\"{node.X:0.#}\" cy=\"{node.Y:0.#}\" r=\"{NetworkFigure.Radius}\"/>\n");
            double y = node.Y - (numbers.Inside is null ? 4 : 13);
            AddText(node.X, y, printer.Variable(numbers.Main), "name", numbers.Main);
            AddText(node.X, y + LineHeight, Number(numbers.Main, NetworkFigure.Letters), "value", numbers.Main);
            if (numbers.Inside is { } inside) AddText(node.X, y + 2 * LineHeight + 2, $"{inside.Symbol.Name} {Number(inside, NetworkFigure.Letters)}", "small", inside);
            if (numbers.Above is { } above) AddBeside(node.X, node.Y - NetworkFigure.Radius - 11, above);
            if (numbers.Under is { } under) AddBeside(node.X, node.Y + NetworkFigure.Radius + 11, under);
        }

        private void AddBeside(double x, double y, Address number)
        {
            string text = $"{number.Symbol.Name} {Number(number, NetworkFigure.Letters)}";
            AddPaper(x, y, text);
            AddText(x, y + 4, text, "small", number);
        }

        private void AddBox(FigureBox box)
        {
            page.Append($"<rect {Outlined} x=\"{box.X - FigureBox.HalfWidth:0.#}\" y=\"{box.Y - box.HalfHeight:0.#}\" width=\"{2 * FigureBox.HalfWidth}\" height=\"{2 * box.HalfHeight:0.#}\" rx=\"8\"/>\n");
            double y = box.Y - box.HalfHeight + 22;
            foreach (string line in box.Words) AddText(box.X, Next(), HtmlText.Escape(line), "name");
            AddText(box.X, Next(), box.Note, "small");
            if (box.Number is not { } number) return;
            AddText(box.X, Next(), printer.Variable(number), "small", number);
            AddText(box.X, Next(), Number(number, NetworkFigure.Letters + 2), "value", number);

            double Next() => (y += FigureBox.LineHeight) - FigureBox.LineHeight;
        }

        private void AddGap(FigureGap gap)
        {
            AddText(gap.X, gap.Y - 6, "⋮", "title");
            AddText(gap.X, gap.Y + 14, $"{gap.Count} more", "small");
        }

        private void AddLoss(double x, double y)
        {
            Address loss = drawing.Filling.Loss(drawing.Recording.Book);
            page.Append($"<rect {Outlined} x=\"{x - NetworkFigure.LossWidth:0.#}\" y=\"{y - NetworkFigure.LossHeight:0.#}\" width=\"{2 * NetworkFigure.LossWidth}\" height=\"{2 * NetworkFigure.LossHeight}\" rx=\"8\"/>\n");
            AddText(x, y - 4, printer.Variable(loss), "name", loss);
            AddText(x, y + LineHeight - 2, Number(loss, NetworkFigure.Letters), "value", loss);
        }

        private void AddLegend()
        {
            double y = height + LineHeight;
            page.Append("<g class=\"legend\">\n");
            foreach (LegendEntry entry in drawing.Legend)
            {
                double x = LegendMargin;
                if (entry.Sample != LegendSample.None)
                {
                    bool isNegative = entry.Sample == LegendSample.Lowers;
                    page.Append($"<line class=\"{(isNegative ? "lowers" : "raises")}\" {Stroke(isNegative)} x1=\"{x}\" y1=\"{y - 4:0.#}\" x2=\"{x + SampleWidth - 8}\" y2=\"{y - 4:0.#}\" stroke-width=\"2\"/>\n");
                    x += SampleWidth;
                }
                int letters = (int)((drawing.Width - x - LegendMargin) / (ProseWidth * Small));
                foreach (string line in Wrapping.Words(Text(entry.Words), letters))
                {
                    AddText(x, y, HtmlText.Escape(line), "small", anchor: "start");
                    y += LineHeight;
                }
            }
            page.Append("</g>\n");
            height = y - LineHeight / 2;
        }

        private string Text(Line line) => string.Concat(line.Runs.Select(run => run switch
        {
            Words words => words.Text,
            Formulated formulated => printer.Print(formulated.Mathematics).Replace(' ', Wrapping.Tied),
            _ => throw new InvalidOperationException($"{run.GetType().Name} has no face in a drawing."),
        }));

        private void AddText(double x, double y, string text, string kind, Address? address = null, string anchor = "")
        {
            string start = anchor.Length > 0 ? $" text-anchor=\"{anchor}\"" : "";
            string written = $"<text class=\"{kind}\" {Look(kind)}{start} x=\"{x:0.#}\" y=\"{y:0.#}\">{text}</text>";
            string? id = address is { } number ? idOf(number) : null;
            page.Append(id is null ? written : $"<a href=\"#{id}\">{written}</a>").Append('\n');
        }

        private static string Look(string kind) => kind switch
        {
            "title" or "value" => $"fill=\"{Ink}\" font-weight=\"600\"",
            "name" => $"fill=\"{Ink}\" font-style=\"italic\"",
            "small" => $"fill=\"{Muted}\" font-size=\"{Small}\"",
            "weight raises" => $"fill=\"{Raises}\" font-size=\"{Small}\"",
            "weight lowers" => $"fill=\"{Lowers}\" font-size=\"{Small}\"",
            _ => $"fill=\"{Ink}\" font-size=\"{Small}\"",
        };

        private string Entry(Address address, int letters) =>
            NetworkFigure.Fitting(digits => $"{printer.Variable(address)} = {printer.Number(drawing.Recording[address], digits)}", letters);

        private string Number(double number) => printer.Number(number, NetworkFigure.Digits);

        private string Number(Address address, int letters) => NetworkFigure.Fitting(digits => printer.Number(drawing.Recording[address], digits), letters);

        private static string Stroke(bool isNegative) => isNegative ? $"stroke=\"{Lowers}\" stroke-dasharray=\"7 4\"" : $"stroke=\"{Raises}\"";

        private static string Sign(FigureEdge edge) => edge.Number < 0 ? "lowers" : "raises";
    }

    private const string Paper = "#ffffff", Ink = "#1c2128", Muted = "#59636e", Raises = "#1f5fa8", Lowers = "#b3460b";

    // Inside a page the page's colours hold; alone, those of the elements or, in the dark, these.
    private const string Style = $$"""
        .network { --p: var(--paper, {{Paper}}); --i: var(--ink, {{Ink}}); --m: var(--muted, {{Muted}}); --r: var(--raises, {{Raises}}); --l: var(--lowers, {{Lowers}}) }
        .network line { stroke: var(--r) } .network line.lowers { stroke: var(--l) } .network line.plain { stroke: var(--m) }
        .network circle, .network rect { fill: var(--p); stroke: var(--i) } .network rect.paper, .network rect.ground { stroke: none } .network .skip { stroke: var(--i) }
        .network text { fill: var(--i) }
        .network .small { fill: var(--m) } .network .weight.raises { fill: var(--r) } .network .weight.lowers { fill: var(--l) }
        .network a { text-decoration: none } .network a:hover text, .network a:focus text { text-decoration: underline }
        @media (prefers-color-scheme: dark) { .network { --p: var(--paper, #15191e); --i: var(--ink, #e3e6ea); --m: var(--muted, #9ba5b0); --r: var(--raises, #6ea8e8); --l: var(--lowers, #ee9a58) } }
        """;
}
