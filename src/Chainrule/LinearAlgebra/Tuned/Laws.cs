using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// The laws of <c>Chainrule.Rules</c>, as they stand, read by lanes. What acts on each number by itself takes the cells as they lie in memory; what looks
/// at a whole example (softmax, a loss) gets one example a lane, so that its loop over the units is the same loop.
/// </summary>
internal static unsafe class Laws<R> where R : struct, ILanes<R>
{
    /// <summary>a = f(z) on so many floats: whole registers.</summary>
    internal static void Apply(Activation f, float* z, float* a, int count)
    {
        if (count > 0) LaneLaw<R>.Of(f).Apply(new(z, count / R.Count), new(a, count / R.Count));
    }

    /// <summary>dz = da ⊙ f′(z) on so many floats: whole registers.</summary>
    internal static void Pull(Activation f, float* da, float* z, float* a, float* dz, int count)
    {
        int registers = count / R.Count;
        if (registers > 0) LaneLaw<R>.Of(f).Pull(new(da, registers), new(z, registers), new(a, registers), new(dz, registers));
    }

    /// <summary>a = f(z), row by row, for an f that looks at the whole row.</summary>
    internal static void ApplyToRows(Activation f, float* z, float* a, Rows rows)
    {
        LaneLaw<R> law = LaneLaw<R>.Of(f);
        int size = rows.Units * R.Count;
        float* scratch = Scratch.ForPanel(2 * size);
        for (int e = 0; e < rows.Examples; e += R.Count)
        {
            law.Apply(rows.Turn<R>(z, e, scratch), new Span<R>(scratch + size, rows.Units));
            rows.TurnBack<R>(scratch + size, e, a);
        }
    }

    /// <summary>dz from da, row by row, for an f that looks at the whole row.</summary>
    internal static void PullRows(Activation f, float* da, float* z, float* a, float* dz, Rows rows)
    {
        LaneLaw<R> law = LaneLaw<R>.Of(f);
        int size = rows.Units * R.Count;
        float* scratch = Scratch.ForPanel(4 * size);
        for (int e = 0; e < rows.Examples; e += R.Count)
        {
            law.Pull(rows.Turn<R>(da, e, scratch), rows.Turn<R>(z, e, scratch + size), rows.Turn<R>(a, e, scratch + 2 * size), new Span<R>(scratch + 3 * size, rows.Units));
            rows.TurnBack<R>(scratch + 3 * size, e, dz);
        }
    }

    /// <summary>The loss of each example.</summary>
    internal static void Measure(Loss loss, float* z, float* a, float* y, float* losses, Rows rows, Rows lossRows)
    {
        LaneLaw<R> law = LaneLaw<R>.Of(loss);
        int size = rows.Units * R.Count;
        float* scratch = Scratch.ForPanel(4 * size + R.Count);
        for (int e = 0; e < rows.Examples; e += R.Count)
        {
            float* each = scratch + 3 * size;
            R.Store(law.OfExample(rows.Turn<R>(z, e, scratch), rows.Turn<R>(a, e, scratch + size), rows.Turn<R>(y, e, scratch + 2 * size)), each);
            lossRows.TurnBack<R>(each, e, losses);
        }
    }

    /// <summary>Where the backward pass starts.</summary>
    internal static void Start(Loss loss, float* a, float* y, float share, float* gradient, Rows rows)
    {
        LaneLaw<R> law = LaneLaw<R>.Of(loss);
        int size = rows.Units * R.Count;
        float* scratch = Scratch.ForPanel(3 * size);
        for (int e = 0; e < rows.Examples; e += R.Count)
        {
            law.Start(rows.Turn<R>(a, e, scratch), rows.Turn<R>(y, e, scratch + size), R.All(share), new Span<R>(scratch + 2 * size, rows.Units));
            rows.TurnBack<R>(scratch + 2 * size, e, gradient);
        }
    }
}

/// <summary>The shape of a matrix of rows in memory, and a way to take it by lanes of examples.</summary>
internal readonly unsafe record struct Rows(int Examples, int Units, int Stride)
{
    /// <summary>The rows from this example on, into one register a unit, one example a lane; lanes without an example hold zeros.</summary>
    internal ReadOnlySpan<R> Turn<R>(float* rows, int first, float* registers) where R : struct, ILanes<R>
    {
        Transposition.Run(rows + (nint)first * Stride, Stride, Math.Min(R.Count, Examples - first), Units, registers, R.Count);
        return new ReadOnlySpan<R>(registers, Units);
    }

    /// <summary>And back.</summary>
    internal void TurnBack<R>(float* registers, int first, float* rows) where R : struct, ILanes<R> =>
        Transposition.Run(registers, R.Count, Units, Math.Min(R.Count, Examples - first), rows + (nint)first * Stride, Stride);
}

/// <summary>A law with the type of register filled in: looked up once, where a generic method would be at every call.</summary>
internal sealed class LaneLaw<R> where R : struct, ILanes<R>
{
    private LaneLaw(Activation f) => (Apply, Pull) = (f.Apply, f.Pull);

    private LaneLaw(Loss loss) => (OfExample, Start) = (loss.OfExample, loss.Start);

    internal delegate void Application(ReadOnlySpan<R> z, Span<R> a);

    internal delegate void Pulling(ReadOnlySpan<R> da, ReadOnlySpan<R> z, ReadOnlySpan<R> a, Span<R> dz);

    internal delegate R Measuring(ReadOnlySpan<R> z, ReadOnlySpan<R> a, ReadOnlySpan<R> y);

    internal delegate void Starting(ReadOnlySpan<R> a, ReadOnlySpan<R> y, R share, Span<R> gradient);

    internal Application Apply { get; } = null!;

    internal Pulling Pull { get; } = null!;

    internal Measuring OfExample { get; } = null!;

    internal Starting Start { get; } = null!;

    internal static LaneLaw<R> Of(Activation f) => f.InLanes as LaneLaw<R> ?? New(f);

    internal static LaneLaw<R> Of(Loss loss) => loss.InLanes as LaneLaw<R> ?? New(loss);

    private static LaneLaw<R> New(Activation f)
    {
        LaneLaw<R> law = new(f);
        f.InLanes = law;
        return law;
    }

    private static LaneLaw<R> New(Loss loss)
    {
        LaneLaw<R> law = new(loss);
        loss.InLanes = law;
        return law;
    }
}
