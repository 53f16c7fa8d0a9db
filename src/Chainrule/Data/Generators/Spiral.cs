using Chainrule.Numbers;

namespace Chainrule.Data.Generators;

/// <summary>Two arms that wind once and a quarter round 0, a class each. (Lang and Witbrock 1988, "Learning to tell two spirals apart", with fewer turns.)</summary>
internal sealed record Spiral() : Generator("spiral", "on which of two arms of a spiral a point lies", 2, 1, 0.02, "first", "second")
{
    private const double Turns = 1.25;

    private protected override void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y)
    {
        // The root spreads the points evenly along the arm, which gets longer from turn to turn.
        double along = Math.Sqrt(random.Uniform(0.01, 1));
        (double cos, double sin) = Turn.Of(along * Turns + i % 2 / 2.0);
        Put(along * cos, along * sin, random, x);
        y[0] = i % 2;
    }
}
