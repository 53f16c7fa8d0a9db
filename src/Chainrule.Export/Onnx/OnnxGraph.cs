namespace Chainrule.Export.Onnx;

/// <summary>A node: an operation over named values, which makes one named value.</summary>
internal sealed record OnnxNode(string Operation, string[] Inputs, string Output, (string Name, object Value)[] Attributes);

/// <summary>Constant numbers by a name: floats or whole ones.</summary>
internal sealed record OnnxTensor(string Name, int[] Sizes, float[]? Numbers, long[]? Whole);

/// <summary>A graph of ONNX while it grows: constants, and nodes in the order in which they are computed.</summary>
internal sealed class OnnxGraph
{
    internal const string Input = "input", Output = "output";

    private readonly List<OnnxNode> nodes = [];
    private readonly List<OnnxTensor> tensors = [];

    internal IReadOnlyList<OnnxNode> Nodes => nodes;

    internal IReadOnlyList<OnnxTensor> Tensors => tensors;

    /// <summary>Floats of these sizes; no size for a single number.</summary>
    internal string Constant(string name, float[] numbers, params int[] sizes) => Add(new(name, sizes, numbers, null));

    /// <summary>A row of whole numbers.</summary>
    internal string Whole(string name, params long[] numbers) => Add(new(name, [numbers.Length], null, numbers));

    /// <summary>A node, by the name of what it makes. An attribute is a float, a long or several longs.</summary>
    internal string Node(string operation, string output, string[] inputs, params (string Name, object Value)[] attributes)
    {
        nodes.Add(new(operation, inputs, output, attributes));
        return output;
    }

    /// <summary>Lets this value be the graph's output.</summary>
    internal void End(string value)
    {
        if (value == Input) Node("Identity", Output, [value]);
        else
            for (int n = 0; n < nodes.Count; n++)
                nodes[n] = nodes[n] with { Inputs = [.. nodes[n].Inputs.Select(Renamed)], Output = Renamed(nodes[n].Output) };

        string Renamed(string name) => name == value ? Output : name;
    }

    private string Add(OnnxTensor tensor)
    {
        tensors.Add(tensor);
        return tensor.Name;
    }
}
