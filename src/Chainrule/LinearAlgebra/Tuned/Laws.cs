using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// The laws of <c>Chainrule.Rules</c>, as they stand, read by lanes. What acts on each number by itself takes the cells as they lie in memory; what looks
/// at a whole example (softmax, a loss) gets one example a lane, so that its loop over the units is the same loop.
/// </summary>
internal static unsafe class Laws<R> where R : struct, ILanes<R>
{
    /// <summary>a = f(z) on so many cells.</summary>
    internal static void Apply(Activation f, float* z, float* a, int count)
    {
        int registers = count / R.Count, done = registers * R.Count;
        if (registers > 0) f.Apply(new ReadOnlySpan<R>(z, registers), new Span<R>(a, registers));
        if (done == count) return;
        R lastZ = R.LoadPart(z + done, count - done), last = default;
        f.Apply(new ReadOnlySpan<R>(in lastZ), new Span<R>(ref last));
        R.StorePart(last, a + done, count - done);
    }

    /// <summary>dz = da ⊙ f′(z) on so many cells.</summary>
    internal static void Pull(Activation f, float* da, float* z, float* a, float* dz, int count)
    {
        int registers = count / R.Count, done = registers * R.Count, rest = count - done;
        if (registers > 0)
            f.Pull(new ReadOnlySpan<R>(da, registers), new ReadOnlySpan<R>(z, registers), new ReadOnlySpan<R>(a, registers), new Span<R>(dz, registers));
        if (rest == 0) return;
        R lastDa = R.LoadPart(da + done, rest), lastZ = R.LoadPart(z + done, rest), lastA = R.LoadPart(a + done, rest), last = default;
        f.Pull(new ReadOnlySpan<R>(in lastDa), new ReadOnlySpan<R>(in lastZ), new ReadOnlySpan<R>(in lastA), new Span<R>(ref last));
        R.StorePart(last, dz + done, rest);
    }

    /// <summary>a = f(z), row by row, for an f that looks at the whole row.</summary>
    internal static void ApplyToRows(Activation f, float* z, float* a, int examples, int units)
    {
        float* scratch = Scratch.ForPanel(2 * units * R.Count);
        for (int e = 0; e < examples; e += R.Count, z += units * R.Count, a += units * R.Count)
        {
            int count = Math.Min(R.Count, examples - e);
            ReadOnlySpan<R> turned = Turn(z, count, units, scratch);
            float* result = scratch + units * R.Count;
            f.Apply(turned, new Span<R>(result, units));
            TurnBack(result, count, units, a);
        }
    }

    /// <summary>dz from da, row by row, for an f that looks at the whole row.</summary>
    internal static void PullRows(Activation f, float* da, float* z, float* a, float* dz, int examples, int units)
    {
        int size = units * R.Count;
        float* scratch = Scratch.ForPanel(4 * size);
        for (int e = 0; e < examples; e += R.Count, da += size, z += size, a += size, dz += size)
        {
            int count = Math.Min(R.Count, examples - e);
            ReadOnlySpan<R> gradient = Turn(da, count, units, scratch), before = Turn(z, count, units, scratch + size), after = Turn(a, count, units, scratch + 2 * size);
            f.Pull(gradient, before, after, new Span<R>(scratch + 3 * size, units));
            TurnBack(scratch + 3 * size, count, units, dz);
        }
    }

    /// <summary>The loss of each example.</summary>
    internal static void Measure(Loss loss, float* z, float* a, float* y, float* losses, int examples, int units)
    {
        int size = units * R.Count;
        float* scratch = Scratch.ForPanel(3 * size);
        for (int e = 0; e < examples; e += R.Count, z += size, a += size, y += size)
        {
            int count = Math.Min(R.Count, examples - e);
            ReadOnlySpan<R> before = Turn(z, count, units, scratch), after = Turn(a, count, units, scratch + size), wanted = Turn(y, count, units, scratch + 2 * size);
            R.StorePart(loss.OfExample(before, after, wanted), losses + e, count);
        }
    }

    /// <summary>Where the backward pass starts.</summary>
    internal static void Start(Loss loss, float* a, float* y, float share, float* gradient, int examples, int units)
    {
        int size = units * R.Count;
        float* scratch = Scratch.ForPanel(3 * size);
        for (int e = 0; e < examples; e += R.Count, a += size, y += size, gradient += size)
        {
            int count = Math.Min(R.Count, examples - e);
            ReadOnlySpan<R> after = Turn(a, count, units, scratch), wanted = Turn(y, count, units, scratch + size);
            loss.Start(after, wanted, R.All(share), new Span<R>(scratch + 2 * size, units));
            TurnBack(scratch + 2 * size, count, units, gradient);
        }
    }

    // So many rows of so many units, into one register a unit, one example a lane; lanes without an example hold zeros.
    private static ReadOnlySpan<R> Turn(float* rows, int count, int units, float* registers)
    {
        if (units == 1) R.Store(R.LoadPart(rows, count), registers);
        else Panel.Transpose(rows, units, units, count, R.Count, registers);
        return new ReadOnlySpan<R>(registers, units);
    }

    private static void TurnBack(float* registers, int count, int units, float* rows)
    {
        if (units == 1) R.StorePart(R.Load(registers), rows, count);
        else Panel.Transpose(registers, R.Count, count, units, units, rows);
    }
}
