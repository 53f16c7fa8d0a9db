using System.Runtime.InteropServices;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>
/// Answers of a trained network: plain floats in, plain floats out. It sees the network's parameters as they are at each call, and allocates only when a
/// number of examples comes for the first time, or in place of another one, or when more threads ask at once than before.
/// </summary>
/// <remarks>
/// Many examples go through in blocks, so that a layer's numbers are still in the cache when the next layer wants them. Any number of threads may ask at once:
/// each call takes workspaces of its own from a pool, and puts them back. (Nobody may train the network meanwhile.)
/// </remarks>
public sealed class Predictor
{
    private const int BlockExamples = 256;

    private readonly Network<F32> network;

    // As many as threads can run at once; what finds no place when it comes back is given up. Nothing is allocated to put a thing into an array.
    private readonly Desk?[] pool = new Desk?[Environment.ProcessorCount];

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
        Desk desk = Take();
        int done = 0;
        for (; examples - done >= BlockExamples; done += BlockExamples) Predict(ref desk.Block, BlockExamples, done, x, y);
        if (done < examples) Predict(ref desk.Rest, examples - done, done, x, y);
        PutBack(desk);
    }

    private void Predict(ref Workspace<F32>? room, int examples, int first, ReadOnlySpan<float> x, Span<float> y)
    {
        if (room?.Examples != examples) room = new Workspace<F32>(network, examples);
        for (int e = 0; e < examples; e++)
            MemoryMarshal.Cast<float, F32>(x.Slice((first + e) * network.Inputs, network.Inputs)).CopyTo(room.A[0].Storage.RowInPlace(e));
        network.Forward(room);
        for (int e = 0; e < examples; e++)
            MemoryMarshal.Cast<F32, float>(room.A[^1].Row(e)).CopyTo(y[((first + e) * network.Outputs)..]);
    }

    private Desk Take()
    {
        for (int i = 0; i < pool.Length; i++)
            if (Interlocked.Exchange(ref pool[i], null) is Desk free) return free;
        return new Desk();
    }

    private void PutBack(Desk desk)
    {
        for (int i = 0; i < pool.Length; i++)
            if (Interlocked.CompareExchange(ref pool[i], desk, null) is null) return;
    }

    // What one call works with: room for a whole block, and for what is left after the last.
    private sealed class Desk
    {
        internal Workspace<F32>? Block, Rest;
    }
}
