using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>A law with the type of register filled in: looked up once, when a network is placed, where a generic method would be at every call.</summary>
internal sealed class LaneLaw<R> where R : struct, ILanes<R>
{
    internal LaneLaw(Activation f) => (Apply, Pull, IsElementwise) = (f.Apply, f.Pull, f.IsElementwise);

    internal LaneLaw(Loss loss) => (OfExample, Slopes) = (loss.OfExample, loss.Slopes);

    internal delegate void Application(ReadOnlySpan<R> z, Span<R> a);

    internal delegate void Pulling(ReadOnlySpan<R> da, ReadOnlySpan<R> z, ReadOnlySpan<R> a, Span<R> dz);

    internal delegate R Measuring(ReadOnlySpan<R> z, ReadOnlySpan<R> a, ReadOnlySpan<R> y);

    internal delegate void Sloping(ReadOnlySpan<R> a, ReadOnlySpan<R> y, R share, Span<R> gradient);

    internal bool IsElementwise { get; }

    internal Application Apply { get; } = null!;

    internal Pulling Pull { get; } = null!;

    internal Measuring OfExample { get; } = null!;

    internal Sloping Slopes { get; } = null!;
}
