using System.Globalization;
using System.Text;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;

namespace Chainrule.Explain.Rendering;

/// <summary>The network as a LaTeX picture. Plain LaTeX draws lines of any slope only as curves, so that is what they are.</summary>
internal static class NetworkPicture
{
    private const double LargestUnit = 0.62, TextWidth = 452;

    /// <summary>The picture; <paramref name="inline"/> turns mathematics into a piece of text.</summary>
    public static string Draw(Recording recording, NotationPrinter printer, Func<string, string> inline)
    {
        var figure = new NetworkFigure(recording);
        var page = new StringBuilder();
        string Number(double number) => inline(printer.Number(number, NetworkFigure.Digits));
        string Entry(Address address) => inline(printer.Variable(address)) + (printer.Notation.IsCode ? " = " : "$\\,=\\,$") + Number(recording[address]);
        void Put(double x, double y, string text, string align = "") =>
            page.Append(CultureInfo.InvariantCulture, $"  \\put({x:0.#},{figure.Height - y:0.#}){{\\makebox(0,0){align}{{{text}}}}}\n");
        void Line(double x1, double y1, double x2, double y2) => page.Append(CultureInfo.InvariantCulture,
            $"  \\qbezier({x1:0.#},{figure.Height - y1:0.#})({(x1 + x2) / 2:0.#},{figure.Height - (y1 + y2) / 2:0.#})({x2:0.#},{figure.Height - y2:0.#})\n");

        foreach (FigureTitle title in figure.Titles)
        {
            Put(title.X, NetworkFigure.TitleY, LatexText.Escape(title.First));
            Put(title.X, NetworkFigure.TitleY + 18, $"\\color{{muted}}{LatexText.Escape(title.Second)}");
        }
        foreach (FigureLink link in figure.Links) Line(link.X1, link.Y1, link.X2, link.Y2);
        foreach (FigureSkip skip in figure.Skips)
        {
            Line(skip.X1, skip.Y1, skip.X1, skip.Top);
            Line(skip.X1, skip.Top, skip.X2, skip.Top);
            page.Append(CultureInfo.InvariantCulture, $"  \\put({skip.X2:0.#},{figure.Height - skip.Top:0.#}){{\\vector(0,-1){{{skip.Y2 - skip.Top:0.#}}}}}\n");
        }
        foreach (FigureBox box in figure.Boxes)
        {
            page.Append(CultureInfo.InvariantCulture, $"  \\put({box.X},{figure.Height - box.Y}){{\\oval({2 * NetworkFigure.BoxWidth},{2 * NetworkFigure.BoxHeight})}}\n");
            Put(box.X, box.Y, $"\\shortstack{{{LatexText.Escape(box.Words)}\\\\[2pt]{LatexText.Escape(box.Numbers)}}}");
        }
        foreach (FigureEdge edge in figure.Edges)
        {
            (double dx, double dy) = Towards(edge);
            page.Append(CultureInfo.InvariantCulture, $"  \\color{{{(edge.Number < 0 ? "lowers" : "raises")}}}\\linethickness{{{0.3 + edge.Share:0.##}pt}}\n");
            Line(edge.From.X + dx, edge.From.Y + dy, edge.To.X - dx, edge.To.Y - dy);
        }
        foreach ((FigureNode output, _) in figure.Targets)
        {
            page.Append("  \\color{muted}\\linethickness{0.3pt}\n");
            Line(output.X + NetworkFigure.Radius, output.Y, figure.Loss.X - NetworkFigure.Radius, figure.Loss.Y);
        }
        page.Append("  \\color{black}\\linethickness{0.4pt}\n");
        foreach (FigureEdge edge in figure.Edges.Where(edge => edge.LabelAt is not null))
        {
            double t = edge.LabelAt!.Value;
            Put(edge.From.X + t * (edge.To.X - edge.From.X), edge.From.Y + t * (edge.To.Y - edge.From.Y), OnWhite(Number(edge.Number)));
        }
        foreach (FigureNode node in figure.Columns.SelectMany(column => column))
        {
            page.Append(CultureInfo.InvariantCulture, $"  \\put({node.X},{figure.Height - node.Y}){{\\oval({2 * NetworkFigure.Radius},{2 * NetworkFigure.Radius})}}\n");
            string z = node.Z is { } sum ? $"\\\\[2pt]\\tiny\\color{{muted}}$z$ {Number(recording[sum])}" : "";
            Put(node.X, node.Y, $"\\shortstack{{{inline(printer.Variable(node.Value))}\\\\[2pt]{Number(recording[node.Value])}{z}}}");
            if (node.Bias is { } bias) Put(node.X, node.Y - NetworkFigure.Radius - 12, OnWhite($"\\tiny\\color{{muted}}$b$ {Number(recording[bias])}"));
        }
        foreach (FigureGap gap in figure.Gaps) Put(gap.X, gap.Y, $"\\shortstack{{$\\vdots$\\\\{gap.Count} more}}");
        foreach ((FigureNode output, Address target) in figure.Targets) Put(output.X + NetworkFigure.Radius + 24, output.Y, OnWhite(Entry(target)), "[l]");
        var loss = new Address(Symbol.L);
        Put(figure.Loss.X, figure.Loss.Y, $"\\shortstack{{{inline(printer.Variable(loss))}\\\\[2pt]{Number(recording[loss])}}}");
        page.Append(CultureInfo.InvariantCulture, $"  \\put({figure.Loss.X},{figure.Height - figure.Loss.Y}){{\\oval({2 * NetworkFigure.Radius},{1.2 * NetworkFigure.Radius})}}\n");

        double unit = Math.Min(LargestUnit, TextWidth / figure.Width);
        return $$"""
            \begin{center}
            \setlength{\unitlength}{{{unit:0.###}}pt}\setlength{\fboxsep}{1pt}\scriptsize
            \begin{picture}({{figure.Width:0.#}},{{figure.Height:0.#}})
            {{page}}\end{picture}
            \end{center}

            """;
    }

    private static string OnWhite(string text) => $"\\colorbox{{white}}{{{text}}}";

    // From the middle of the first circle to its rim, on the way to the second.
    private static (double X, double Y) Towards(FigureEdge edge)
    {
        double dx = edge.To.X - edge.From.X, dy = edge.To.Y - edge.From.Y, length = Math.Sqrt(dx * dx + dy * dy);
        return (dx / length * NetworkFigure.Radius, dy / length * NetworkFigure.Radius);
    }
}
