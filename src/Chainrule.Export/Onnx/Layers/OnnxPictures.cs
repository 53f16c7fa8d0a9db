using Chainrule.Layers;

namespace Chainrule.Export.Onnx.Layers;

/// <summary>Layers over pictures: channels, rows and columns, in the order in which ONNX has them too.</summary>
internal static class OnnxPictures
{
    internal static string Convolution(OnnxPlace at)
    {
        var layer = (Convolution)at.Spec;
        string z = at.Node(
            "Conv", "z", [at.X, at.Parameter("kernels"), at.Parameter("biases")],
            ("strides", new long[] { layer.Stride, layer.Stride }), ("pads", new long[] { layer.Padding, layer.Padding, layer.Padding, layer.Padding }));
        return at.Apply(layer.Activation, z);
    }

    internal static string MaxPooling(OnnxPlace at)
    {
        var layer = (MaxPooling)at.Spec;
        return at.Node("MaxPool", "a", [at.X], ("kernel_shape", new long[] { layer.Size, layer.Size }), ("strides", new long[] { layer.Stride, layer.Stride }));
    }

    internal static string Flatten(OnnxPlace at) => at.Node("Flatten", "a", [at.X], ("axis", 1L));
}
