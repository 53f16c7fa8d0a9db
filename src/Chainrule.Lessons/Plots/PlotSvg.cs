using Chainrule.Lessons.Pictures;

namespace Chainrule.Lessons.Plots;

/// <summary>A plot as SVG: a grid with labels, lines that differ in colour and dashes, and a legend below.</summary>
internal static class PlotSvg
{
    private const double Width = 640, Left = 78, Right = 20, Top = 38, Inner = 280, LegendLine = 18, LetterWidth = 7;

    public static string Draw(Plot plot)
    {
        List<double> legendWidths = [.. plot.Series.Select(series => 44 + LetterWidth * series.Name.Length)];
        (double X, int Row)[] legend = Legend(legendWidths);
        double bottom = Top + Inner, height = bottom + 52 + LegendLine * (legend.Length == 0 ? 0 : legend[^1].Row + 1);
        var points = plot.Placeable.ToList();
        var x = new Scale(plot.X, points.Select(p => p.X), Left, Width - Right);
        var y = new Scale(plot.Y, points.Select(p => p.Y), bottom, Top);
        var page = new SvgPage(Width, height, plot.Title, $"{plot.Y.Name} over {plot.X.Name}: {string.Join(", ", plot.Series.Select(series => series.Name))}.");
        page.Text(Width / 2, 22, plot.Title, "middle", isBold: true);
        Grid(page, plot, x, y, bottom);
        for (int i = 0; i < plot.Series.Count; i++) Add(page, plot, i, x, y);
        for (int i = 0; i < legend.Length; i++) AddLegend(page, plot.Series[i], i, legend[i].X, bottom + 58 + LegendLine * legend[i].Row);
        return page.ToString();
    }

    private static void Grid(SvgPage page, Plot plot, Scale x, Scale y, double bottom)
    {
        foreach ((double number, string label) in x.Ticks(8))
        {
            page.Line(x.At(number), Top, x.At(number), bottom, SvgPage.Faint);
            page.Text(x.At(number), bottom + 16, label, "middle", SvgPage.Soft);
        }
        foreach ((double number, string label) in y.Ticks(6))
        {
            page.Line(Left, y.At(number), Width - Right, y.At(number), SvgPage.Faint);
            page.Text(Left - 6, y.At(number) + 4, label, "end", SvgPage.Soft);
        }
        page.Line(Left, bottom, Width - Right, bottom, SvgPage.Soft);
        page.Line(Left, Top, Left, bottom, SvgPage.Soft);
        page.Text((Left + Width - Right) / 2, bottom + 36, plot.X.Name, "middle");
        page.Text(16, (Top + bottom) / 2, plot.Y.Name, "middle", isTurned: true);
    }

    private static void Add(SvgPage page, Plot plot, int index, Scale x, Scale y)
    {
        Series series = plot.Series[index];
        string colour = SvgPage.Colour(index);
        if (!series.IsLine)
        {
            foreach ((double X, double Y) point in series.Points.Where(plot.IsPlaceable)) page.Circle(x.At(point.X), y.At(point.Y), 4, colour, SvgPage.Paper);
            return;
        }
        // A number without a place on the axes makes a gap in the line.
        var stretch = new List<(double, double)>();
        foreach ((double X, double Y) point in series.Points)
        {
            if (plot.IsPlaceable(point)) stretch.Add((x.At(point.X), y.At(point.Y)));
            else Flush();
        }
        Flush();

        void Flush()
        {
            if (stretch.Count > 1) page.Polyline(stretch, colour, dash: SvgPage.Dash(index));
            else if (stretch.Count == 1) page.Circle(stretch[0].Item1, stretch[0].Item2, 2, colour);
            stretch.Clear();
        }
    }

    private static void AddLegend(SvgPage page, Series series, int index, double x, double y)
    {
        if (series.IsLine) page.Polyline([(x, y - 4), (x + 24, y - 4)], SvgPage.Colour(index), dash: SvgPage.Dash(index));
        else page.Circle(x + 12, y - 4, 4, SvgPage.Colour(index));
        page.Text(x + 30, y, series.Name);
    }

    // As many names on a line as fit.
    private static (double X, int Row)[] Legend(List<double> widths)
    {
        var places = new (double, int)[widths.Count];
        double x = Left;
        int row = 0;
        for (int i = 0; i < widths.Count; i++)
        {
            if (x > Left && x + widths[i] > Width) (x, row) = (Left, row + 1);
            places[i] = (x, row);
            x += widths[i];
        }
        return places;
    }
}
