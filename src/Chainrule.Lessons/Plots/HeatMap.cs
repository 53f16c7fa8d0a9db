using Chainrule.Explain.Notations;
using Chainrule.Lessons.Outputs;
using Chainrule.Lessons.Pictures;

namespace Chainrule.Lessons.Plots;

/// <summary>A function of two numbers as a map, dark where it is low and light where it is high:
/// <code>Show(new HeatMap("The loss over two weights", (u, v) => Loss(u, v), (-4, 4), (-4, 4)) { X = "w₀", Y = "w₁", Path = steps });</code></summary>
/// <param name="Title">What it shows.</param>
/// <param name="F">The height over x and y.</param>
/// <param name="Across">The range of x.</param>
/// <param name="Up">The range of y.</param>
public sealed record HeatMap(string Title, Func<double, double, double> F, (double From, double To) Across, (double From, double To) Up)
{
    private const int Cells = 48, Levels = 24, TextColumns = 60, TextRows = 20;

    private const double Side = 360, Left = 70, Top = 38, BarLeft = 456, BarWidth = 16, LegendLine = 18;

    private const string Shades = "█▓▒░ ";

    // Dark blue, green, yellow: grows evenly lighter, so that it also reads in grey.
    private static readonly (double R, double G, double B)[] Ramp = [(38, 24, 74), (45, 85, 130), (40, 140, 125), (120, 195, 90), (250, 232, 90)];

    /// <summary>The name of the horizontal axis.</summary>
    public string X { get; init; } = "x";

    /// <summary>The name of the vertical axis.</summary>
    public string Y { get; init; } = "y";

    /// <summary>Whether shades stand for equal factors of the height and not for equal steps; for heights above 0.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Places visited one after the other, drawn as a line; such as the weights at each step of training.</summary>
    public IReadOnlyList<(double X, double Y)> Path { get; init; } = [];

    /// <summary>Points and lines over the map, the first at the bottom; of a line the part inside the map is drawn.</summary>
    public IReadOnlyList<Series> Series { get; init; } = [];

    /// <summary>Adds points.</summary>
    public HeatMap Points(string name, IEnumerable<double> x, IEnumerable<double> y) => this with { Series = [.. Series, new(name, false, [.. x.Zip(y)])] };

    /// <summary>Adds the straight line on which a·x + b·y + c is 0, such as where the sum of a neuron is.</summary>
    public HeatMap Line(string name, double a, double b, double c) => this with { Series = [.. Series, new(name, true, [.. Ends(a, b, c)])] };

    // Where it crosses the edges of the map: two points, or none.
    private IEnumerable<(double X, double Y)> Ends(double a, double b, double c)
    {
        IEnumerable<(double X, double Y)> crossings =
        [
            .. new[] { Across.From, Across.To }.Select(x => (x, -(a * x + c) / b)),
            .. new[] { Up.From, Up.To }.Select(y => (-(b * y + c) / a, y)),
        ];
        return crossings.Where(IsInside).Distinct().Take(2);
    }

    private bool IsInside((double X, double Y) point) => point.X >= Across.From && point.X <= Across.To && point.Y >= Up.From && point.Y <= Up.To;

    /// <summary>The map as a picture.</summary>
    public PictureOutput Draw() => new(Svg(), Text());

    // Heights at the middles of the cells, the topmost row first.
    private double[][] Heights(int columns, int rows) => [.. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, columns).Select(c =>
        F(Across.From + (c + 0.5) / columns * (Across.To - Across.From), Up.To - (r + 0.5) / rows * (Up.To - Up.From))).ToArray())];

    private (Func<double, double> Share, double Low, double High) Measure(double[][] heights)
    {
        double[] finite = [.. heights.SelectMany(row => row).Where(height => double.IsFinite(height) && (!IsLogarithmic || height > 0))];
        (double low, double high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        double Of(double height) => IsLogarithmic ? Math.Log(height) : height;
        double span = Of(high) - Of(low);
        return (height => span > 0 && !double.IsNaN(height) ? Math.Clamp((Of(height) - Of(low)) / span, 0, 1) : 0, low, high);
    }

    private string Svg()
    {
        double[][] heights = Heights(Cells, Cells);
        (Func<double, double> share, double low, double high) = Measure(heights);
        var page = new SvgPage(560, Top + Side + 52 + LegendLine * Series.Count, Title, $"A map over {X} and {Y}; the lowest height is {Rounding.Ascii(low)}, the highest {Rounding.Ascii(high)}.{string.Concat(Series.Select(each => $" {each.Name}."))}");
        page.Text(Left + Side / 2, 22, Title, "middle", isBold: true);
        const double cell = Side / Cells;
        for (int r = 0; r < Cells; r++)
            for (int c = 0, start = 0; c < Cells; c++)
            {
                // Neighbours of one shade are one rectangle; half a pixel of overlap hides the seams.
                if (c + 1 < Cells && Level(share(heights[r][c + 1])) == Level(share(heights[r][start]))) continue;
                page.Rectangle(Left + start * cell, Top + r * cell, (c + 1 - start) * cell + 0.5, cell + 0.5, Colour(Level(share(heights[r][start]))));
                start = c + 1;
            }
        Axes(page);
        for (int level = 0; level < Levels; level++)
            page.Rectangle(BarLeft, Top + Side - (level + 1) * Side / Levels, BarWidth, Side / Levels + 0.5, Colour(level));
        page.Text(BarLeft + BarWidth + 6, Top + Side, Rounding.Ascii(low, 3));
        page.Text(BarLeft + BarWidth + 6, Top + 10, Rounding.Ascii(high, 3));
        return page.ToString();
    }

    private void Axes(SvgPage page)
    {
        var x = new Scale(new Axis(X), [Across.From, Across.To], Left, Left + Side, margin: 0);
        var y = new Scale(new Axis(Y), [Up.From, Up.To], Top + Side, Top, margin: 0);
        foreach ((double number, string label) in x.Ticks(6)) page.Text(x.At(number), Top + Side + 16, label, "middle", SvgPage.Soft);
        foreach ((double number, string label) in y.Ticks(6)) page.Text(Left - 6, y.At(number) + 4, label, "end", SvgPage.Soft);
        page.Text(Left + Side / 2, Top + Side + 38, X, "middle");
        page.Text(16, Top + Side / 2, Y, "middle", isTurned: true);
        for (int i = 0; i < Series.Count; i++) Add(page, Series[i], i, x, y);
        (double X, double Y)[] path = [.. Path.Select(p => (x.At(Math.Clamp(p.X, Across.From, Across.To)), y.At(Math.Clamp(p.Y, Up.From, Up.To))))];
        if (path.Length == 0) return;
        page.Polyline(path, SvgPage.Paper, 2);
        page.Circle(path[0].X, path[0].Y, 4, SvgPage.Paper, SvgPage.Ink);
        page.Circle(path[^1].X, path[^1].Y, 5, "#d55e00", SvgPage.Paper);
    }

    // On paper of their own, so that every colour can be seen on every shade.
    private void Add(SvgPage page, Series series, int index, Scale x, Scale y)
    {
        (double X, double Y)[] inside = [.. series.Points.Where(IsInside).Select(point => (x.At(point.X), y.At(point.Y)))];
        double legend = Top + Side + 62 + LegendLine * index;
        (double X, double Y)[] sample = series.IsLine ? [(Left, legend - 4), (Left + 24, legend - 4)] : [(Left + 12, legend - 4)];
        foreach ((double X, double Y)[] drawn in (IEnumerable<(double, double)[]>)[inside, sample])
        {
            if (series.IsLine && drawn.Length > 1)
            {
                page.Polyline(drawn, SvgPage.Paper, 5);
                page.Polyline(drawn, SvgPage.Colour(index), 2.5, SvgPage.Dash(index));
            }
            else foreach ((double X, double Y) point in drawn) page.Circle(point.X, point.Y, series.IsLine ? 2 : 5, SvgPage.Colour(index), SvgPage.Paper);
        }
        page.Text(Left + 30, legend, series.Name);
    }

    private string Text()
    {
        double[][] heights = Heights(TextColumns, TextRows);
        (Func<double, double> share, double low, double high) = Measure(heights);
        char[][] paper = [.. heights.Select(row => row.Select(height => Shades[Math.Min((int)(share(height) * Shades.Length), Shades.Length - 1)]).ToArray())];
        for (int i = 0; i < Series.Count; i++)
            foreach ((int row, int column) in Shown(Series[i]).Select(Cell).Where(IsOnPaper)) paper[row][column] = (char)('0' + i % 10);
        for (int i = 0; i < Path.Count; i++)
        {
            (int r, int c) = Cell(Path[i]);
            if (IsOnPaper((r, c))) paper[r][c] = i == 0 ? 'o' : i == Path.Count - 1 ? 'X' : '+';
        }
        string path = Path.Count > 0 ? "; the path goes from o to X" : "";
        return string.Join('\n',
        [
            Title,
            $"{Y} from {Rounding.Ascii(Up.From)} (bottom) to {Rounding.Ascii(Up.To)} (top)",
            .. paper.Select(row => $"│{new string(row)}│"),
            $"{X} from {Rounding.Ascii(Across.From)} (left) to {Rounding.Ascii(Across.To)} (right)",
            .. Series.Select((series, i) => $"{(char)('0' + i % 10)} {series.Name}"),
            $"full is {Rounding.Ascii(low)}, the lowest; empty is {Rounding.Ascii(high)}, the highest{path}",
        ]);
    }

    // Of a line as many places as there are columns.
    private static IEnumerable<(double X, double Y)> Shown(Series series) => !series.IsLine || series.Points.Count < 2 ? series.Points
        : Enumerable.Range(0, TextColumns + 1).Select(i => i / (double)TextColumns).Select(t => (Mix(series.Points[0].X, series.Points[1].X, t), Mix(series.Points[0].Y, series.Points[1].Y, t)));

    private static double Mix(double from, double to, double t) => from + t * (to - from);

    private (int Row, int Column) Cell((double X, double Y) point) =>
        ((int)((Up.To - point.Y) / (Up.To - Up.From) * TextRows), (int)((point.X - Across.From) / (Across.To - Across.From) * TextColumns));

    private static bool IsOnPaper((int Row, int Column) cell) => cell.Row >= 0 && cell.Row < TextRows && cell.Column >= 0 && cell.Column < TextColumns;

    private static int Level(double share) => Math.Min((int)(share * Levels), Levels - 1);

    private static string Colour(int level)
    {
        double place = level / (Levels - 1.0) * (Ramp.Length - 1);
        int i = Math.Min((int)place, Ramp.Length - 2);
        double t = place - i;
        (double R, double G, double B) a = Ramp[i], b = Ramp[i + 1];
        int Part(double from, double to) => (int)Math.Round(Mix(from, to, t));
        return $"#{Part(a.R, b.R):x2}{Part(a.G, b.G):x2}{Part(a.B, b.B):x2}";
    }
}
