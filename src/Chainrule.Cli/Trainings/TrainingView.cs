using System.Diagnostics;
using System.Globalization;
using Chainrule.Cli.Options;
using Chainrule.Training;

namespace Chainrule.Cli.Trainings;

/// <summary>What a training shows while it runs: in a terminal one line that is written over, piped a line for some of the epochs.</summary>
internal sealed class TrainingView(TextWriter output, bool isTerminal, int columns, int epochs)
{
    // More lines than that nobody reads.
    private const int MostLines = 20, CurvePoints = 24, RedrawMilliseconds = 100;

    private const string Bars = "▁▂▃▄▅▆▇█";

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly List<double> losses = [];
    private double begun = -1;
    private long drawn = -RedrawMilliseconds;
    private EpochResult? last;

    /// <summary>Takes the epochs of before a training was resumed.</summary>
    internal void Begin(IEnumerable<EpochResult> before)
    {
        foreach (EpochResult epoch in before) Keep(epoch);
        begun = losses.Count;
    }

    internal void Show(TrainingProgress now)
    {
        if (now.Finished is { } finished) Keep(finished);
        if (!isTerminal)
        {
            if (now.Finished is { } epoch && IsTold(epoch.Epoch)) output.WriteLine($"epoch {epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft($"{epochs}".Length)}/{epochs}  {Numbers(epoch)}");
            return;
        }
        if (watch.ElapsedMilliseconds - drawn < RedrawMilliseconds && now.Epoch < epochs) return;
        drawn = watch.ElapsedMilliseconds;
        double done = losses.Count + (now.Finished is null ? (double)now.Step / now.Steps : 0), left = (epochs - done) * watch.Elapsed.TotalSeconds / Math.Max(done - begun, 1e-9);
        string text = $"epoch {Math.Min(losses.Count + 1, epochs)}/{epochs}  {(int)(100 * done / epochs)} %  {(last is { } told ? Numbers(told) : string.Create(CultureInfo.InvariantCulture, $"loss {now.Loss:G4}"))}  {Time(left)} left  {Curve()}";
        int room = Math.Max(columns - 1, 1);
        output.Write($"\r{(text.Length > room ? text[..room] : text.PadRight(room))}");
    }

    /// <summary>Leaves the line.</summary>
    internal void End()
    {
        if (isTerminal && drawn >= 0) output.WriteLine();
    }

    internal static string Numbers(EpochResult epoch) => string.Create(CultureInfo.InvariantCulture, $"loss {epoch.Loss:G4}")
        + (epoch.Accuracy is double accuracy ? string.Create(CultureInfo.InvariantCulture, $", {accuracy:P1} right").Replace(" %", "%", StringComparison.Ordinal) : "")
        + (epoch.ValidationLoss is double held ? string.Create(CultureInfo.InvariantCulture, $"; held out {held:G4}") : "")
        + (epoch.ValidationAccuracy is double right ? string.Create(CultureInfo.InvariantCulture, $", {right:P1}").Replace(" %", "%", StringComparison.Ordinal) : "");

    private void Keep(EpochResult epoch)
    {
        losses.Add(epoch.Loss);
        last = epoch;
    }

    private bool IsTold(int epoch) => epochs <= MostLines || epoch == 1 || epoch == epochs || epoch % ((epochs + MostLines - 1) / MostLines) == 0;

    // The logarithm of the loss, from the first epoch to this one.
    private string Curve()
    {
        if (losses.Count < 2) return "";
        int points = Math.Min(CurvePoints, losses.Count);
        double[] shown = [.. Enumerable.Range(0, points).Select(i => Math.Log(Math.Max(losses[(int)((long)i * (losses.Count - 1) / (points - 1))], 1e-12)))];
        double least = shown.Min(), width = shown.Max() - least;
        return string.Concat(shown.Select(each => Bars[width > 0 ? (int)((each - least) / width * (Bars.Length - 1)) : 0]));
    }

    private static string Time(double seconds) => seconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(seconds, 0):F0} s")
        : seconds < 3600 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(seconds / 3600, 1e6):F1} h");
}
