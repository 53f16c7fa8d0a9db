namespace Chainrule.Numbers;

/// <summary>
/// Random numbers from a seed: the same seed gives the same bits on every machine, since nothing but integers, + − · / and comparisons are
/// used. The generator is SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
/// </summary>
/// <remarks>One thread at a time may draw.</remarks>
public sealed class RandomSource(long seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state = unchecked((ulong)seed);

    /// <summary>Begins anew with a seed that belongs to this seed and place: so what is drawn depends on where one is, and not on how often was drawn before.</summary>
    internal void Restart(long seed, long place)
    {
        state = unchecked((ulong)seed + (ulong)place * Step);
        state = NextBits();
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        // The state counts in steps of 2⁶⁴/φ; the rest mixes it.
        state += Step;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³: as many bits as a double holds.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>], evenly spread; <paramref name="high"/> itself only by rounding.</summary>
    public double Uniform(double low, double high) => low + (high - low) * NextUnit();

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1, each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ulong n = (ulong)count, uneven = ulong.MaxValue % n;
        // A remainder is only fair if the numbers drawn from are a multiple of n: the few above it are drawn again.
        for (; ; )
        {
            ulong bits = NextBits();
            if (bits < ulong.MaxValue - uneven) return (int)(bits % n);
        }
    }

    /// <summary>
    /// A number from the standard normal distribution, mean 0 and deviation 1, without a logarithm or a root: a whole part k with probability
    /// ∝ exp(−k²/2), a fraction x with probability ∝ exp(−x(2k + x)/2), and a sign. (Karney 2016, "Sampling exactly from the normal
    /// distribution", algorithm N.)
    /// </summary>
    public double Normal()
    {
        for (; ; )
        {
            int k = 0;
            while (HappensExp(0.5)) k++;
            if (!HappensExp(0.5, k * (k - 1))) continue;
            double x = NextUnit();
            if (!HappensExp(x * (2 * k + x) / (2 * k + 2), k + 1)) continue;
            return Below(2) == 0 ? k + x : -(k + x);
        }
    }

    private bool HappensExp(double g, int times)
    {
        for (int i = 0; i < times; i++)
            if (!HappensExp(g)) return false;
        return true;
    }

    // True with probability exp(−g), 0 ≤ g ≤ 1, by comparing only: n draws fall one below the other, the first below g, with probability
    // gⁿ/n!, so that their number is even with probability 1 − g + g²/2! − … (von Neumann 1951.)
    private bool HappensExp(double g)
    {
        bool even = true;
        for (double last = g, next; (next = NextUnit()) < last; last = next) even = !even;
        return even;
    }
}
