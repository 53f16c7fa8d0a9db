using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Layers;

namespace Chainrule.Export.Tests;

/// <summary>Random networks of every kind of layer and every activation there is, and inputs for them.</summary>
internal static class Cases
{
    private const int SeedsOfAKind = 12, Examples = 5;

    /// <summary>The names of all kinds and activations.</summary>
    internal static IEnumerable<string> Names => [.. LayerKind.All.Select(kind => kind.Name), .. Activation.All.Select(f => f.Name)];

    /// <summary>The networks of a kind or activation.</summary>
    internal static IEnumerable<NetworkSpec> Networks(string name) => LayerKind.All.FirstOrDefault(each => each.Name == name) is { } kind
        ? Enumerable.Range(1, SeedsOfAKind).Select(seed => RandomLayers.Of(kind, seed).Network)
        : Enumerable.Range(1, 2).SelectMany(seed => With(Activation.Named(name), seed));

    /// <summary>Inputs at random: whole numbers where the network wants them.</summary>
    internal static float[] Inputs(NetworkSpec network, long seed = 1)
    {
        var random = new RandomSource(seed);
        int? count = network.Plan.WholeBelow(network.Plan.X);
        return [.. Enumerable.Range(0, Examples * network.Inputs).Select(_ => count is int below ? random.Below(below) : (float)random.Uniform(-3, 3))];
    }

    // In a row, over positions and over pictures.
    private static IEnumerable<NetworkSpec> With(Activation f, long seed)
    {
        var random = new RandomSource(seed);
        Dense Layer(int inputs, int units, Activation of) => new(of, Samples.Table(random, units, inputs), Samples.Row(random, units));
        Dense[] behind = f.IsElementwise ? [Layer(4, 3, Activation.Tanh)] : [];
        yield return new([Layer(3, 4, f), .. behind], Loss.Mse);
        yield return new([Layer(3, 4, f), .. behind], Loss.Mse, input: Shape.Sequence(2, 3));
        if (f.IsElementwise)
            yield return new([new Convolution(f, Tensor.Of(new Shape(false, [2, 1, 2, 2]), _ => Samples.Number(random)), Samples.Row(random, 2)), new Flatten(), Layer(8, 2, f)], Loss.Mse, input: Shape.Image(1, 3, 3));
    }
}
