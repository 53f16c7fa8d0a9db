using Chainrule.Data;
using Chainrule.Export.Parameters;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Export.Onnx.Layers;

/// <summary>A network as a graph of ONNX. Values have the axes of the network's shapes, behind that of the batch.</summary>
internal static class OnnxNetwork
{
    private static readonly Dictionary<LayerKind, Func<OnnxPlace, string>> known = new()
    {
        [Dense.OfKind] = OnnxRows.Dense,
        [Dropout.OfKind] = at => at.X,
        [Residual.OfKind] = OnnxRows.Residual,
        [LayerNorm.OfKind] = OnnxRows.LayerNorm,
        [RmsNorm.OfKind] = OnnxRows.RmsNorm,
        [Convolution.OfKind] = OnnxPictures.Convolution,
        [MaxPooling.OfKind] = OnnxPictures.MaxPooling,
        [Flatten.OfKind] = OnnxPictures.Flatten,
        [Embedding.OfKind] = OnnxSequences.Embedding,
        [Positions.OfKind] = OnnxSequences.Positions,
        [Attention.OfKind] = OnnxSequences.Attention,
    };

    /// <summary>The graph of scaling and layers.</summary>
    /// <exception cref="ProblemException">A layer or an activation is one of somebody's own, or a number is larger than any float.</exception>
    internal static OnnxGraph Of(NetworkSpec network, Scaler? scaler, Scaler? targets)
    {
        var graph = new OnnxGraph();
        Plan plan = network.PredictionPlan;
        bool isWhole = plan.WholeBelow(plan.X) is not null;
        // Whole numbers that a table is read by may be added to something only as floats.
        List<string> outputs = [isWhole && network.Layers.Any(each => each is Residual { From: 0 }) ? graph.Node("Cast", "a0", [OnnxGraph.Input], ("to", (long)OnnxMessages.Float)) : Scaled(graph, network.Input, scaler)];
        for (int l = 1; l <= network.Layers.Count; l++)
        {
            LayerSpec layer = network.Layers[l - 1];
            if (!known.TryGetValue(layer.Described, out Func<OnnxPlace, string>? add)) throw Refused.Kind(layer, l, known.Keys);
            outputs.Add(add(new(graph, layer, l, l == 1 && isWhole ? OnnxGraph.Input : outputs[^1], l == 1 ? network.Input : plan.Layers[l - 2].Output.Shape, outputs)));
        }
        graph.End(Unscaled(graph, outputs[^1], plan.Layers[^1].Output.Shape, targets));
        return graph;
    }

    // (x − offset)/scale. A float of the offset alone would be off by 2⁻²⁵ of it, which may be more than what x differs by; so its rest is taken off too.
    private static string Scaled(OnnxGraph graph, Shape input, Scaler? scaler)
    {
        if (scaler is null) return OnnxGraph.Input;
        int[] sizes = [.. input.Sizes];
        float[] offset = Floats(scaler.Offset), rest = [.. scaler.Offset.ToArray().Select((each, i) => (float)(each - offset[i]))];
        string moved = graph.Node("Sub", "x.moved", [OnnxGraph.Input, graph.Constant("scaler.offset", offset, sizes)]);
        if (rest.Any(each => each != 0)) moved = graph.Node("Sub", "x.centred", [moved, graph.Constant("scaler.offset.rest", rest, sizes)]);
        return graph.Node("Div", "a0", [moved, graph.Constant("scaler.scale", Floats(scaler.Scale), sizes)]);
    }

    // a·scale + offset.
    private static string Unscaled(OnnxGraph graph, string a, Shape output, Scaler? targets)
    {
        if (targets is null) return a;
        int[] sizes = [.. output.Sizes];
        string spread = graph.Node("Mul", "y.spread", [a, graph.Constant("targets.scale", Floats(targets.Scale), sizes)]);
        return graph.Node("Add", "y", [spread, graph.Constant("targets.offset", Floats(targets.Offset), sizes)]);
    }

    private static float[] Floats(ReadOnlySpan<double> numbers) => [.. numbers.ToArray().Select(each => (float)each)];
}
