using System.Globalization;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>Keeps some examples apart, so that what was learned can be tried on what was not seen.</summary>
internal static class Splitting
{
    private const string LastPrefix = "last:";

    internal static (Dataset Training, Dataset Validation) Read(Dataset data, string part, long seed)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.StartsWith(LastPrefix, StringComparison.Ordinal) && int.TryParse(part.AsSpan(LastPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int count)) return Last(data, count);
        if (double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double fraction)) return Draw(data, fraction, seed);
        throw new ProblemException($"got the part \"{Shown.Text(part)}\", wanted a fraction such as 0.2, or {LastPrefix} and a number of examples, such as {LastPrefix}2000");
    }

    internal static (Dataset Training, Dataset Validation) Last(Dataset data, int count)
    {
        if (!(count >= 1 && count < data.Count)) throw new ProblemException($"got the last {count} of {Shown.Count(data.Count, "example")} to be kept apart, wanted from 1 to {data.Count - 1}");
        int[] all = [.. Enumerable.Range(0, data.Count)];
        return (data.Rows(all.AsSpan(..^count)), data.Rows(all.AsSpan(^count..)));
    }

    internal static (Dataset Training, Dataset Validation) Draw(Dataset data, double fraction, long seed)
    {
        if (!(fraction > 0 && fraction < 1)) throw new ProblemException($"got the fraction {fraction:R} to be kept apart, wanted a number between 0 and 1 such as 0.2");
        var random = new RandomSource(seed);
        TargetKind kind = data.Kind;
        int[][] classes = [.. Enumerable.Range(0, data.Count).GroupBy(e => TargetKinds.ClassOf(data.TargetsOf(e), kind)).OrderBy(each => each.Key).Select(each => each.ToArray())];
        int[] counts = Counts(classes, (int)Math.Round(fraction * data.Count, MidpointRounding.AwayFromZero), fraction);
        var isApart = new bool[data.Count];
        for (int c = 0; c < classes.Length; c++)
        {
            Permutation.Shuffle(classes[c], random);
            foreach (int e in classes[c].AsSpan(..counts[c])) isApart[e] = true;
        }
        int[] apart = [.. Enumerable.Range(0, data.Count).Where(e => isApart[e])], rest = [.. Enumerable.Range(0, data.Count).Where(e => !isApart[e])];
        if (apart.Length == 0 || rest.Length == 0) throw new ProblemException($"got the fraction {fraction:R} of {Shown.Count(data.Count, "example")}, wanted one that leaves an example in each part");
        return (data.Rows(rest), data.Rows(apart));
    }

    // Whole examples of each class, and those that are left over to the classes which rounding has cost most (largest remainder, Hamilton 1792).
    private static int[] Counts(int[][] classes, int total, double fraction)
    {
        int[] counts = [.. classes.Select(each => (int)(fraction * each.Length))];
        foreach (int c in Enumerable.Range(0, classes.Length).OrderByDescending(c => fraction * classes[c].Length - counts[c]).ThenBy(c => c).Take(total - counts.Sum()).ToArray()) counts[c]++;
        return counts;
    }
}
