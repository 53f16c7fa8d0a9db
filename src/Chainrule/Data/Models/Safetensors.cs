using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Data.Models;

/// <summary>
/// Named tensors with notes, in the format of safetensors (Hugging Face, 2022): the length of a JSON header in eight bytes, the header, and the numbers without gaps. What is read is
/// believed only as far as the file bears it out.
/// </summary>
internal sealed class Safetensors
{
    // As the format's own library has it.
    internal const int LongestHeader = 100_000_000;
    private const int MostAxes = 8;
    private const string NotesKey = "__metadata__";

    private readonly string source;
    private readonly byte[] data;
    private readonly Dictionary<string, SafeTensor> tensors;

    /// <summary>Takes a file apart.</summary>
    /// <exception cref="ProblemException">The header is longer than the file, no such JSON, or its tensors overlap, leave gaps, do not fit their bytes or have types that we do not read.</exception>
    internal Safetensors(ReadOnlySpan<byte> file, string source)
    {
        this.source = source;
        if (file.Length < sizeof(ulong)) throw Problem($"got {Shown.Count(file.Length, "byte")}, wanted a safetensors file, which begins with the length of its header");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length > LongestHeader || length > (ulong)(file.Length - sizeof(ulong)))
            throw Problem($"the file speaks of a header of {length:N0} bytes, which is {(length > LongestHeader ? "more than 100 MB" : "longer than the file")}; wanted a safetensors file, whole");
        JsonTree header = new(file.Slice(sizeof(ulong), (int)length), $"{source}, header", "the header", "an object, with an entry for each tensor");
        data = file[(sizeof(ulong) + (int)length)..].ToArray();
        tensors = Tensors(header.Root);
        CheckPlaces();
    }

    /// <summary>The notes, by their names.</summary>
    internal Dictionary<string, string> Notes { get; } = [];

    /// <summary>The names of the tensors, in the order of their bytes.</summary>
    internal IEnumerable<string> Names => tensors.Values.OrderBy(each => each.Begin).Select(each => each.Name);

    /// <summary>The numbers of all tensors, as they lie.</summary>
    internal ReadOnlySpan<byte> Data => data;

    /// <summary>The tensor of this name, or null.</summary>
    /// <exception cref="ProblemException">One of its numbers is not finite.</exception>
    internal Tensor? Find(string name) => tensors.TryGetValue(name, out SafeTensor? tensor) ? tensor.Numbers(data, source) : null;

    /// <summary>Writes a file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="notes">Texts by their names.</param>
    /// <param name="names">Each tensor's name and shape, in order.</param>
    /// <param name="type">The type of all numbers.</param>
    /// <param name="data">Their bytes.</param>
    internal static void Write(Stream stream, IEnumerable<(string Name, string Text)> notes, IEnumerable<(string Name, int[] Shape)> names, string type, ReadOnlySpan<byte> data)
    {
        var header = new StringBuilder($$"""{"{{NotesKey}}":{""");
        header.AppendJoin(',', notes.Select(note => $"{NetworkFileText.Text(note.Name)}:{NetworkFileText.Text(note.Text)}")).Append('}');
        long begin = 0;
        foreach ((string name, int[] shape) in names)
        {
            SafeTensor tensor = new(name, type, shape, begin);
            header.Append(CultureInfo.InvariantCulture, $$""",{{NetworkFileText.Text(name)}}:{"dtype":"{{type}}","shape":[{{string.Join(',', shape)}}],"data_offsets":[{{begin}},{{tensor.End}}]}""");
            begin = tensor.End;
        }
        header.Append('}');
        // Spaces make the numbers begin at a multiple of eight.
        byte[] text = Encoding.UTF8.GetBytes(header.ToString());
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        int padded = (text.Length + 7) / 8 * 8;
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded);
        stream.Write(length);
        stream.Write(text);
        for (int at = text.Length; at < padded; at++) stream.WriteByte((byte)' ');
        stream.Write(data);
    }

    private Dictionary<string, SafeTensor> Tensors(JsonNode header)
    {
        if (!header.IsObject) throw header.Problem("wanted an object, with an entry for each tensor");
        Dictionary<string, SafeTensor> read = [];
        bool hasNotes = false;
        foreach ((JsonNode key, JsonNode value) in header.Members())
        {
            if (key.Text != NotesKey)
            {
                if (!read.TryAdd(key.Text, Tensor(key.Text, value))) throw key.Problem($"the tensor \"{Shown.Text(key.Text)}\" is there twice");
                continue;
            }
            if (hasNotes || !value.IsObject) throw value.Problem($"wanted one object of texts under {NotesKey}");
            hasNotes = true;
            foreach ((JsonNode name, JsonNode text) in value.Members())
                if (!Notes.TryAdd(name.Text, text.ReadText("a text"))) throw name.Problem($"the note \"{Shown.Text(name.Text)}\" is there twice");
        }
        return read;
    }

    private SafeTensor Tensor(string name, JsonNode node)
    {
        Dictionary<string, JsonNode> members = node.ReadObject("a tensor, with dtype, shape and data_offsets", ["dtype", "shape", "data_offsets"]);
        foreach (string key in (string[])["dtype", "shape", "data_offsets"]) NetworkFile.Required(node, members, key, "it for each tensor");
        string type = members["dtype"].ReadText("the type of the numbers");
        if (!SafeTensor.Types.Contains(type)) throw members["dtype"].Problem($"got numbers of type {Shown.Text(type)}, wanted {string.Join(" or ", SafeTensor.Types)}");
        double[] shape = members["shape"].ReadNumbers("the axes"), offsets = members["data_offsets"].ReadNumbers("where the tensor begins and ends");
        // As doubles the products cannot wrap round; what is larger than the file is refused with it.
        if (shape.Length is 0 or > MostAxes || shape.Any(axis => axis < 1 || axis != Math.Floor(axis)) || shape.Aggregate(1.0, (product, axis) => product * axis) > data.Length)
            throw members["shape"].Problem($"got the axes {string.Join(" × ", shape)}, wanted 1 to {MostAxes} whole numbers from 1, whose numbers the file can hold");
        if (offsets.Length != 2 || offsets.Any(each => each < 0 || each > data.Length || each != Math.Floor(each))) throw members["data_offsets"].Problem($"wanted where the tensor begins and ends, from 0 to {data.Length}");
        SafeTensor tensor = new(name, type, [.. shape.Select(axis => (int)axis)], (long)offsets[0]);
        return tensor.End == offsets[1] ? tensor : throw members["data_offsets"].Problem($"{string.Join(" × ", tensor.Shape)} numbers of type {type} take {tensor.Bytes:N0} bytes, got {offsets[1] - offsets[0]:N0}");
    }

    // Every byte belongs to one tensor.
    private void CheckPlaces()
    {
        long end = 0;
        foreach (SafeTensor tensor in tensors.Values.OrderBy(each => each.Begin))
        {
            if (tensor.Begin != end) throw Problem($"the tensor {Shown.Text(tensor.Name)} begins at byte {tensor.Begin:N0} of the numbers, wanted {end:N0}: no gap, and no byte of two tensors");
            end = tensor.End;
        }
        if (end != data.Length) throw Problem($"the tensors end at byte {end:N0} of the numbers, and the file has {data.Length:N0}; wanted no more and no fewer");
    }

    private ProblemException Problem(string message) => new($"{source}: {message}");
}
