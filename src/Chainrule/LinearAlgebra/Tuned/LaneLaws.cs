using System.Runtime.CompilerServices;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// The laws of <c>Chainrule.Rules</c>, as they stand, read by lanes. What acts on each number by itself takes the cells as they lie in memory; what looks
/// at a whole example (softmax, a loss) gets one example a lane, so that its loop over the units is the same loop.
/// </summary>
[SkipLocalsInit]
internal static unsafe class LaneLaws<R> where R : struct, ILanes<R>
{
    /// <summary>a = f(z) on so many floats: whole registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Apply(LaneLaw<R> law, float* z, float* a, int count)
    {
        if (count > 0) law.Apply(new(z, count / R.Count), new(a, count / R.Count));
    }

    /// <summary>dz = da ⊙ f′(z) on so many floats: whole registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Pull(LaneLaw<R> law, float* da, float* z, float* a, float* dz, int count)
    {
        int registers = count / R.Count;
        if (registers > 0) law.Pull(new(da, registers), new(z, registers), new(a, registers), new(dz, registers));
    }

    /// <summary>Where the backward pass starts, on so many floats: whole registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Start(LaneLaw<R> law, float* a, float* y, float share, float* gradient, int count)
    {
        int registers = count / R.Count;
        if (registers > 0) law.Slopes(new(a, registers), new(y, registers), R.All(share), new(gradient, registers));
    }

    /// <summary>a = f(z), row by row, for an f that looks at the whole row.</summary>
    internal static void ApplyToRows(LaneLaw<R> law, float* z, float* a, in Rows rows)
    {
        int size = rows.FloatsOf<R>();
        float* scratch = Scratch.ForPanel(2 * size);
        for (int e = 0; e < rows.Examples; e += R.Count)
        {
            law.Apply(rows.Turn<R>(z, e, scratch), new Span<R>(scratch + size, rows.Units));
            rows.TurnBack<R>(scratch + size, e, a);
        }
    }

    /// <summary>dz from da, row by row, for an f that looks at the whole row.</summary>
    internal static void PullRows(LaneLaw<R> law, float* da, float* z, float* a, float* dz, in Rows rows)
    {
        int size = rows.FloatsOf<R>();
        float* scratch = Scratch.ForPanel(4 * size);
        for (int e = 0; e < rows.Examples; e += R.Count)
        {
            law.Pull(rows.Turn<R>(da, e, scratch), rows.Turn<R>(z, e, scratch + size), rows.Turn<R>(a, e, scratch + 2 * size), new Span<R>(scratch + 3 * size, rows.Units));
            rows.TurnBack<R>(scratch + 3 * size, e, dz);
        }
    }

    /// <summary>The loss of each example from its outputs: a, or z where the loss is a pair with its activation.</summary>
    internal static void Measure(LaneLaw<R> law, float* outputs, float* y, float* losses, in Rows rows, in Rows lossRows)
    {
        int size = rows.FloatsOf<R>(), wanted = 2 * size + lossRows.FloatsOf<R>();
        float* scratch = stackalloc float[OnTheStack];
        if (wanted > OnTheStack) scratch = Scratch.ForPanel(wanted);
        for (int e = 0; e < rows.Examples; e += R.Count)
        {
            ReadOnlySpan<R> got = rows.Turn<R>(outputs, e, scratch), right = rows.Turn<R>(y, e, scratch + size);
            // The law reads z or a, never both, and got is the one it reads: the other place is filled because there is one, and costs nothing.
            R.Store(law.OfExample(z: got, a: got, y: right), scratch + 2 * size);
            lossRows.TurnBack<R>(scratch + 2 * size, e, losses);
        }
    }

    // Floats: what a few units need. To ask each time for a thread's own memory would take longer than to use it.
    private const int OnTheStack = 192;
}
