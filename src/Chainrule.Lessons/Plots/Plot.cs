using Chainrule.Lessons.Outputs;

namespace Chainrule.Lessons.Plots;

/// <summary>An axis: its name, and whether it counts powers of ten.</summary>
public sealed record Axis(string Name, bool IsLogarithmic = false)
{
    /// <summary>An axis on which equal steps are equal factors; numbers that are not positive have no place on it and are left out.</summary>
    public static Axis Log(string name) => new(name, IsLogarithmic: true);
}

/// <summary>Points of a plot that belong together.</summary>
/// <param name="Name">What they are.</param>
/// <param name="IsLine">Whether they are joined by a line.</param>
/// <param name="Points">The points.</param>
public sealed record Series(string Name, bool IsLine, IReadOnlyList<(double X, double Y)> Points);

/// <summary>
/// Lines and points over two axes:
/// <code>Show(new Plot("x²") { X = new("x"), Y = new("f(x)") }.Function("x²", x => x * x, from: -2, to: 2).Point("here", 1, 1));</code>
/// Every method returns a new plot; none changes the one it is called on.
/// </summary>
public sealed record Plot(string Title)
{
    // Enough that a curve over 560 pixels looks smooth.
    private const int Samples = 241;

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new("x");

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new("y");

    /// <summary>What is drawn, the first at the bottom.</summary>
    public IReadOnlyList<Series> Series { get; init; } = [];

    /// <summary>Adds a line through these points.</summary>
    public Plot Line(string name, IEnumerable<double> x, IEnumerable<double> y) => With(new(name, true, [.. x.Zip(y)]));

    /// <summary>Adds a line through these heights, at 0, 1, 2, …</summary>
    public Plot Line(string name, IEnumerable<double> y) => With(new(name, true, [.. y.Select((height, step) => ((double)step, height))]));

    /// <summary>Adds points that are not joined.</summary>
    public Plot Points(string name, IEnumerable<double> x, IEnumerable<double> y) => With(new(name, false, [.. x.Zip(y)]));

    /// <summary>Adds one point.</summary>
    public Plot Point(string name, double x, double y) => With(new(name, false, [(x, y)]));

    /// <summary>Adds the curve of a function between two ends; on a logarithmic axis both must be positive.</summary>
    /// <exception cref="Rules.ProblemException">The ends are no interval.</exception>
    public Plot Function(string name, Func<double, double> f, double from, double to)
    {
        if (!(from < to) || X.IsLogarithmic && from <= 0)
            throw new Rules.ProblemException($"the curve of {name}: got the interval from {from} to {to}, wanted one that ends above its start{(X.IsLogarithmic ? ", both above 0" : "")}");
        double At(int i) => X.IsLogarithmic ? from * Math.Pow(to / from, i / (Samples - 1.0)) : from + (to - from) * i / (Samples - 1);
        return With(new(name, true, [.. Enumerable.Range(0, Samples).Select(i => (At(i), f(At(i))))]));
    }

    private Plot With(Series more) => this with { Series = [.. Series, more] };

    /// <summary>The plot as a picture.</summary>
    public PictureOutput Draw() => new(PlotSvg.Draw(this), PlotText.Draw(this));

    /// <summary>The points that have a place on both axes.</summary>
    internal IEnumerable<(double X, double Y)> Placeable => Series.SelectMany(series => series.Points).Where(IsPlaceable);

    internal bool IsPlaceable((double X, double Y) point) => Has(X, point.X) && Has(Y, point.Y);

    private static bool Has(Axis axis, double number) => double.IsFinite(number) && (!axis.IsLogarithmic || number > 0);
}
