using Chainrule.Numbers;

namespace Chainrule.Data.Generators;

/// <summary>y = sin πx for x from −1 to 1, one whole wave; the target strays.</summary>
internal sealed record Sine() : Generator("sine", "the wave y = sin πx", 1, 1, 0.05)
{
    private protected override void Fill(int i, int count, RandomSource random, Span<float> x, Span<float> y)
    {
        double at = random.Uniform(-1, 1);
        x[0] = (float)at;
        y[0] = (float)(Turn.Sin(at / 2) + Stray(random));
    }
}
