using System.Runtime.InteropServices;
using Chainrule.Numbers;

namespace Chainrule.Networks;

/// <summary>
/// Answers of a trained network: plain floats in, plain floats out. It sees the network's parameters as they are at each call, and allocates only when a
/// number of examples comes for the first time, or in place of another one.
/// </summary>
/// <remarks>Many examples go through in blocks, so that a layer's numbers are still in the cache when the next layer wants them. Not for two threads at once.</remarks>
public sealed class Predictor
{
    private const int BlockExamples = 256;

    private readonly Network<F32> network;
    private Workspace<F32>? block, rest;

    /// <summary>Answers of this network.</summary>
    public Predictor(Network<F32> network) => this.network = network;

    /// <summary>
    /// y = the outputs for x: so many examples, one after the other, each with the network's inputs, give as many outputs one after the other.
    /// </summary>
    /// <exception cref="ArgumentException">x is no whole number of examples, or y has not as many.</exception>
    public void Predict(ReadOnlySpan<float> x, Span<float> y)
    {
        int examples = x.Length / network.Inputs;
        if (x.Length != examples * network.Inputs)
            throw new ArgumentException($"got {x.Length} numbers, wanted a multiple of {network.Inputs}, the network's inputs", nameof(x));
        if (y.Length != examples * network.Outputs)
            throw new ArgumentException($"got room for {y.Length} numbers, wanted {examples * network.Outputs}: {network.Outputs} for each of {examples} examples", nameof(y));
        int done = 0;
        for (; examples - done >= BlockExamples; done += BlockExamples) Predict(ref block, BlockExamples, done, x, y);
        if (done < examples) Predict(ref rest, examples - done, done, x, y);
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
}
