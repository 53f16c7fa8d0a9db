using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Layers;

/// <summary>Small random problems with a layer of a given kind in the middle of a network.</summary>
internal static class RandomLayers
{
    /// <summary>
    /// A layer of the kind, before it often another with tanh, behind it a dense one, and a loss: so that its gradients come from above and go on below.
    /// </summary>
    internal static Problem Of(LayerKind kind, long seed, Activation? fixedActivation = null)
    {
        var random = new RandomSource(seed);
        Shape input = kind.Input(random);
        List<LayerSpec> layers = [];
        if (input.EndsInRow && kind != Embedding.OfKind && random.Below(2) == 0) layers.Add(Rows(random, input.Columns, input.Columns, Activation.Named("tanh")));
        // What goes back into a picture is only seen where something below it learns.
        if (!input.EndsInRow && random.Below(2) == 0) layers.Add(Pictures(random, input.Sizes[0]));
        LayerSpec layer = kind.Sample(random, input);
        if (kind == Residual.OfKind)
        {
            layers.Add(Rows(random, input.Columns, input.Columns, Activation.Named("tanh")));
            layer = new Residual(random.Below(layers.Count + 1));
        }
        if (fixedActivation is not null && layer is Convolution convolution) layer = convolution with { Activation = fixedActivation };
        layers.Add(layer);
        Shape output = Output(layers, input);
        if (!output.EndsInRow)
        {
            layers.Add(new Flatten());
            output = Output(layers, input);
        }
        Loss loss = random.Below(2) == 0 ? Loss.Named("half-sse") : Loss.Named("softmax-cross-entropy");
        int units = 2 + random.Below(2);
        layers.Add(Rows(random, output.Columns, units, Activation.Named(loss.OutputActivation ?? "identity")));
        NetworkSpec network = new(layers, loss, random.Below(2) == 0 ? Reduction.Mean : Reduction.Sum, input);
        int examples = 1 + random.Below(3);
        return new(network, new(
            NumberTable.Of([.. Enumerable.Range(0, examples).Select(_ => Inputs(random, network))]),
            NumberTable.Of([.. Enumerable.Range(0, examples).Select(_ => Targets(random, network))])));
    }

    private static Shape Output(List<LayerSpec> layers, Shape input) => new NetworkSpec(layers, Loss.Named("half-sse"), input: input).Plan.Layers[^1].Output.Shape;

    private static Dense Rows(RandomSource random, int inputs, int units, Activation f) => new(f, Samples.Table(random, units, inputs), Samples.Row(random, units));

    // As many channels and pixels as come in.
    private static Convolution Pictures(RandomSource random, int channels) => new(
        Activation.Named("tanh"), Tensor.Of(new Shape(false, [channels, channels, 3, 3]), _ => Samples.Number(random)), Samples.Row(random, channels), Padding: 1);

    private static NumberRow Inputs(RandomSource random, NetworkSpec network) => network.Plan.WholeBelow(network.Plan.X) is int count
        ? NumberRow.Of([.. Enumerable.Range(0, network.Inputs).Select(_ => (double)random.Below(count))])
        : Samples.Row(random, network.Inputs);

    private static NumberRow Targets(RandomSource random, NetworkSpec network)
    {
        if (network.Loss == Loss.Hinge) return NumberRow.Of([.. Enumerable.Range(0, network.Outputs).Select(_ => random.Below(2) * 2 - 1.0)]);
        if (!network.Loss.IsPaired) return Samples.Row(random, network.Outputs);
        int classes = network.Plan.Loss.Y.Shape.Columns;
        double[] y = new double[network.Outputs];
        for (int first = 0; first < y.Length; first += classes) y[first + random.Below(classes)] = 1;
        return y;
    }
}
