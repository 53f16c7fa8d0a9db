using Chainrule.Data.Models;
using Chainrule.Export.Parameters;
using Chainrule.Layers;

namespace Chainrule.Export.Onnx.Layers;

/// <summary>A layer where it is written into a graph: what comes in, and under which names it adds.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Spec">The layer.</param>
/// <param name="Layer">Which one it is, from 1.</param>
/// <param name="X">The value that comes in.</param>
/// <param name="Input">The shape of what comes in, for each example.</param>
/// <param name="Outputs">The values that the inputs and the layers before hand on.</param>
internal sealed record OnnxPlace(OnnxGraph Graph, LayerSpec Spec, int Layer, string X, Shape Input, IReadOnlyList<string> Outputs)
{
    /// <summary>A node, and the letter of what it makes.</summary>
    internal string Node(string operation, string letter, string[] inputs, params (string Name, object Value)[] attributes) => Graph.Node(operation, $"{letter}{Layer}", inputs, attributes);

    /// <summary>A single number.</summary>
    internal string Constant(string name, double number) => Graph.Constant(NameOf(name), [(float)number]);

    /// <summary>Whole numbers.</summary>
    internal string Whole(string name, params long[] numbers) => Graph.Whole(NameOf(name), numbers);

    /// <summary>The numbers with this key, under the name that PyTorch has for them where it has one.</summary>
    internal string Parameter(string key)
    {
        (float[] numbers, int[] sizes) = Floats.Of(Spec, Layer, key);
        return Graph.Constant(NameOfParameter(key), numbers, sizes);
    }

    /// <summary>The same, rows and columns exchanged.</summary>
    private string Turned(string key)
    {
        (float[] numbers, int[] sizes) = Floats.Of(Spec, Layer, key);
        int rows = sizes[0], columns = sizes[1];
        var turned = new float[numbers.Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) turned[column * rows + row] = numbers[row * columns + column];
        return Graph.Constant($"{NameOfParameter(key)}.T", turned, columns, rows);
    }

    /// <summary>x·Wᵀ + b: of units in the one operation that takes weights as they are, of positions as a product with the turned ones.</summary>
    internal string Affine(string x, string letter, string weights = "weights", string biases = "biases") => Input.Sizes.Length == 1
        ? Node("Gemm", letter, [x, Parameter(weights), Parameter(biases)], ("transB", 1L))
        : Node("Add", letter, [Node("MatMul", $"{letter}.product", [x, Turned(weights)]), Parameter(biases)]);

    // What shares a tensor with others in PyTorch has a name of its own here.
    private string NameOfParameter(string key) => TensorNames.PartOf(key).Parts == 1 ? TensorNames.Of(Layer - 1, key) : NameOf(key);

    private string NameOf(string name) => $"layers.{Layer - 1}.{name}";
}
