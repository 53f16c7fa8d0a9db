using System.Globalization;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Training;

/// <summary>
/// How the learning rate changes: a factor of η for each step, from 1 at the beginning. It is a law of how far the training has come, counted in epochs, whole ones and parts.
/// </summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public sealed record Schedule
{
    private const string WarmUp = "+warm-up:";

    private readonly Func<double, int, double> factor;

    private Schedule(string name, Func<double, int, double> factor) => (Name, this.factor) = (name, factor);

    /// <summary>1 for ever.</summary>
    public static Schedule Constant { get; } = new("constant", (_, _) => 1);

    /// <summary>½(1 + cos πs), where s goes from 0 to 1 over the training: slow, quick, slow down to 0. (Loshchilov and Hutter 2017, "SGDR", without restarts.)</summary>
    public static Schedule Cosine { get; } = new("cosine", (epoch, epochs) => 0.5 * (1 + Turn.Cos(Part(epoch, epochs) / 2)));

    /// <summary>1 − (1 − end)·s, where s goes from 0 to 1 over the training: a straight line from 1 to <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The end is negative or not finite.</exception>
    public static Schedule Linear(double end = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(end);
        if (!double.IsFinite(end)) throw new ArgumentOutOfRangeException(nameof(end), end, "wanted a finite number");
        return new(FormattableString.Invariant($"linear:{end:R}"), (epoch, epochs) => 1 - (1 - end) * epoch / epochs);
    }

    /// <summary>times <paramref name="factor"/> after each <paramref name="epochs"/> epochs: stairs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one epoch, or a factor that is not positive.</exception>
    public static Schedule Step(int epochs, double factor = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (!(factor > 0 && double.IsFinite(factor))) throw new ArgumentOutOfRangeException(nameof(factor), factor, "wanted a positive number such as 0.1");
        return new(FormattableString.Invariant($"step:{epochs}:{factor:R}"), (epoch, _) => Power(factor, (int)(epoch / epochs)));
    }

    /// <summary>The same, times a straight line that goes from <paramref name="from"/> to 1 in so many epochs. (Goyal et al. 2017, "Accurate, large minibatch SGD".)</summary>
    /// <exception cref="ArgumentOutOfRangeException">The epochs are not a positive number, or the line does not begin from above 0 to 1.</exception>
    public Schedule WithWarmUp(double epochs, double from = 0.1)
    {
        if (!(epochs > 0 && double.IsFinite(epochs))) throw new ArgumentOutOfRangeException(nameof(epochs), epochs, "wanted a positive number such as 1");
        if (from is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(from), from, "wanted a number from above 0 to 1, such as 0.1");
        Schedule after = this;
        return new(FormattableString.Invariant($"{Name}{WarmUp}{epochs:R}:{from:R}"), (epoch, all) => Math.Min(1, from + (1 - from) * epoch / epochs) * after.factor(epoch, all));
    }

    /// <summary>
    /// The schedule with this name: <c>constant</c>, <c>cosine</c>, <c>linear:END</c>, <c>step:EPOCHS:FACTOR</c>, each with <c>+warm-up:EPOCHS:FROM</c> behind it or not; the numbers after the first may be
    /// left out.
    /// </summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static Schedule Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.LastIndexOf(WarmUp, StringComparison.Ordinal) is >= 0 and int at && Numbers(name[(at + WarmUp.Length)..], 2) is [double inEpochs, ..] and var warm)
            return Checked(name, () => warm.Length == 2 ? Named(name[..at]).WithWarmUp(inEpochs, warm[1]) : Named(name[..at]).WithWarmUp(inEpochs));
        string[] parts = name.Split(':', 2);
        return Checked(name, () => (parts[0], Numbers(parts.ElementAtOrDefault(1), 2)) switch
        {
            ("constant", []) => Constant,
            ("cosine", []) => Cosine,
            ("linear", []) => Linear(),
            ("linear", [double end]) => Linear(end),
            ("step", [double epochs]) when epochs == (int)epochs => Step((int)epochs),
            ("step", [double epochs, double factor]) when epochs == (int)epochs => Step((int)epochs, factor),
            _ => throw Unknown(name),
        });
    }

    private static Schedule Checked(string name, Func<Schedule> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Unknown(name);
        }
    }

    private static ProblemException Unknown(string name) =>
        new($"got the schedule \"{Shown.Text(name)}\", wanted constant, cosine, linear:0, or step:10:0.1 (a tenth after each 10 epochs), with +warm-up:5 behind it or not");

    // At most so many, or null where something is none.
    private static double[]? Numbers(string? text, int most)
    {
        string[] parts = text?.Split(':') ?? [];
        double[] numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return null;
        return numbers.Length <= most ? numbers : null;
    }

    /// <summary>As it is said: two with the same name are equal.</summary>
    public string Name { get; }

    /// <summary>The factor when so many epochs, whole ones and parts, of all are over.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That is negative, or there is less than one epoch.</exception>
    public double Factor(double epoch, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return factor(epoch, epochs);
    }

    /// <summary>Whether the other has the same name.</summary>
    public bool Equals(Schedule? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static double Part(double epoch, int epochs) => Math.Min(1, epoch / epochs);

    // By products: those of Math.Pow differ from one system to the next.
    private static double Power(double x, int n)
    {
        double power = 1;
        for (int i = 0; i < n && power > 0; i++) power *= x;
        return power;
    }
}
