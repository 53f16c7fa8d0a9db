using Chainrule.Numbers;

namespace Chainrule.Data.Generators;

/// <summary>
/// The sign of yin and yang in a circle of radius 1: class 0 is yin (dark), class 1 yang (light), class 2 the two spots, whose radius is a fifth. (Kriener, Göltz and Petrovici 2022, "The yin-yang dataset".)
/// </summary>
internal sealed record YinYang() : Generator("yin-yang", "which part of yin and yang a point lies in: dark, light or a spot", 2, 3, 0, "dark", "light", "spot")
{
    private const double Dot = 0.2;

    private protected override void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y)
    {
        // Drawn until a point lies in the part whose turn it is.
        double first, second;
        do (first, second) = (random.Uniform(-1, 1), random.Uniform(-1, 1));
        while (first * first + second * second > 1 || Part(first, second) != i % 3);
        Put(first, second, random, x);
        y[i % 3] = 1;
    }

    // The line between the two is half a circle of radius ½ round each of the dots' middles, (±½, 0).
    internal static int Part(double first, double second)
    {
        double toRight = Distance(first - 0.5, second), toLeft = Distance(first + 0.5, second);
        if (toRight <= Dot || toLeft <= Dot) return 2;
        return toRight <= 0.5 || (toLeft > 0.5 && second > 0) ? 0 : 1;
    }

    private static double Distance(double first, double second) => Math.Sqrt(first * first + second * second);
}
