using System.Globalization;
using System.Text;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// The network as LaTeX pictures, one for each part, so that a page may end between them. Plain LaTeX draws lines of any slope only as curves, so that is what they are; curves of
/// single points are the negative numbers', so that they can be told apart on black and white paper.
/// </summary>
internal static class NetworkPicture
{
    private const double LargestUnit = 0.62, TextWidth = 452, PointDistance = 2.4;

    /// <summary>The pictures and their legend; <paramref name="inline"/> turns mathematics into a piece of text, <paramref name="text"/> a line.</summary>
    public static string Draw(NetworkDrawing drawing, NotationPrinter printer, Func<string, string> inline, Func<Line, string> text)
    {
        double unit = Math.Min(LargestUnit, TextWidth / drawing.Width);
        IEnumerable<string> pictures = drawing.Parts.Select(part => new Painter(drawing, part, unit, printer, inline).Paint());
        IEnumerable<string> legend = drawing.Legend.Select(entry => Sample(entry.Sample) + text(entry.Words));
        return $$"""
            \begin{center}
            \setlength{\unitlength}{{{unit.ToString("0.###", CultureInfo.InvariantCulture)}}pt}\setlength{\fboxsep}{1pt}\scriptsize
            {{string.Join("\n\n", pictures)}}

            \end{center}
            {\footnotesize\color{muted}{{string.Join("\\par\n", legend)}}\par}

            """;
    }

    private static string Sample(LegendSample sample) => sample switch
    {
        LegendSample.Raises => @"{\color{raises}\rule[.5ex]{2em}{1pt}}\enspace ",
        LegendSample.Lowers => @"{\color{lowers}\rule[.5ex]{.4em}{1pt}\kern.4em\rule[.5ex]{.4em}{1pt}\kern.4em\rule[.5ex]{.4em}{1pt}}\enspace ",
        _ => "",
    };

    private sealed class Painter(NetworkDrawing drawing, NetworkFigure part, double unit, NotationPrinter printer, Func<string, string> inline)
    {
        private readonly StringBuilder page = new();

        public string Paint()
        {
            AddTitles();
            foreach (FigureLink link in part.Links) Line(link.X1, link.Y1, link.X2, link.Y2);
            foreach (FigureSkip skip in part.Skips) AddSkip(skip);
            foreach (FigureBox box in part.Boxes) AddBox(box);
            AddEdges();
            foreach (FigureNode node in part.Nodes) AddNode(node);
            foreach (FigureGap gap in part.Gaps) Put(gap.X, gap.Y, $"\\shortstack{{$\\vdots$\\\\{gap.Count} more}}");
            if (part.Loss is { } loss) AddLoss(loss.X, loss.Y);
            return Invariant($"\\begin{{picture}}({part.Width:0.#},{part.Height:0.#})\n{page}\\end{{picture}}");
        }

        private void AddTitles()
        {
            foreach (FigureTitle title in part.Titles)
            {
                Put(title.X, NetworkFigure.TitleY, LatexText.Escape(title.First));
                Put(title.X, NetworkFigure.TitleY + 18, $"\\color{{muted}}{LatexText.Escape(title.Second)}");
            }
        }

        private void AddSkip(FigureSkip skip)
        {
            if (skip.Y1 is { } y1) Line(skip.X1, y1, skip.X1, skip.Top);
            if (skip.Y2 is { } y2) Line(skip.X2, y2, skip.X2, skip.Top);
            Line(skip.X1, skip.Top, skip.X2, skip.Top);
            (double x, double? y) = drawing.Filling.IsBackward ? (skip.X1, skip.Y1) : (skip.X2, skip.Y2);
            if (y is { } tip) page.Append(Invariant($"  \\put({x:0.#},{part.Height - skip.Top:0.#}){{\\vector(0,-1){{{tip - skip.Top:0.#}}}}}\n"));
            if (skip.Words.Length > 0) Put(skip.Y1 is null ? skip.X1 + 4 : skip.X2 - 4, skip.Top - 9, $"\\tiny\\color{{muted}}{skip.Words}", skip.Y1 is null ? "[l]" : "[r]");
        }

        private void AddBox(FigureBox box)
        {
            Oval(box.X, box.Y, 2 * FigureBox.HalfWidth, 2 * box.HalfHeight);
            IEnumerable<string> number = box.Number is { } shown ? [inline(printer.Variable(shown)), Number(shown, NetworkFigure.Letters + 2)] : [];
            Put(box.X, box.Y, $"\\tiny\\shortstack{{{string.Join("\\\\[1pt]", [.. box.Words.Select(LatexText.Escape), LatexText.Escape(box.Note), .. number])}}}");
        }

        private void AddEdges()
        {
            foreach (FigureEdge edge in part.Edges)
            {
                (double dx, double dy) = Towards(edge);
                page.Append(Invariant($"  \\color{{{(edge.Number < 0 ? "lowers" : "raises")}}}\\linethickness{{{0.3 + edge.Share:0.##}pt}}\n"));
                Line(edge.From.X + dx, edge.From.Y + dy, edge.To.X - dx, edge.To.Y - dy, isDotted: edge.Number < 0);
            }
            foreach (FigureTarget target in part.Targets)
            {
                page.Append("  \\color{muted}\\linethickness{0.3pt}\n");
                Line(target.X1, target.Y1, target.X2, target.Y2);
            }
            page.Append("  \\color{black}\\linethickness{0.4pt}\n");
            foreach (FigureEdge edge in part.Edges)
                if (edge.Label is { } label) Put(label.X, label.Y, OnWhite((label.IsTight ? "\\tiny " : "") + Written(edge.Number, label.Letters)));
            foreach (FigureTarget target in part.Targets) Put(target.Label.X, target.Label.Y, OnWhite(Entry(target.Number)));
        }

        private void AddNode(FigureNode node)
        {
            FigureNumbers numbers = node.Numbers;
            Oval(node.X, node.Y, 2 * NetworkFigure.Radius, 2 * NetworkFigure.Radius);
            string inside = numbers.Inside is { } sum ? $"\\\\[2pt]\\tiny\\color{{muted}}${sum.Symbol.Name}$ {Number(sum, NetworkFigure.Letters)}" : "";
            Put(node.X, node.Y, $"\\shortstack{{{inline(printer.Variable(numbers.Main))}\\\\[2pt]{Number(numbers.Main, NetworkFigure.Letters)}{inside}}}");
            if (numbers.Above is { } above) Put(node.X, node.Y - NetworkFigure.Radius - 12, OnWhite($"\\tiny\\color{{muted}}{Beside(above)}"));
            if (numbers.Under is { } under) Put(node.X, node.Y + NetworkFigure.Radius + 12, OnWhite($"\\tiny\\color{{muted}}{Beside(under)}"));
        }

        private void AddLoss(double x, double y)
        {
            Address loss = drawing.Filling.Loss(drawing.Recording.Book);
            Put(x, y, $"\\shortstack{{{inline(printer.Variable(loss))}\\\\[2pt]{Number(loss, NetworkFigure.Letters)}}}");
            Oval(x, y, 2 * NetworkFigure.LossWidth, 2 * NetworkFigure.LossHeight);
        }

        private void Put(double x, double y, string text, string align = "") => page.Append(Invariant($"  \\put({x:0.#},{part.Height - y:0.#}){{\\makebox(0,0){align}{{{text}}}}}\n"));

        private void Oval(double x, double y, double width, double height) => page.Append(Invariant($"  \\put({x:0.#},{part.Height - y:0.#}){{\\oval({width:0.#},{height:0.#})}}\n"));

        private void Line(double x1, double y1, double x2, double y2, bool isDotted = false)
        {
            string points = isDotted ? $"[{Math.Max(2, (int)(unit * Math.Sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)) / PointDistance))}]" : "";
            page.Append(Invariant($"  \\qbezier{points}({x1:0.#},{part.Height - y1:0.#})({(x1 + x2) / 2:0.#},{part.Height - (y1 + y2) / 2:0.#})({x2:0.#},{part.Height - y2:0.#})\n"));
        }

        private string Number(Address address, int letters) => Written(drawing.Recording[address], letters);

        // With e for the power of ten, which takes less room.
        private string Written(double number, int letters)
        {
            string digits = NetworkFigure.Fitting(digits => Rounding.Ascii(number, digits), letters);
            return printer.Notation.IsCode ? inline(digits) : digits.Replace("-", "$-$", StringComparison.Ordinal);
        }

        private string Entry(Address address) => inline(printer.Variable(address)) + (printer.Notation.IsCode ? " = " : "$\\,=\\,$") + Number(address, NetworkFigure.Letters);

        private string Beside(Address address) => $"${address.Symbol.Name}$ {Number(address, NetworkFigure.Letters)}";

        private static string OnWhite(string text) => $"\\colorbox{{white}}{{{text}}}";

        private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

        // From the middle of the first circle to its rim, on the way to the second.
        private static (double X, double Y) Towards(FigureEdge edge)
        {
            double dx = edge.To.X - edge.From.X, dy = edge.To.Y - edge.From.Y, length = Math.Sqrt(dx * dx + dy * dy);
            return (dx / length * NetworkFigure.Radius, dy / length * NetworkFigure.Radius);
        }
    }
}
