using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>
/// Brings inputs to sizes that a network likes: x′ = (x − offset)/scale, column by column. It is fitted on the examples that are trained with, and on no others: what is kept apart must not be seen,
/// not even its mean.
/// </summary>
/// <example><code>
/// Scaler scaler = Scaler.Standardize(training);
/// (training, validation) = (scaler.Apply(training), scaler.Apply(validation));
/// </code></example>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public sealed class Scaler
{
    private readonly double[] offset, scale;

    /// <summary>A scaler with these numbers, one for each input: one that was fitted before.</summary>
    /// <exception cref="ProblemException">Not as many of the one as of the other, or a number that is not finite, or a scale that is not positive.</exception>
    public Scaler(ReadOnlySpan<double> offset, ReadOnlySpan<double> scale)
    {
        if (offset.Length != scale.Length || offset.Length == 0) throw new ProblemException($"got {offset.Length} offsets and {scale.Length} scales, wanted one of each for each input");
        for (int i = 0; i < scale.Length; i++)
            if (!double.IsFinite(offset[i]) || !(scale[i] > 0 && double.IsFinite(scale[i])))
                throw new ProblemException($"input {i}: got the offset {offset[i]:R} and the scale {scale[i]:R}, wanted finite numbers, the scale above 0");
        (this.offset, this.scale) = (offset.ToArray(), scale.ToArray());
    }

    /// <summary>
    /// Each input minus its mean, divided by its standard deviation √(1/n Σ(x − mean)²): mean 0 and deviation 1. An input that never changes is only moved.
    /// </summary>
    public static Scaler Standardize(Dataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        (double[] least, double[] most) = Range(training);
        double[] mean = new double[training.Inputs], squares = new double[training.Inputs];
        Each(training, (column, x) => mean[column] += x);
        // Rounding would make the mean of equal numbers another one, and a deviation of it.
        for (int column = 0; column < mean.Length; column++) mean[column] = least[column] == most[column] ? least[column] : mean[column] / training.Count;
        // In a second pass: the difference of two large sums of squares would have no digits left.
        Each(training, (column, x) => squares[column] += (x - mean[column]) * (x - mean[column]));
        return new(mean, [.. squares.Select(square => OrOne(Math.Sqrt(square / training.Count)))]);
    }

    /// <summary>Each input minus its smallest number, divided by the width of its range: from 0 to 1. An input that never changes is only moved.</summary>
    public static Scaler MinMax(Dataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        (double[] least, double[] most) = Range(training);
        return new(least, [.. most.Zip(least, (high, low) => OrOne(high - low))]);
    }

    /// <summary>How many inputs it scales.</summary>
    public int Inputs => offset.Length;

    /// <summary>What is taken off each input.</summary>
    public ReadOnlySpan<double> Offset => offset;

    /// <summary>What each is then divided by.</summary>
    public ReadOnlySpan<double> Scale => scale;

    /// <summary>The examples with scaled inputs; targets stay.</summary>
    /// <exception cref="ProblemException">They have not as many inputs.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Inputs != Inputs) throw new ProblemException($"got examples of {Shown.Count(data.Inputs, "input")}, wanted {Inputs}, as in those that the scaler was fitted on");
        return Dataset.Create(data.Count, data.Inputs, data.Outputs, (e, x, y) =>
        {
            Apply(data.InputsOf(e), x);
            data.TargetsOf(e).CopyTo(y);
        });
    }

    /// <summary>Scales inputs of examples that stand one after the other; the two may be the same memory.</summary>
    /// <exception cref="ArgumentException">They are no whole number of examples, or there is not as much room.</exception>
    public void Apply(ReadOnlySpan<float> x, Span<float> scaled)
    {
        if (x.Length % Inputs != 0) throw new ArgumentException($"got {x.Length} numbers, wanted a multiple of {Inputs}, the inputs of an example", nameof(x));
        Given.SameLength(x.Length, scaled.Length, nameof(scaled));
        for (int i = 0, column = 0; i < x.Length; i++)
        {
            scaled[i] = (float)((x[i] - offset[column]) / scale[column]);
            if (++column == Inputs) column = 0;
        }
    }

    private static (double[] Least, double[] Most) Range(Dataset data)
    {
        double[] least = new double[data.Inputs], most = new double[data.Inputs];
        Array.Fill(least, double.PositiveInfinity);
        Array.Fill(most, double.NegativeInfinity);
        Each(data, (column, x) =>
        {
            least[column] = Math.Min(least[column], x);
            most[column] = Math.Max(most[column], x);
        });
        return (least, most);
    }

    private static double OrOne(double width) => width > 0 ? width : 1;

    private static void Each(Dataset data, Action<int, double> take)
    {
        int column = 0;
        foreach (float x in data.X)
        {
            take(column, x);
            if (++column == data.Inputs) column = 0;
        }
    }
}
