using Chainrule.Numbers;

namespace Chainrule.Data.Generators;

/// <summary>A circle of radius ½ inside one of radius 1, a class each.</summary>
internal sealed record Circles() : Generator("circles", "on which of two circles, one inside the other, a point lies", 2, 1, 0.08, "large", "small")
{
    private protected override void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y)
    {
        (double cos, double sin) = Turn.Of(random.NextUnit());
        double radius = i % 2 == 0 ? 1 : 0.5;
        Put(radius * cos, radius * sin, random, x);
        y[0] = i % 2;
    }
}
