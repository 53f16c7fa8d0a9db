using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data.Models;

/// <summary>
/// A model as a safetensors file: the parameters with PyTorch's names and in its layout (<c>layers.0.weight</c>, out × in), so that <c>load_state_dict</c> takes them as they are, and in the
/// notes the network as JSON, without its numbers. Any tool that reads safetensors reads it.
/// </summary>
/// <remarks>
/// The numbers are floats (F32) where every parameter is one, and doubles (F64) otherwise: nothing is lost. A file of this version will always be readable; one of a newer version is refused. A checksum
/// (SHA-256) covers the numbers and all notes. Reading takes at most some ten times the memory of the file, and never more for what a file only claims.
/// </remarks>
public static class ModelFile
{
    private const int Version = 1;

    // Arrays hold no more than 2 GB; some of it is for the header.
    internal const int LargestFile = 2_000_000_000;
    private const int LargestData = LargestFile - 2 * Safetensors.LongestHeader;

    /// <summary>With this begin the names that are our own.</summary>
    internal const string Prefix = "chainrule.";

    private const string VersionNote = Prefix + "version", NetworkNote = Prefix + "network", TrainingNote = Prefix + "training", ChecksumNote = Prefix + "sha256";

    // What other programs look for: the names are those of PyTorch.
    private const string FormatNote = "format", Format = "pt";

    /// <summary>Writes a model to a file, aside at first: whoever looks meanwhile, or after a failure, finds the old file.</summary>
    /// <exception cref="ProblemException">
    /// The file cannot be written, the notes have a name of our own, a layer would not be read back as it is, or the file would be larger than one that is read.
    /// </exception>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    public static void Save(string path, Model model)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(model);
        Replace(path, stream => Save(stream, model));
    }

    /// <summary>Writes a file aside, flushes it, and puts it into place.</summary>
    /// <exception cref="ProblemException">It cannot be written.</exception>
    internal static void Replace(string path, Action<Stream> write)
    {
        try
        {
            Replace(path, path + ".part", write);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ProblemException($"{InputFile.NameOf(path)}: the model cannot be written ({failed.Message}); wanted a file in a folder that may be written to", failed);
        }
    }

    // Nothing half-written stays behind, unless the process is killed: then the next time writes over it.
    private static void Replace(string path, string aside, Action<Stream> write)
    {
        FileStream file = File.Create(aside);
        bool isReplaced = false;
        try
        {
            using (file)
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: true);
            isReplaced = true;
        }
        finally
        {
            if (!isReplaced) File.Delete(aside);
        }
    }

    /// <summary>Writes a model to a stream, which stays open.</summary>
    /// <exception cref="ProblemException">The notes have a name of our own, a layer would not be read back as it is, or the file would be larger than one that is read.</exception>
    /// <exception cref="ArgumentException">Something is null, or the stream is closed or cannot be written to.</exception>
    public static void Save(Stream stream, Model model)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(model);
        Save(stream, model, [], null);
    }

    /// <summary>The same with what a checkpoint adds: rows of numbers, whose names begin with <see cref="Prefix"/>, and a note about the training. Who reads the model passes them over.</summary>
    internal static void Save(Stream stream, Model model, IReadOnlyList<(string Name, double[] Numbers)> rows, string? training)
    {
        if (!stream.CanWrite) throw new ArgumentException("got a stream that is closed or was opened for reading only, wanted one that is open for writing", nameof(stream));
        if (model.Notes.Keys.FirstOrDefault(each => each == FormatNote || each.StartsWith(Prefix, StringComparison.Ordinal)) is { } taken)
            throw new ProblemException($"the note \"{Shown.Text(taken)}\" has a name of our own; wanted one that is not \"{FormatNote}\" and does not begin with \"{Prefix}\"");
        List<(string Name, List<Tensor> Parts)> tensors = [.. Tensors(model.Network), .. rows.Select(row => (row.Name, new List<Tensor> { Tensor.Of(NumberRow.Of(row.Numbers)) }))];
        string type = tensors.SelectMany(each => each.Parts).SelectMany(each => each.Numbers()).All(each => (float)each == each) ? SafeTensor.Single : SafeTensor.Double;
        long size = tensors.Sum(each => ShapeOf(each.Parts).Aggregate(SafeTensor.WidthOf(type), (product, axis) => product * axis));
        if (size > LargestData) throw new ProblemException($"the model's parameters take {size / 1_000_000:N0} MB, wanted at most {LargestData / 1_000_000:N0} MB; make the layers smaller");
        using var data = new MemoryStream((int)size);
        foreach ((_, List<Tensor> parts) in tensors) SafeTensor.Append(data, parts.SelectMany(each => each.Numbers()), type);
        ReadOnlySpan<byte> bytes = data.GetBuffer().AsSpan(0, (int)data.Length);
        string network = NetworkFileText.WithoutNumbers(model.Network, model.Update, model.LearningRate, model.UpdateBiases);
        List<(string Name, string Text)> notes =
            [(FormatNote, Format), (VersionNote, Version.ToString(CultureInfo.InvariantCulture)), (NetworkNote, network), .. training is null ? [] : new[] { (TrainingNote, training) }, .. model.Notes.Select(note => (note.Key, note.Value))];
        Safetensors.Write(
            stream, [.. notes, (ChecksumNote, Checksum(bytes, notes))],
            tensors.Select(each => (each.Name, ShapeOf(each.Parts))), type, bytes);
    }

    /// <summary>Reads a model from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">The names that the network may use; null for the built-in ones.</param>
    /// <exception cref="ProblemException">The file cannot be read, is no safetensors file, has no network, was spoiled, or was written by a newer version.</exception>
    public static Model Load(string path, FileVocabulary? vocabulary = null) => Parse(InputFile.ReadAll(path, InputFile.NameOf(path), LargestFile), InputFile.NameOf(path), vocabulary);

    /// <summary>Reads a model from a stream, from where it stands to its end.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="vocabulary">The names that the network may use; null for the built-in ones.</param>
    /// <exception cref="ProblemException">It is no safetensors file, has no network, was spoiled, or was written by a newer version.</exception>
    /// <exception cref="ArgumentException">The stream or its name is null, or the stream is closed or cannot be read.</exception>
    public static Model Load(Stream stream, string source, FileVocabulary? vocabulary = null) => Parse(InputFile.ReadAll(stream, Given.NotNull(source), LargestFile), source, vocabulary);

    /// <summary>The network with the numbers of a safetensors file that another program wrote, under the names that we write.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network; its own numbers do not matter.</param>
    /// <exception cref="ProblemException">The file cannot be read or is no safetensors file, or its tensors are not those of the network.</exception>
    /// <exception cref="ArgumentNullException">Something is null.</exception>
    public static NetworkSpec Import(string path, NetworkSpec network)
    {
        ArgumentNullException.ThrowIfNull(network);
        string source = InputFile.NameOf(path);
        return Filled(new(new(InputFile.ReadAll(path, source, LargestFile), source), source), source, network);
    }

    /// <summary>The same for bytes and a network file, which need not have the numbers of its layers.</summary>
    /// <exception cref="ProblemException">It is no safetensors file or no network file, or the tensors are not those of the network.</exception>
    internal static Model Import(ReadOnlySpan<byte> file, string source, ReadOnlySpan<byte> network, string networkSource)
    {
        TensorSupply tensors = new(new(file, source), source);
        NetworkFileContent content;
        try
        {
            content = NetworkFile.ParseNetwork(network, networkSource, null, tensors.Find);
        }
        catch (ProblemException problem) when (tensors.NoneAsked)
        {
            throw new ProblemException($"{problem.Message}. None of the tensors of {source} has a name that belongs to a layer: {tensors.SomeNames}; wanted PyTorch's, such as {TensorNames.Of(0, "weights")}", problem);
        }
        return ModelJson.Of(content) with { Network = Filled(tensors, source, content.Network) };
    }

    private static NetworkSpec Filled(TensorSupply tensors, string source, NetworkSpec network)
    {
        LayerSpec[] layers = [.. network.Layers.Select((layer, l) => layer.With(KeysOf(network, l).ToDictionary(key => key, key => tensors.Required(l, key))))];
        tensors.RefuseOthers();
        return Within(source, () => new NetworkSpec(layers, network.Loss, network.Reduction, network.Input));
    }

    /// <summary>Whether a safetensors file says its network, as those do that we write.</summary>
    /// <exception cref="ProblemException">It is no safetensors file.</exception>
    internal static bool HasNetwork(ReadOnlySpan<byte> file, string source) => new Safetensors(file, source).Notes.ContainsKey(NetworkNote);

    internal static Model Parse(ReadOnlySpan<byte> file, string source, FileVocabulary? vocabulary) => ParseAll(file, source, vocabulary).Model;

    /// <summary>The model, all tensors, and the note about its training, where it is a checkpoint.</summary>
    /// <exception cref="ProblemException">It is no safetensors file, has no network, was spoiled, or was written by a newer version.</exception>
    internal static (Model Model, Safetensors Tensors, string? Training) ParseAll(ReadOnlySpan<byte> file, string source, FileVocabulary? vocabulary)
    {
        Safetensors read = new(file, source);
        read.Notes.Remove(ChecksumNote, out string? checksum);
        string found = Checksum(read.Data, read.Notes.Select(note => (note.Key, note.Value)));
        if (!read.Notes.Remove(VersionNote, out string? version) || !read.Notes.Remove(NetworkNote, out string? network))
            throw new ProblemException($"{source}: there are tensors ({string.Join(", ", read.Names.Take(3).Select(Shown.Text))} …), and no network; another program wrote them: import them with a network");
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > Version)
            throw new ProblemException($"{source}: the model has version {Shown.Text(version)}, and this program reads up to {Version}; take a newer program");
        if (checksum != found) throw new ProblemException($"{source}: the checksum does not fit: the file was changed or spoiled; take a copy of it");
        read.Notes.Remove(FormatNote);
        read.Notes.Remove(TrainingNote, out string? training);
        TensorSupply tensors = new(read, source);
        NetworkFileContent content = NetworkFile.ParseNetwork(Encoding.UTF8.GetBytes(network), $"{source}, network", vocabulary, tensors.Find);
        tensors.RefuseOthers();
        return (new(content.Network) { Update = content.Update, LearningRate = content.LearningRate, UpdateBiases = content.UpdateBiases, Notes = read.Notes }, read, training);
    }

    // Each tensor of the file, in the order of the layers, with the fields that lie in it.
    private static List<(string Name, List<Tensor> Parts)> Tensors(NetworkSpec network)
    {
        List<(string Name, List<Tensor> Parts)> tensors = [];
        for (int l = 0; l < network.Layers.Count; l++)
        {
            Dictionary<string, object> fields = Readable.Fields(network.Layers[l], $"layers[{l}]").ToDictionary();
            foreach (IGrouping<string, string> keys in KeysOf(network, l).GroupBy(key => TensorNames.Of(l, key)))
                tensors.Add((keys.Key, [.. keys.OrderBy(key => TensorNames.PartOf(key).Part).Select(key => (Tensor)fields[key])]));
        }
        return tensors;
    }

    private static IEnumerable<string> KeysOf(NetworkSpec network, int layer) => network.Plan.Parameters.Where(each => each.Layer == layer + 1).Select(each => each.Key);

    private static int[] ShapeOf(List<Tensor> parts) => [parts.Sum(each => each.Count), .. parts[0].Sizes.Skip(1)];

    // The order of notes does not matter: another tool may write them in its own.
    private static string Checksum(ReadOnlySpan<byte> data, IEnumerable<(string Name, string Text)> notes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(data);
        foreach ((string name, string text) in notes.OrderBy(note => note.Name, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{name.Length}:{name}{text.Length}:{text}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static TResult Within<TResult>(string source, Func<TResult> make)
    {
        try
        {
            return make();
        }
        catch (ProblemException problem)
        {
            throw new ProblemException($"{source}: {problem.Message}", problem);
        }
    }
}
