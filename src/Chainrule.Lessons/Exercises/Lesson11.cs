namespace Chainrule.Lessons.Exercises;

/// <summary>The exercises of lesson 11, making it fast.</summary>
public static class Lesson11
{
    /// <summary>The multiplications of a matrix product.</summary>
    public static Exercise<double> Multiplications { get; } = Make.Number("11.1", "put the number of multiplications into answer1: one for each turn of the innermost of three loops.", 64.0 * 128 * 784)
        .Mistake(64 * 784, "that is how many numbers come out. Each is a sum over the 128 units.")
        .Mistake(128 * 784, "that is for one example. There are 64.")
        .Mistake(2.0 * 64 * 128 * 784, "that counts the additions too.")
        .Mistake(64 + 128 + 784, "the loops stand inside each other: their lengths are multiplied.");

    /// <summary>Amdahl's law.</summary>
    public static Exercise<double> Amdahl { get; } = Make.Number("11.2", "put old time divided by new time into answer2; the other 10 % stay as they are.", 1 / (0.1 + 0.9 / 10))
        .Mistake(10, "only the products are ten times faster. The rest takes as long as before.")
        .Mistake(9, "times cannot be added like this. Compute the new time: 10 % stay, and 90 % become a tenth.")
        .Mistake(0.1 + 0.9 / 10, "that is the new time, as a share of the old. The program is one over that faster.")
        .Mistake(1 / 0.9, "it is the 90 % that become faster, not the 10 %.");

    /// <summary>A sum with four accumulators and a remainder.</summary>
    public static Exercise<Func<double[], double>> FourSums { get; } = Make.Code<Func<double[], double>>(
            "11.3", "add every fourth number to the same sum, then the four sums, and then what is left over at the end.", x => x.Sum(), Probe)
        .Mistake(x => x[..(x.Length / 4 * 4)].Sum(), "where the length is no multiple of four the last numbers are missing.")
        .Mistake(x => x.Where((_, i) => i % 4 == 0).Sum(), "that is the first of the four sums only. Add up all four.")
        .Mistake(x => x[..(x.Length / 4 * 4)].Sum() + x[^Math.Min(x.Length, 4)..].Sum(), "the last four numbers were added at the end, though some of them were in the four sums already.")
        .Mistake(x => x.Length < 4 ? 0 : x.Sum(), "for fewer than four numbers it gives 0. The part at the end must run for those too.");

    /// <summary>A float has 24 bits.</summary>
    public static Exercise<double> LostInRounding { get; } = Make.Number("11.4", "put the number that is printed into answer4.", 0)
        .Mistake(1, "so it would be with exact numbers. But 100000001 has nine digits, and a float keeps about seven.")
        .Mistake(8, "the distance between neighbouring floats is 8 there, so 1 is rounded away, not up.")
        .Mistake(1e8, "the large numbers are taken away from each other.");

    internal static IReadOnlyList<Exercise> All => [Multiplications, Amdahl, FourSums, LostInRounding];

    // With and without something left over, and shorter than four.
    private static double[] Probe(Func<double[], double> sum) => [sum(Squares(8)), sum(Squares(10)), sum(Squares(3)), sum(Squares(7))];

    private static double[] Squares(int count) => [.. Enumerable.Range(1, count).Select(i => (double)i * i)];
}
