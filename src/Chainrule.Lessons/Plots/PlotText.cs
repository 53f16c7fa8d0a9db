namespace Chainrule.Lessons.Plots;

/// <summary>A plot drawn with characters, at most 80 columns wide.</summary>
internal static class PlotText
{
    private const int Columns = 62, Rows = 16;

    private const string Symbols = "*o+x#@";

    public static string Draw(Plot plot)
    {
        var points = plot.Placeable.ToList();
        var x = new Scale(plot.X, points.Select(p => p.X), 0, Columns - 1);
        var y = new Scale(plot.Y, points.Select(p => p.Y), Rows - 1, 0);
        char[][] paper = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Repeat(' ', Columns).ToArray())];
        for (int i = 0; i < plot.Series.Count; i++)
            foreach ((double X, double Y) point in plot.Series[i].Points.Where(plot.IsPlaceable)) paper[Cell(y.At(point.Y))][Cell(x.At(point.X))] = SymbolOf(i);

        var ticks = y.Ticks(4).ToDictionary(tick => Cell(y.At(tick.Number)), tick => tick.Label);
        int margin = ticks.Values.Append("").Max(label => label.Length);
        IEnumerable<string> drawn = paper.Select((row, r) => $"{ticks.GetValueOrDefault(r, "").PadLeft(margin)} {(ticks.ContainsKey(r) ? '┤' : '│')}{new string(row)}".TrimEnd());
        return string.Join('\n',
        [
            plot.Title,
            $"{new string(' ', margin + 1)}{plot.Y.Name}",
            .. drawn,
            $"{new string(' ', margin + 1)}└{new string('─', Columns)} {plot.X.Name}",
            new string(' ', margin + 2) + Labels(x),
            .. plot.Series.Select((series, i) => $"{new string(' ', margin + 2)}{SymbolOf(i)} {series.Name}"),
        ]);
    }

    private static char SymbolOf(int series) => Symbols[series % Symbols.Length];

    private static int Cell(double place) => (int)Math.Round(place);

    // Each label starts below its place; one that would run into its neighbour is left out.
    private static string Labels(Scale x)
    {
        string line = "";
        foreach ((double number, string label) in x.Ticks(5))
        {
            int at = Math.Max(0, Cell(x.At(number)) - label.Length / 2);
            if (line.Length == 0 || at > line.Length) line = line.PadRight(at) + label;
        }
        return line;
    }
}
