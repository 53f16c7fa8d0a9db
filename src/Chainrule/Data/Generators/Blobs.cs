using Chainrule.Numbers;

namespace Chainrule.Data.Generators;

/// <summary>Three round clouds of points around the corners of a triangle, a class each.</summary>
internal sealed record Blobs() : Generator("blobs", "which of three clouds a point belongs to", 2, 3, 0.35, "above", "left", "right")
{
    private protected override void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y)
    {
        (double cos, double sin) = Turn.Of(i % 3 / 3.0 + 0.25);
        Put(1.5 * cos, 1.5 * sin, random, x);
        y[i % 3] = 1;
    }
}
