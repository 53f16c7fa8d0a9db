using Chainrule.Numbers;

namespace Chainrule.Data.Generators;

/// <summary>Points of a square around 0, in class 1 where their signs differ: no straight line parts the two. (Minsky and Papert 1969, as a cloud.)</summary>
internal sealed record Xor() : Generator("xor", "in which quarters of a square a point lies", 2, 1, 0.1, "alike", "unlike")
{
    private protected override void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y)
    {
        int first = i % 2, second = i / 2 % 2;
        Put(Side(first), Side(second), random, x);
        y[0] = first ^ second;

        // A quarter's points keep away from the axes, so that noise seldom carries one over.
        double Side(int side) => (2 * side - 1) * random.Uniform(0.2, 1);
    }
}
