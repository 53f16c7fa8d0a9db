using System.Globalization;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>Keeps some examples apart, so that what was learned can be tried on what was not seen.</summary>
internal static class Splitting
{
    private const string LastPrefix = "last:";

    /// <summary>The parts of a dataset, by <paramref name="split"/> of how many examples it has and the class of each.</summary>
    internal static (Dataset Training, Dataset Validation) Of(Dataset data, Func<int, Func<int, int>, (int[] Training, int[] Validation)> split)
    {
        TargetKind kind = data.Kind;
        (int[] training, int[] validation) = split(data.Count, e => TargetKinds.ClassOf(data.TargetsOf(e), kind));
        return (data.Rows(training), data.Rows(validation));
    }

    internal static (int[] Training, int[] Validation) Read(int count, Func<int, int> classOf, string part, long seed)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.StartsWith(LastPrefix, StringComparison.Ordinal) && int.TryParse(part.AsSpan(LastPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int last)) return Last(count, last);
        if (double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double fraction)) return Draw(count, classOf, fraction, seed);
        throw new ProblemException($"got the part \"{Shown.Text(part)}\", wanted a fraction such as 0.2, or {LastPrefix} and a number of examples, such as {LastPrefix}2000");
    }

    internal static (int[] Training, int[] Validation) Last(int count, int last)
    {
        if (!(last >= 1 && last < count)) throw new ProblemException($"got the last {last} of {Shown.Count(count, "example")} to be kept apart, wanted from 1 to {count - 1}");
        int[] all = [.. Enumerable.Range(0, count)];
        return (all[..^last], all[^last..]);
    }

    internal static (int[] Training, int[] Validation) Draw(int count, Func<int, int> classOf, double fraction, long seed)
    {
        if (!(fraction > 0 && fraction < 1)) throw new ProblemException($"got the fraction {fraction:R} to be kept apart, wanted a number between 0 and 1 such as 0.2");
        var random = new RandomSource(seed);
        int[][] classes = [.. Enumerable.Range(0, count).GroupBy(classOf).OrderBy(each => each.Key).Select(each => each.ToArray())];
        int[] counts = Counts(classes, (int)Math.Round(fraction * count, MidpointRounding.AwayFromZero), fraction);
        var isApart = new bool[count];
        for (int c = 0; c < classes.Length; c++)
        {
            Permutation.Shuffle(classes[c], random);
            foreach (int e in classes[c].AsSpan(..counts[c])) isApart[e] = true;
        }
        int[] apart = [.. Enumerable.Range(0, count).Where(e => isApart[e])], rest = [.. Enumerable.Range(0, count).Where(e => !isApart[e])];
        if (apart.Length == 0 || rest.Length == 0) throw new ProblemException($"got the fraction {fraction:R} of {Shown.Count(count, "example")}, wanted one that leaves an example in each part");
        return (rest, apart);
    }

    // Whole examples of each class, and those that are left over to the classes which rounding has cost most (largest remainder, Hamilton 1792).
    private static int[] Counts(int[][] classes, int total, double fraction)
    {
        int[] counts = [.. classes.Select(each => (int)(fraction * each.Length))];
        foreach (int c in Enumerable.Range(0, classes.Length).OrderByDescending(c => fraction * classes[c].Length - counts[c]).ThenBy(c => c).Take(total - counts.Sum()).ToArray()) counts[c]++;
        return counts;
    }
}
