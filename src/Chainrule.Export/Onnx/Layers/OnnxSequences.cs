using Chainrule.Layers;

namespace Chainrule.Export.Onnx.Layers;

/// <summary>Layers over positions.</summary>
internal static class OnnxSequences
{
    internal static string Embedding(OnnxPlace at) => at.Node("Gather", "a", [at.Parameter("table"), at.X]);

    internal static string Positions(OnnxPlace at) => at.Node("Add", "a", [at.X, at.Parameter("table")]);

    // s = q·kᵀ/√d, p = softmax of what may be looked at, o = p·v, a = o·Woᵀ + bo; the heads are an axis of their own.
    internal static string Attention(OnnxPlace at)
    {
        var layer = (Attention)at.Spec;
        int positions = at.Input.Rows, channels = layer.Query.Weights.Count, d = channels / layer.Heads;
        string divided = at.Whole("heads", 0, positions, layer.Heads, d);
        string Heads(string letter, string name, params long[] axes) =>
            at.Node("Transpose", $"{letter}.heads", [at.Node("Reshape", $"{letter}.divided", [at.Affine(at.X, letter, $"{name}Weights", $"{name}Biases"), divided])], ("perm", axes));

        string q = Heads("q", "query", 0, 2, 1, 3), k = Heads("k", "key", 0, 2, 3, 1), v = Heads("v", "value", 0, 2, 1, 3);
        string s = at.Node("Div", "s", [at.Node("MatMul", "s.product", [q, k]), at.Constant("root", Math.Sqrt(d))]);
        if (layer.IsCausal) s = at.Node("Add", "s.causal", [s, at.Graph.Constant($"layers.{at.Layer - 1}.mask", Mask(positions), positions, positions)]);
        string o = at.Node("MatMul", "o.heads", [at.Node("Softmax", "p", [s], ("axis", -1L)), v]);
        string rows = at.Node("Reshape", "o", [at.Node("Transpose", "o.divided", [o], ("perm", new long[] { 0, 2, 1, 3 })), at.Whole("channels", 0, positions, channels)]);
        return at.Affine(rows, "a", "outputWeights", "outputBiases");
    }

    // −∞ where a position lies behind the one that looks: its exponential is 0.
    private static float[] Mask(int positions) =>
        [.. Enumerable.Range(0, positions * positions).Select(i => i % positions > i / positions ? float.NegativeInfinity : 0)];
}
