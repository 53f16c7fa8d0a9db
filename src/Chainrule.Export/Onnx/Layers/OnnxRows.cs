using Chainrule.Layers;

namespace Chainrule.Export.Onnx.Layers;

/// <summary>Layers that act on each row by itself: dense ones, normalisations, the sum of two layers.</summary>
internal static class OnnxRows
{
    internal static string Dense(OnnxPlace at) => at.Apply(((Dense)at.Spec).Activation, at.Affine(at.X, "z"));

    internal static string Residual(OnnxPlace at) => at.Node("Add", "a", [at.X, at.Outputs[((Residual)at.Spec).From]]);

    internal static string LayerNorm(OnnxPlace at) =>
        at.Node("LayerNormalization", "a", [at.X, at.Parameter("gain"), at.Parameter("biases")], ("axis", -1L), ("epsilon", (float)((LayerNorm)at.Spec).Epsilon));

    // gain ⊙ x/√(mean of x² + ε); an operation of its own only came later.
    internal static string RmsNorm(OnnxPlace at)
    {
        string mean = at.Node("ReduceMean", "mean", [at.Node("Mul", "square", [at.X, at.X])], ("axes", new long[] { -1 }), ("keepdims", 1L));
        string rms = at.Node("Sqrt", "rms", [at.Node("Add", "sum", [mean, at.Constant("epsilon", ((RmsNorm)at.Spec).Epsilon)])]);
        return at.Node("Mul", "a", [at.Node("Div", "n", [at.X, rms]), at.Parameter("gain")]);
    }
}
