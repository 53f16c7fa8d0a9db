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
    internal static int Check(Batch batch, NetworkSpec network, int room)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Room(batch.Count, room);
        NetworkShapes.Check(batch.X, batch.Y, network);
        return batch.Count;
    }

    /// <summary>How many examples stand one after the other in x and y, once they are known to fit.</summary>
    /// <exception cref="ProblemException">No example, no whole number of them, more than there is room for, a number that is not finite, or targets that the loss cannot take.</exception>
    internal static int Check(ReadOnlySpan<float> x, ReadOnlySpan<float> y, NetworkSpec network, int room)
    {
        (int inputs, int outputs) = (network.Inputs, network.Outputs);
        int count = Counted(x.Length, y.Length, inputs, outputs, room);
        Finite(x, "x", inputs);
        Whole(x, network);
        Finite(y, "y", outputs);
        Span<double> row = outputs <= OutputsOnTheStack ? stackalloc double[outputs] : new double[outputs];
        for (int e = 0; e < count; e++)
        {
            for (int j = 0; j < outputs; j++) row[j] = y[e * outputs + j];
            for (int first = 0; first < outputs; first += network.Plan.Loss.Y.Shape.Columns) Whole(row.Slice(first, network.Plan.Loss.Y.Shape.Columns));
            NetworkShapes.Targets(row, e, network);
        }
        return count;
    }

    // Probabilities that were rounded to floats add up to 1 within the rounding of each, 2⁻²⁵ or less: so far the loss may look away.
    private static void Whole(Span<double> row)
    {
        double sum = 0;
        foreach (double each in row) sum += each;
        if (Math.Abs(sum - 1) > row.Length * HalfUlpOfAFloat) return;
        foreach (ref double each in row) each /= sum;
    }

    /// <summary>The same for doubles.</summary>
    /// <exception cref="ProblemException">No example, no whole number of them, more than there is room for, a number that is not finite, or targets that the loss cannot take.</exception>
    internal static int Check(ReadOnlySpan<double> x, ReadOnlySpan<double> y, NetworkSpec network, int room)
    {
        (int inputs, int outputs) = (network.Inputs, network.Outputs);
        int count = Counted(x.Length, y.Length, inputs, outputs, room);
        Finite(x, "x", inputs);
        Whole(x, network);
        Finite(y, "y", outputs);
        for (int e = 0; e < count; e++) NetworkShapes.Targets(y.Slice(e * outputs, outputs), e, network);
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

    private static void Whole<N>(ReadOnlySpan<N> x, NetworkSpec network) where N : unmanaged, IFloatingPointIeee754<N>
    {
        if (NetworkShapes.WrongInput(x, network) is int wrong)
            throw new ProblemException($"examples[{wrong / network.Inputs}].x[{wrong % network.Inputs}]: got {x[wrong]}, wanted a whole number from 0 to {network.Plan.WholeBelow(network.Plan.X) - 1}, which names a row of the table");
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
