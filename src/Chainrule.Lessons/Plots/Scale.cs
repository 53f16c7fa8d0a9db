using Chainrule.Explain.Notations;

namespace Chainrule.Lessons.Plots;

/// <summary>Where on the paper a number lies, and where the ticks are.</summary>
internal sealed class Scale
{
    // So much of the span stays free at either end.
    private const double Margin = 0.04;

    private readonly bool isLogarithmic;
    private readonly double low, high, start, end;

    /// <summary>A scale from <paramref name="start"/> to <paramref name="end"/> on the paper, wide enough for all these numbers.</summary>
    public Scale(Axis axis, IEnumerable<double> numbers, double start, double end, double margin = Margin)
    {
        (isLogarithmic, this.start, this.end) = (axis.IsLogarithmic, start, end);
        double[] all = [.. numbers.Select(Measure)];
        (low, high) = all.Length == 0 ? (0, 1) : (all.Min(), all.Max());
        // Numbers that differ by less than this share of their size are one number, seen from here.
        if (high - low < 1e-12 * Math.Max(1, Math.Abs(high))) (low, high) = (low - 1, high + 1);
        double room = margin * (high - low);
        (low, high) = (low - room, high + room);
    }

    /// <summary>The place of a number on the paper.</summary>
    public double At(double number) => start + (Measure(number) - low) / (high - low) * (end - start);

    /// <summary>Round numbers inside the scale, with their labels.</summary>
    public IEnumerable<(double Number, string Label)> Ticks(int about)
    {
        double step = Step((high - low) / about);
        for (double k = Math.Ceiling(low / step); k * step <= high; k++)
        {
            // Adding 0 takes the sign off a negative zero.
            double number = isLogarithmic ? Math.Pow(10, k * step) : k * step + 0.0;
            yield return (number, Rounding.Ascii(number));
        }
    }

    private double Measure(double number) => isLogarithmic ? Math.Log10(number) : number;

    // 1, 2 or 5 times a power of ten; whole powers on a logarithmic axis.
    private double Step(double rough)
    {
        if (isLogarithmic) return Math.Max(1, Math.Ceiling(rough));
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double[] round = [1, 2, 5, 10];
        return power * round.First(factor => factor * power >= rough || factor == 10);
    }
}
