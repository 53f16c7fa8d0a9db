using System.Buffers.Binary;
using System.Diagnostics;

namespace Chainrule.Export.Onnx;

/// <summary>What of a value the graph takes or gives is known: its name, its type, and its sizes behind those of the batch.</summary>
internal sealed record OnnxValue(string Name, int Type, IReadOnlyList<int> Sizes);

/// <summary>The messages of a model, each with the numbers of its fields as they stand in onnx.proto3 (ONNX 1.12, IR version 8).</summary>
internal static class OnnxMessages
{
    /// <summary>The types of numbers, TensorProto.DataType.</summary>
    internal const int Float = 1, Int64 = 7;

    /// <summary>Which operations there are: those of this version, which has LayerNormalization and which onnxruntime reads since 1.12, of 2022.</summary>
    internal const int OperatorSet = 17;

    private const int IntermediateRepresentation = 8;

    // AttributeProto.AttributeType.
    private const int FloatAttribute = 1, IntAttribute = 2, IntsAttribute = 7;

    /// <summary>ModelProto.</summary>
    internal static void Model(Protobuf to, OnnxGraph graph, string words, OnnxValue input, OnnxValue output, IEnumerable<(string Name, string Text)> notes)
    {
        to.Number(1, IntermediateRepresentation);
        to.Text(2, "chainrule");
        to.Message(7, inner => Graph(inner, graph, words, input, output));
        to.Message(8, set => set.Number(2, OperatorSet));
        foreach ((string name, string text) in notes)
        {
            to.Message(14, note =>
            {
                note.Text(1, name);
                note.Text(2, text);
            });
        }
    }

    // GraphProto.
    private static void Graph(Protobuf to, OnnxGraph graph, string words, OnnxValue input, OnnxValue output)
    {
        foreach (OnnxNode node in graph.Nodes) to.Message(1, inner => Node(inner, node));
        to.Text(2, "network");
        foreach (OnnxTensor tensor in graph.Tensors) to.Message(5, inner => Tensor(inner, tensor));
        to.Text(10, words);
        to.Message(11, inner => Value(inner, input));
        to.Message(12, inner => Value(inner, output));
    }

    // NodeProto.
    private static void Node(Protobuf to, OnnxNode node)
    {
        foreach (string input in node.Inputs) to.Text(1, input);
        to.Text(2, node.Output);
        to.Text(3, node.Output);
        to.Text(4, node.Operation);
        foreach ((string name, object value) in node.Attributes) to.Message(5, inner => Attribute(inner, name, value));
    }

    // AttributeProto.
    private static void Attribute(Protobuf to, string name, object value)
    {
        to.Text(1, name);
        switch (value)
        {
            case float number:
                to.Number(2, number);
                to.Number(20, FloatAttribute);
                break;
            case long number:
                to.Number(3, number);
                to.Number(20, IntAttribute);
                break;
            case long[] numbers:
                foreach (long each in numbers) to.Number(8, each);
                to.Number(20, IntsAttribute);
                break;
            default: throw new UnreachableException($"an attribute is a {value.GetType().Name}");
        }
    }

    // TensorProto: its numbers as bytes, little-endian.
    private static void Tensor(Protobuf to, OnnxTensor tensor)
    {
        foreach (int size in tensor.Sizes) to.Number(1, (long)size);
        to.Number(2, tensor.Numbers is null ? Int64 : (long)Float);
        to.Text(8, tensor.Name);
        to.Bytes(9, tensor.Numbers is null ? BytesOf(tensor.Whole!) : BytesOf(tensor.Numbers));
    }

    private static byte[] BytesOf(float[] numbers)
    {
        var bytes = new byte[sizeof(float) * numbers.Length];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), numbers[i]);
        return bytes;
    }

    private static byte[] BytesOf(long[] numbers)
    {
        var bytes = new byte[sizeof(long) * numbers.Length];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long) * i), numbers[i]);
        return bytes;
    }

    // ValueInfoProto { name, TypeProto { TypeProto.Tensor { type, TensorShapeProto { Dimension … } } } }; the first dimension has a name instead of a size.
    private static void Value(Protobuf to, OnnxValue value)
    {
        to.Text(1, value.Name);
        to.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Number(1, (long)value.Type);
            tensor.Message(2, shape =>
            {
                shape.Message(1, batch => batch.Text(2, "batch"));
                foreach (int size in value.Sizes) shape.Message(1, axis => axis.Number(1, (long)size));
            });
        }));
    }
}
