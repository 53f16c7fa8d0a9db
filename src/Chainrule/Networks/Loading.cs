using System.Numerics;
using System.Runtime.InteropServices;
using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>The door of a workspace: examples are looked at here, all of them, before the first number is put in its place.</summary>
internal static class Loading
{
    // Most networks have fewer outputs; the row is on the stack.
    private const int OutputsOnTheStack = 256;

    // 2⁻²⁵: how far a float below 1 is at most from the number that it was rounded from.
    private const double HalfUlpOfAFloat = 1.0 / (1 << 25);

    /// <summary>How many examples the batch has, once they are known to fit.</summary>
    /// <exception cref="ProblemException">More examples than there is room for, wrong sizes, or targets that the loss cannot take.</exception>
    internal static int Check(Batch batch, int inputs, int outputs, int room, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Room(batch.Count, room);
        NetworkShapes.Check(batch.X, batch.Y, inputs, outputs, loss);
        return batch.Count;
    }

    /// <summary>How many examples stand one after the other in x and y, once they are known to fit.</summary>
    /// <exception cref="ProblemException">No example, no whole number of them, more than there is room for, a number that is not finite, or targets that the loss cannot take.</exception>
    internal static int Check(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int inputs, int outputs, int room, Loss loss)
    {
        int count = Counted(x.Length, y.Length, inputs, outputs, room);
        Finite(x, "x", inputs);
        Finite(y, "y", outputs);
        Span<double> row = outputs <= OutputsOnTheStack ? stackalloc double[outputs] : new double[outputs];
        for (int e = 0; e < count; e++)
        {
            double sum = 0;
            for (int j = 0; j < outputs; j++) sum += row[j] = y[e * outputs + j];
            // Probabilities that were rounded to floats add up to 1 within the rounding of each, 2⁻²⁵ or less: so far the loss may look away.
            if (Math.Abs(sum - 1) <= outputs * HalfUlpOfAFloat)
                for (int j = 0; j < outputs; j++) row[j] /= sum;
            Targets(row, e, loss);
        }
        return count;
    }

    /// <summary>The same for doubles.</summary>
    /// <exception cref="ProblemException">No example, no whole number of them, more than there is room for, a number that is not finite, or targets that the loss cannot take.</exception>
    internal static int Check(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int inputs, int outputs, int room, Loss loss)
    {
        int count = Counted(x.Length, y.Length, inputs, outputs, room);
        Finite(x, "x", inputs);
        Finite(y, "y", outputs);
        for (int e = 0; e < count; e++) Targets(y.Slice(e * outputs, outputs), e, loss);
        return count;
    }

    private static int Counted(int xs, int ys, int inputs, int outputs, int room)
    {
        int count = xs / inputs;
        if (xs == 0 || xs != (long)count * inputs)
            throw new ProblemException($"x: got {NetworkShapes.Count(xs, "number")}, wanted {inputs} (the network's inputs) for each example, one example after another");
        if (ys != (long)count * outputs)
            throw new ProblemException($"y: got {NetworkShapes.Count(ys, "number")}, wanted {(long)count * outputs}: {outputs} (the network's outputs) for each of the {NetworkShapes.Count(count, "example")} in x");
        Room(count, room);
        return count;
    }

    private static void Room(int count, int room)
    {
        if (count > room) throw new ProblemException($"examples: got {count}, wanted at most {room}, the room of this workspace; make a larger one, new Workspace<T>(network, {count}), or load them in parts");
    }

    private static void Targets(ReadOnlySpan<double> y, int e, Loss loss)
    {
        if (loss.WrongTargets(y) is string wrong) throw new ProblemException($"examples[{e}].y: {wrong} (the loss is {loss})");
    }

    // 0 times a finite number is 0, and times NaN or ∞ is NaN, which stays in a sum: registers of numbers are looked at in one go.
    private static void Finite<N>(ReadOnlySpan<N> numbers, string letter, int columns) where N : unmanaged, IFloatingPointIeee754<N>
    {
        ReadOnlySpan<Vector<N>> registers = MemoryMarshal.Cast<N, Vector<N>>(numbers);
        Vector<N> zeros = default;
        foreach (Vector<N> each in registers) zeros += each * Vector<N>.Zero;
        if (Vector.EqualsAll(zeros, Vector<N>.Zero) && AllFinite(numbers[(registers.Length * Vector<N>.Count)..])) return;
        int wrong = 0;
        while (N.IsFinite(numbers[wrong])) wrong++;
        throw new ProblemException($"examples[{wrong / columns}].{letter}[{wrong % columns}]: got {numbers[wrong]}, wanted a finite number");
    }

    private static bool AllFinite<N>(ReadOnlySpan<N> numbers) where N : unmanaged, IFloatingPointIeee754<N>
    {
        foreach (N each in numbers)
            if (!N.IsFinite(each)) return false;
        return true;
    }
}
