using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Chainrule.Export.Onnx;

/// <summary>
/// A message in the wire format of Protocol Buffers: each field is its number and the way its value is written, then the value. (protobuf.dev, "Encoding".) It is written, never read.
/// </summary>
internal sealed class Protobuf
{
    // The ways in which a value is written.
    private const int AsVarint = 0, AsBytes = 2, AsFloat = 5;

    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>A whole number.</summary>
    internal void Number(int field, long number)
    {
        Key(field, AsVarint);
        Varint((ulong)number);
    }

    /// <summary>A float.</summary>
    internal void Number(int field, float number)
    {
        Span<byte> four = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(four, number);
        Key(field, AsFloat);
        bytes.Write(four);
    }

    /// <summary>A text.</summary>
    internal void Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes.</summary>
    internal void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, AsBytes);
        Varint((ulong)value.Length);
        bytes.Write(value);
    }

    /// <summary>A message within this one.</summary>
    internal void Message(int field, Action<Protobuf> write)
    {
        var inner = new Protobuf();
        write(inner);
        Bytes(field, inner.Written);
    }

    /// <summary>What was written so far.</summary>
    internal ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    private void Key(int field, int way) => Varint((ulong)(field << 3 | way));

    // Seven bits a byte, the lowest first; the eighth says that more follow. A negative number has all 64 bits.
    private void Varint(ulong number)
    {
        for (; number >= 0x80; number >>= 7) bytes.Write([(byte)(number | 0x80)]);
        bytes.Write([(byte)number]);
    }
}
