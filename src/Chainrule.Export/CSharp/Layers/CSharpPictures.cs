using Chainrule.Layers;

namespace Chainrule.Export.CSharp.Layers;

/// <summary>Layers over pictures: channel after channel, in each row after row.</summary>
internal static class CSharpPictures
{
    internal static CSharpMethod Convolution(CSharpPlace at)
    {
        var layer = (Convolution)at.Spec;
        (int from, int height, int width) = (at.Input.Sizes[0], at.Input.Sizes[1], at.Input.Sizes[2]);
        (int to, int rows, int columns) = (at.Output.Sizes[0], at.Output.Sizes[1], at.Output.Sizes[2]);
        (int high, int wide) = (layer.Kernels[0][0].Count, layer.Kernels[0][0][0].Count);
        return new($"a = {layer.Activation}(b + Σ kernel · window of x)", $$"""
            ReadOnlySpan<float> kernels = {{at.Parameter("kernels")}}, biases = {{at.Parameter("biases")}};
            for (int to = 0; to < {{to}}; to++)
                for (int r = 0; r < {{rows}}; r++)
                    for (int c = 0; c < {{columns}}; c++)
                    {
                        float z = biases[to];
                        for (int from = 0; from < {{from}}; from++)
                            for (int i = 0; i < {{high}}; i++)
                            {
                                int row = {{Along("r", layer.Stride)}} + i{{Less(layer.Padding)}};
                                for (int j = 0; j < {{wide}}; j++)
                                {
                                    int column = {{Along("c", layer.Stride)}} + j{{Less(layer.Padding)}};
                                    {{(layer.Padding == 0 ? "" : $"if ((uint)row < {height} && (uint)column < {width}) ")}}z += kernels[((to * {{from}} + from) * {{high}} + i) * {{wide}} + j] * x[(from * {{height}} + row) * {{width}} + column];
                                }
                            }
                        a[(to * {{rows}} + r) * {{columns}} + c] = {{at.Expression(layer.Activation)}};
                    }
            """);
    }

    internal static CSharpMethod MaxPooling(CSharpPlace at)
    {
        var layer = (MaxPooling)at.Spec;
        (int channels, int height, int width) = (at.Input.Sizes[0], at.Input.Sizes[1], at.Input.Sizes[2]);
        (int rows, int columns) = (at.Output.Sizes[1], at.Output.Sizes[2]);
        return new("a = the largest number of each window", $$"""
            for (int channel = 0; channel < {{channels}}; channel++)
                for (int r = 0; r < {{rows}}; r++)
                    for (int c = 0; c < {{columns}}; c++)
                    {
                        float largest = float.NegativeInfinity;
                        for (int i = 0; i < {{layer.Size}}; i++)
                            for (int j = 0; j < {{layer.Size}}; j++)
                                largest = MathF.Max(largest, x[(channel * {{height}} + {{Along("r", layer.Stride)}} + i) * {{width}} + {{Along("c", layer.Stride)}} + j]);
                        a[(channel * {{rows}} + r) * {{columns}} + c] = largest;
                    }
            """);
    }

    private static string Along(string place, int stride) => stride == 1 ? place : $"{place} * {stride}";

    private static string Less(int padding) => padding == 0 ? "" : $" - {padding}";
}
