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

    private const double Side = 360, Left = 70, Top = 38, BarLeft = 456, BarWidth = 16;

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
        var page = new SvgPage(560, Top + Side + 52, Title, $"A map over {X} and {Y}; the lowest height is {Rounding.Ascii(low)}, the highest {Rounding.Ascii(high)}.");
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
        (double X, double Y)[] path = [.. Path.Select(p => (x.At(Math.Clamp(p.X, Across.From, Across.To)), y.At(Math.Clamp(p.Y, Up.From, Up.To))))];
        if (path.Length == 0) return;
        page.Polyline(path, SvgPage.Paper, 2);
        page.Circle(path[0].X, path[0].Y, 4, SvgPage.Paper, SvgPage.Ink);
        page.Circle(path[^1].X, path[^1].Y, 5, "#d55e00", SvgPage.Paper);
    }

    private string Text()
    {
        double[][] heights = Heights(TextColumns, TextRows);
        (Func<double, double> share, double low, double high) = Measure(heights);
        char[][] paper = [.. heights.Select(row => row.Select(height => Shades[Math.Min((int)(share(height) * Shades.Length), Shades.Length - 1)]).ToArray())];
        for (int i = 0; i < Path.Count; i++)
        {
            int c = (int)((Path[i].X - Across.From) / (Across.To - Across.From) * TextColumns), r = (int)((Up.To - Path[i].Y) / (Up.To - Up.From) * TextRows);
            if (c >= 0 && c < TextColumns && r >= 0 && r < TextRows) paper[r][c] = i == 0 ? 'o' : i == Path.Count - 1 ? 'X' : '+';
        }
        string path = Path.Count > 0 ? "; the path goes from o to X" : "";
        return string.Join('\n',
        [
            Title,
            $"{Y} from {Rounding.Ascii(Up.From)} (bottom) to {Rounding.Ascii(Up.To)} (top)",
            .. paper.Select(row => $"│{new string(row)}│"),
            $"{X} from {Rounding.Ascii(Across.From)} (left) to {Rounding.Ascii(Across.To)} (right)",
            $"full is {Rounding.Ascii(low)}, the lowest; empty is {Rounding.Ascii(high)}, the highest{path}",
        ]);
    }

    private static int Level(double share) => Math.Min((int)(share * Levels), Levels - 1);

    private static string Colour(int level)
    {
        double place = level / (Levels - 1.0) * (Ramp.Length - 1);
        int i = Math.Min((int)place, Ramp.Length - 2);
        double t = place - i;
        (double R, double G, double B) a = Ramp[i], b = Ramp[i + 1];
        static int Mix(double from, double to, double t) => (int)Math.Round(from + t * (to - from));
        return $"#{Mix(a.R, b.R, t):x2}{Mix(a.G, b.G, t):x2}{Mix(a.B, b.B, t):x2}";
    }
}
