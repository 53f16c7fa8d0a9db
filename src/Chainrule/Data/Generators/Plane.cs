using Chainrule.Numbers;

namespace Chainrule.Data.Generators;

/// <summary>y = 0.75·x₀ − 0.5·x₁ + 0.25 for x in the square from −1 to 1: what a single unit without an activation learns; the target strays.</summary>
internal sealed record Plane() : Generator("plane", "the plane y = 0.75·x₀ − 0.5·x₁ + 0.25", 2, 1, 0.05)
{
    private protected override void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y)
    {
        double first = random.Uniform(-1, 1), second = random.Uniform(-1, 1);
        (x[0], x[1]) = ((float)first, (float)second);
        y[0] = (float)(0.75 * first - 0.5 * second + 0.25 + Stray(random));
    }
}
