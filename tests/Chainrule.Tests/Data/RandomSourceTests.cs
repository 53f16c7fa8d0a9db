using Chainrule.Data;
using Chainrule.Numbers;

namespace Chainrule.Tests.Data;

public class RandomSourceTests
{
    [Fact]
    public void The_bits_are_those_published_for_SplitMix64()
    {
        // The first five numbers for the seed 1234567 (rosettacode.org, "Pseudo-random numbers/Splitmix64").
        var random = new RandomSource(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.NextBits()));
    }

    [Fact]
    public void Units_lie_from_0_to_below_1_and_are_spread_evenly()
    {
        var random = new RandomSource(1);
        double[] units = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextUnit())];
        Assert.All(units, each => Assert.InRange(each, 0, 1 - Math.Pow(2, -53)));
        // The mean of n of them has deviation 1/√(12 n); five of those are missed once in two million seeds, and this seed is fixed.
        Assert.Equal(0.5, units.Average(), 5 / Math.Sqrt(12.0 * units.Length));
    }

    [Fact]
    public void Uniform_stays_within_its_bounds()
    {
        var random = new RandomSource(2);
        double[] numbers = [.. Enumerable.Range(0, 10_000).Select(_ => random.Uniform(-3, 5))];
        Assert.All(numbers, each => Assert.InRange(each, -3, 5));
        Assert.True(numbers.Min() < -2.9 && numbers.Max() > 4.9);
    }

    [Fact]
    public void Below_gives_each_number_about_equally_often()
    {
        var random = new RandomSource(3);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[random.Below(7)]++;
        // A count is binomial with deviation √(n/7 · 6/7) ≈ 92.6; five of those.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 463, 10_000 + 463));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Below(0));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_the_tails_of_the_normal_distribution()
    {
        const int n = 200_000;
        var random = new RandomSource(4);
        double[] numbers = [.. Enumerable.Range(0, n).Select(_ => random.Normal())];

        // Deviations of the means of x, x² and x⁴ over n: √(1/n), √(2/n), √(96/n); of a share p: √(p(1 − p)/n). Five of each.
        Assert.Equal(0, numbers.Average(), 5 * Math.Sqrt(1.0 / n));
        Assert.Equal(1, numbers.Average(x => x * x), 5 * Math.Sqrt(2.0 / n));
        Assert.Equal(3, numbers.Average(x => x * x * x * x), 5 * Math.Sqrt(96.0 / n));
        foreach ((double limit, double share) in new[] { (0.5, 0.3829249225480262), (1, 0.6826894921370859), (2, 0.9544997361036416), (3, 0.9973002039367398) })
            Assert.Equal(share, numbers.Count(x => Math.Abs(x) < limit) / (double)n, 5 * Math.Sqrt(share * (1 - share) / n));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_every_machine()
    {
        var random = new RandomSource(42);
        Assert.Equal(PinnedUnits, Enumerable.Range(0, 3).Select(_ => random.NextUnit()));
        Assert.Equal(PinnedNormals, Enumerable.Range(0, 3).Select(_ => random.Normal()));
    }

    // From a second implementation, in Python.
    private static readonly double[] PinnedUnits = [0.7415648787718233, 0.1599103928769201, 0.27860113025513866];
    private static readonly double[] PinnedNormals = [1.3399310389170207, -1.741979305870816, -0.24780684006130027];
}
