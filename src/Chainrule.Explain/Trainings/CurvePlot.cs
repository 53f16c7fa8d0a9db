namespace Chainrule.Explain.Trainings;

/// <summary>
/// A loss curve on a grid: each column holds the lowest and the highest loss of its steps, so that no peak is lost. The heights are logarithms where the losses are positive and differ by
/// more than a factor of a hundred, which a plain axis would press to its bottom.
/// </summary>
internal sealed class CurvePlot
{
    private const double LogFrom = 100;

    /// <summary>Lays the curve over so many columns, or one for each loss if there are fewer. Losses that are no finite numbers have no place.</summary>
    public CurvePlot(IReadOnlyList<double> losses, int columns)
    {
        double[] finite = [.. losses.Where(double.IsFinite)];
        (Lowest, Highest) = finite.Length > 0 ? (finite.Min(), finite.Max()) : (0, 0);
        IsLogarithmic = Lowest > 0 && Highest / Lowest > LogFrom;
        Last = losses.Count - 1;
        int count = Math.Min(columns, losses.Count);
        Columns = [.. Enumerable.Range(0, count).Select(c => Range(losses, (int)((long)c * losses.Count / count), (int)((long)(c + 1) * losses.Count / count)))];
    }

    /// <summary>The lowest and highest loss.</summary>
    public double Lowest { get; }

    /// <inheritdoc cref="Lowest"/>
    public double Highest { get; }

    /// <summary>Whether equal heights are equal factors.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>The last step.</summary>
    public int Last { get; }

    /// <summary>Of each column the lowest and highest loss as heights from 0 to 1; null where none has a place.</summary>
    public IReadOnlyList<(double Low, double High)?> Columns { get; }

    private (double, double)? Range(IReadOnlyList<double> losses, int from, int to)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int k = from; k < to; k++)
            if (double.IsFinite(losses[k])) (low, high) = (Math.Min(low, losses[k]), Math.Max(high, losses[k]));
        return low <= high ? (Height(low), Height(high)) : null;
    }

    private double Height(double loss) => Highest == Lowest ? 0.5
        : IsLogarithmic ? Math.Log(loss / Lowest) / Math.Log(Highest / Lowest)
        // Halved first, since a difference of two numbers may overflow.
        : (loss / 2 - Lowest / 2) / (Highest / 2 - Lowest / 2);
}
