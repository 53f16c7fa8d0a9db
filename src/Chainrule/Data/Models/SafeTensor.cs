using System.Buffers.Binary;
using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Data.Models;

/// <summary>A tensor of a safetensors file: its name, the type of its numbers, its axes, and where its bytes begin behind the header.</summary>
internal sealed record SafeTensor(string Name, string Type, int[] Shape, long Begin)
{
    internal const string Single = "F32", Double = "F64";

    // A number of one of these types is so many bytes.
    private static readonly Dictionary<string, int> widths = new() { [Single] = sizeof(float), [Double] = sizeof(double) };

    internal static IEnumerable<string> Types => widths.Keys;

    /// <summary>How many bytes a number of this type is.</summary>
    internal static long WidthOf(string type) => widths[type];

    internal int Count => Shape.Aggregate(1, (product, axis) => product * axis);

    internal long Bytes => (long)Count * widths[Type];

    internal long End => Begin + Bytes;

    /// <summary>The numbers, nested as the shape.</summary>
    /// <exception cref="ProblemException">One is not finite.</exception>
    internal Tensor Numbers(ReadOnlySpan<byte> data, string source)
    {
        double[] numbers = new double[Count];
        ReadOnlySpan<byte> bytes = data.Slice((int)Begin, (int)Bytes);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Type == Single ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]) : BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
            if (!double.IsFinite(numbers[i])) throw new ProblemException($"{source}: {Shown.Text(Name)}[{string.Join(", ", IndexOf(i))}]: got {numbers[i]:R}, wanted a finite number");
        }
        return Nested(numbers, Shape);
    }

    /// <summary>Appends numbers to the bytes of a file.</summary>
    internal static void Append(Stream data, IEnumerable<double> numbers, string type)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (double number in numbers)
        {
            if (type == Single) BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)number);
            else BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
            data.Write(bytes[..widths[type]]);
        }
    }

    private int[] IndexOf(int at)
    {
        int[] index = new int[Shape.Length];
        for (int axis = Shape.Length - 1; axis >= 0; at /= Shape[axis], axis--) index[axis] = at % Shape[axis];
        return index;
    }

    private static Tensor Nested(ReadOnlySpan<double> numbers, ReadOnlySpan<int> sizes)
    {
        if (sizes.Length == 1) return Tensor.Of(NumberRow.Of(numbers));
        var parts = new Tensor[sizes[0]];
        int each = numbers.Length / parts.Length;
        for (int part = 0; part < parts.Length; part++) parts[part] = Nested(numbers.Slice(part * each, each), sizes[1..]);
        return Tensor.Of(parts);
    }
}
