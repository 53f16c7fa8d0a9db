namespace Chainrule.Explain.Trainings;

/// <summary>What the loss did.</summary>
internal enum Course
{
    /// <summary>It fell, and is still falling.</summary>
    Fell,

    /// <summary>It stands still.</summary>
    Plateau,

    /// <summary>It goes up and down.</summary>
    Oscillates,

    /// <summary>It is higher than at the beginning.</summary>
    Rose,

    /// <summary>It grew far beyond where it began, or became too large to compute with.</summary>
    Diverged,
}

/// <summary>
/// What a sequence of losses did, L₀ before the first step and Lₙ after the last. The first of these that holds:
/// <list type="bullet">
/// <item>diverged: a loss is no finite number, or Lₙ &gt; 2·L₀; since the last step before which the loss was not above L₀;</item>
/// <item>oscillates: in the last half, of at least four steps, a quarter of the steps or more go up, and together they go up by more than 5 % of the half's largest loss; since the first step up;</item>
/// <item>rose: Lₙ &gt; L₀; since the step after the lowest loss;</item>
/// <item>plateau: in the last half the loss fell by less than 1 % of what it was at its middle, and Lₙ is more than a thousandth of L₀, else it fell to nothing; since the first step from which on less than 1 % is gained;</item>
/// <item>fell: else; since the step at which nine tenths of the fall were done.</item>
/// </list>
/// The thresholds are ours: a rise of a twentieth can be seen in a plot twenty rows high, a fall of a hundredth cannot.
/// </summary>
/// <param name="Course">What it did.</param>
/// <param name="Since">At or since which step.</param>
internal readonly record struct LossTrend(Course Course, int Since)
{
    private const double FarUp = 2, Rises = 0.25, Height = 0.05, Gain = 0.01, Nothing = 1e-3;

    private const int FewestToOscillate = 4;

    /// <summary>The law. One loss alone stands still.</summary>
    public static LossTrend Of(IReadOnlyList<double> losses)
    {
        int last = losses.Count - 1, middle = last / 2;
        double first = losses[0], end = losses[last];
        for (int k = 0; k <= last; k++)
            if (!double.IsFinite(losses[k])) return new(Course.Diverged, k);
        if (end > FarUp * first) return new(Course.Diverged, 1 + LastWhere(losses, each => each <= first));
        if (last - middle >= FewestToOscillate && GoesUpAndDown(losses, middle)) return new(Course.Oscillates, FirstRise(losses));
        if (end > first) return new(Course.Rose, 1 + LastWhere(losses, each => each <= losses.Min()));
        if (losses[middle] - end < Gain * losses[middle] || first == end) return end <= Nothing * first && first > 0 ? Fall(losses) : new(Course.Plateau, FirstWhere(losses, each => each - end < Gain * each || each == end));
        return Fall(losses);
    }

    private static LossTrend Fall(IReadOnlyList<double> losses) => new(Course.Fell, FirstWhere(losses, each => losses[0] - each >= 0.9 * (losses[0] - losses[^1])));

    private static bool GoesUpAndDown(IReadOnlyList<double> losses, int from)
    {
        int rises = 0;
        double up = 0, largest = losses[from];
        for (int k = from + 1; k < losses.Count; k++)
        {
            double change = losses[k] - losses[k - 1];
            largest = Math.Max(largest, losses[k]);
            if (change <= 0) continue;
            rises++;
            up += change;
        }
        // What only rises does not oscillate.
        int steps = losses.Count - 1 - from;
        return rises >= Rises * steps && rises < steps && up > Height * largest;
    }

    private static int FirstRise(IReadOnlyList<double> losses)
    {
        int k = 1;
        while (losses[k] <= losses[k - 1]) k++;
        return k;
    }

    private static int FirstWhere(IReadOnlyList<double> losses, Func<double, bool> holds)
    {
        int k = 0;
        while (!holds(losses[k])) k++;
        return k;
    }

    private static int LastWhere(IReadOnlyList<double> losses, Func<double, bool> holds)
    {
        int k = losses.Count - 1;
        while (!holds(losses[k])) k--;
        return k;
    }
}
