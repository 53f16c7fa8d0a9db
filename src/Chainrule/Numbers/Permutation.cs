namespace Chainrule.Numbers;

/// <summary>Random orders, each as likely as the others, the same for the same seed on every machine.</summary>
internal static class Permutation
{
    /// <summary>From the end on, each place gets one of those which have no place yet. (Fisher and Yates 1938; Durstenfeld 1964, in place.)</summary>
    internal static void Shuffle(Span<int> items, RandomSource random)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = random.Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
