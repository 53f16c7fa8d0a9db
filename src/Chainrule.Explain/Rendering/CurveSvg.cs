using System.Globalization;
using System.Text;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Trainings;

namespace Chainrule.Explain.Rendering;

/// <summary>A loss curve as SVG. Its colours stand at each element, and are the page's ink where it inherits one: it can be read without a style sheet, on light and on dark ground.</summary>
internal static class CurveSvg
{
    private const double Width = 640, Height = 240, Left = 84, Right = 624, Top = 28, Bottom = 204;

    private const string Line = "#1f6fb4", Soft = "#808080";

    // Two points a column: more would fall on the same pixels.
    private const int Columns = 270;

    /// <summary>The drawing.</summary>
    public static string Draw(IReadOnlyList<double> losses)
    {
        var plot = new CurvePlot(losses, Columns);
        var page = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width:0} {Height:0}\" width=\"{Width:0}\" height=\"{Height:0}\" role=\"img\" font-family=\"ui-sans-serif, system-ui, sans-serif\" font-size=\"13\">\n");
        page.Append($"<title>The loss over {plot.Last} steps</title>\n<desc>From {Rounding.Ascii(losses[0])} to {Rounding.Ascii(losses[^1])}, {(plot.IsLogarithmic ? "on a logarithmic axis" : "on a plain axis")}.</desc>\n");
        page.Append($"<path fill=\"none\" stroke=\"{Soft}\" stroke-width=\"1\" d=\"M{Left} {Top}V{Bottom}H{Right}\"/>\n");
        Write(page, Left - 8, Top + 4, "end", Rounding.Ascii(plot.Highest, 4));
        Write(page, Left - 8, Bottom + 4, "end", Rounding.Ascii(plot.Lowest, 4));
        Write(page, Left - 8, (Top + Bottom) / 2, "end", "L");
        Write(page, Left, Bottom + 20, "middle", "0");
        Write(page, Right, Bottom + 20, "end", $"step {plot.Last}");
        if (plot.IsLogarithmic) Write(page, Left + 8, Top - 10, "start", "equal heights are equal factors");
        page.Append($"<path fill=\"none\" stroke=\"{Line}\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\" d=\"{Path(plot)}\"/>\n");
        return page.Append("</svg>\n").ToString();
    }

    private static string Path(CurvePlot plot)
    {
        var path = new StringBuilder();
        bool isOpen = false;
        for (int c = 0; c < plot.Columns.Count; c++)
        {
            if (plot.Columns[c] is not { } range)
            {
                isOpen = false;
                continue;
            }
            double x = Left + (Right - Left) * c / Math.Max(plot.Columns.Count - 1, 1);
            path.Append(CultureInfo.InvariantCulture, $"{(isOpen ? 'L' : 'M')}{x:0.#} {Y(range.High):0.#}L{x:0.#} {Y(range.Low):0.#}");
            isOpen = true;
        }
        return path.ToString();
    }

    private static double Y(double height) => Bottom - height * (Bottom - Top);

    private static void Write(StringBuilder page, double x, double y, string anchor, string text) =>
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" fill=\"{Soft}\">{HtmlText.Escape(text)}</text>\n");
}
