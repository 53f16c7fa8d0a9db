using System.Runtime.InteropServices;
using Chainrule.Numbers;

namespace Chainrule.Networks;

/// <summary>
/// Answers of a trained network: plain floats in, plain floats out. It sees the network's parameters as they are at each call, and allocates only when
/// more examples come than ever before, or more threads ask at once.
/// </summary>
/// <remarks>
/// Many examples go through in blocks, so that a layer's numbers are still in the cache when the next layer wants them. Any number of threads may ask at once:
/// each call takes a workspace from a pool, and puts it back. Nobody may train the network meanwhile.
/// </remarks>
public sealed class Predictor
{
    private const int BlockExamples = 256;

    private readonly Network<F32> network;

    // As many as threads can run at once; what finds no place when it comes back is given up. Nothing is allocated to put a thing into an array.
    private readonly Workspace<F32>?[] pool = new Workspace<F32>?[Environment.ProcessorCount];

    /// <summary>Answers of this network.</summary>
    /// <exception cref="ArgumentNullException">There is no network.</exception>
    public Predictor(Network<F32> network) => this.network = Given.NotNull(network);

    /// <summary>
    /// y = the outputs for x: so many examples, one after the other, each with the network's inputs, give as many outputs one after the other.
    /// </summary>
    /// <exception cref="ArgumentException">x is no whole number of examples, or y has not as many, or the two are the same memory.</exception>
    public void Predict(ReadOnlySpan<float> x, Span<float> y)
    {
        int examples = x.Length / network.Inputs;
        if (x.Length != examples * network.Inputs)
            throw new ArgumentException($"got {x.Length} numbers, wanted a multiple of {network.Inputs}, the network's inputs", nameof(x));
        if (y.Length != (long)examples * network.Outputs)
            throw new ArgumentException($"got room for {y.Length} numbers, wanted {(long)examples * network.Outputs}: {network.Outputs} for each of {examples} examples", nameof(y));
        if (x.Overlaps(y)) throw new ArgumentException("got memory that belongs to x as well, wanted other memory: answers would be written over examples that are still to come", nameof(y));
        if (NetworkShapes.WrongInput(x, network.Spec) is int wrong)
            throw new ArgumentException($"x[{wrong}]: got {x[wrong]}, wanted a whole number from 0 to {network.Plan.WholeBelow(network.Plan.X) - 1}, which names a row of the table", nameof(x));
        if (examples == 0) return;
        Workspace<F32> room = Take(Math.Min(examples, BlockExamples));
        for (int done = 0, count; done < examples; done += count)
        {
            count = Math.Min(examples - done, room.Capacity);
            Predict(room, x.Slice(done * network.Inputs, count * network.Inputs), y.Slice(done * network.Outputs, count * network.Outputs));
        }
        PutBack(room);
    }

    private void Predict(Workspace<F32> room, ReadOnlySpan<float> x, Span<float> y)
    {
        room.LoadInputs(x);
        network.Forward(room);
        room.ReadOutputs(MemoryMarshal.Cast<float, F32>(y));
    }

    // One that was made for fewer examples is given up for a larger one.
    private Workspace<F32> Take(int examples)
    {
        for (int i = 0; i < pool.Length; i++)
            if (Interlocked.Exchange(ref pool[i], null) is { } free && free.Capacity >= examples) return free;
        return new(network, examples, toPredict: true);
    }

    private void PutBack(Workspace<F32> room)
    {
        for (int i = 0; i < pool.Length; i++)
            if (Interlocked.CompareExchange(ref pool[i], room, null) is null) return;
    }
}
