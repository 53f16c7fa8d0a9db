using System.Buffers.Binary;
using Chainrule.Export.Parameters;
using Chainrule.Layers;

namespace Chainrule.Export.CSharp;

/// <summary>The parameters of a network as fields of a class: few numbers to be read, many in a form that compiles fast.</summary>
internal sealed class CSharpNumbers
{
    // A compiler needs a tree for each number that stands by itself, and a person reads no more than some.
    private const int MostToRead = 1024;

    // Of base64: 72 characters, like those of an e-mail, make 54 bytes.
    private const int CharactersOfALine = 120;

    private readonly List<string> fields = [];

    /// <summary>The fields, as they stand in the class.</summary>
    internal IReadOnlyList<string> Fields => fields;

    /// <summary>Their names.</summary>
    internal List<string> Names { get; } = [];

    /// <summary>Whether some are packed, so that the class has to unpack them.</summary>
    internal bool ArePacked { get; private set; }

    /// <summary>Adds the numbers of a layer with this key, and returns the name of the field.</summary>
    internal string Add(LayerSpec layer, int l, string key)
    {
        (float[] numbers, int[] sizes) = Floats.Of(layer, l, key);
        string name = $"{char.ToUpperInvariant(key[0])}{key[1..]}{l}";
        Names.Add(name);
        fields.Add($"// {string.Join(" × ", sizes)}\n{(numbers.Length <= MostToRead ? ToRead(name, numbers) : Packed(name, numbers))}");
        return name;
    }

    private static string ToRead(string name, float[] numbers) =>
        $"private static ReadOnlySpan<float> {name} =>\n[\n{CSharpText.Indented(CSharpText.Wrapped(numbers.Select(CSharpText.Float)), 4)}\n];";

    private string Packed(string name, float[] numbers)
    {
        ArePacked = true;
        var bytes = new byte[sizeof(float) * numbers.Length];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), numbers[i]);
        IEnumerable<string> lines = Convert.ToBase64String(bytes).Chunk(CharactersOfALine).Select(line => new string(line));
        return $"private static readonly float[] {name} = Unpacked({numbers.Length}, \"\"\"\n{CSharpText.Indented(string.Join('\n', lines), 4)}\n    \"\"\"u8);";
    }
}
