using Chainrule.Numbers;

namespace Chainrule.Data.Generators;

/// <summary>Two half circles of radius 1 that reach into each other, the second turned over and moved by (1, ½): the shapes of scikit-learn's make_moons.</summary>
internal sealed record Moons() : Generator("moons", "on which of two half moons a point lies", 2, 1, 0.1, "above", "below")
{
    private protected override void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y)
    {
        (double cos, double sin) = Turn.Of(random.NextUnit() / 2);
        if (i % 2 == 0) Put(cos, sin, random, x);
        else Put(1 - cos, 0.5 - sin, random, x);
        y[0] = i % 2;
    }
}
