using System.Diagnostics;
using System.Globalization;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>How long to measure: for so many seconds, or so many steps. The other is without limit.</summary>
internal readonly record struct Budget(double Seconds, long Steps)
{
    internal static Budget Parse(string text)
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        if (text.EndsWith('s') && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, plain, out double seconds) && seconds > 0)
            return new(seconds, long.MaxValue);
        if (long.TryParse(text, NumberStyles.None, plain, out long steps) && steps > 0) return new(double.PositiveInfinity, steps);
        throw new ProblemException($"budget: got \"{text}\", wanted seconds such as 2s, a number of steps such as 500, or first");
    }
}

/// <summary>
/// The time of a step: the median over chunks of about 5 ms, and the fastest chunk, by the rules of the other systems' harnesses. A chunk is long enough
/// for the clock and short enough that a disturbance spoils few of them.
/// </summary>
internal sealed record Timing(double Median, double Fastest, long Steps)
{
    private const double ChunkSeconds = 0.005;

    // Long enough for the JIT's last tier (30 calls and a pause of 100 ms) where steps are short.
    private const double WarmUpSeconds = 0.6;

    private const int FewestChunks = 3;

    internal static Timing Of(Action step, Budget budget)
    {
        WarmUp(step);
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < 3; i++) step();
        long chunk = Math.Max(1, (long)(ChunkSeconds / Math.Max(Since(begin) / 3, 1e-9)));
        if (budget.Steps < long.MaxValue) chunk = Math.Max(1, Math.Min(chunk, budget.Steps / 5));

        List<double> times = new(4096);
        long steps = 0;
        begin = Stopwatch.GetTimestamp();
        while (steps < budget.Steps && (Since(begin) < budget.Seconds || times.Count < FewestChunks))
        {
            long start = Stopwatch.GetTimestamp();
            for (long i = 0; i < chunk; i++) step();
            times.Add(Since(start) / chunk);
            steps += chunk;
        }
        times.Sort();
        return new(times[times.Count / 2], times[0], steps);
    }

    private static void WarmUp(Action step)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int n = 0; n < 3 || Since(begin) < WarmUpSeconds; n++) step();
    }

    private static double Since(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;

    internal string Json(string workload, int threads, double flops)
    {
        FormattableString times =
            $"\"step_us_median\": {Median * 1e6:F4}, \"steps\": {Steps}, \"step_us_min\": {Fastest * 1e6:F4}";
        string rate = flops > 0 ? FormattableString.Invariant($", \"gflops\": {flops / Median / 1e9:F2}") : "";
        return $"{{\"system\": \"chainrule\", \"workload\": \"{workload}\", \"threads\": {threads}, {FormattableString.Invariant(times)}{rate}}}";
    }
}
