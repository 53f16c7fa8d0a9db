using System.Buffers.Binary;
using System.Text;
using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Layers;
using CsCheck;

namespace Chainrule.Tests.Data.Models;

public class ModelFileTests
{
    private static readonly NetworkSpec small = new([new(Activation.Relu, [[1, 2], [3, 4], [0.5, -6]], [7, 8, 9]), new(Activation.Identity, [[-1, 0.25, 3]], [4])], Loss.Mse);

    public static TheoryData<string> Kinds => [.. LayerKind.All.Select(each => each.Name)];

    private static byte[] Saved(Model model)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(stream, model);
        return stream.ToArray();
    }

    private static Model Load(byte[] file) => ModelFile.Load(new MemoryStream(file), "m.safetensors");

    private static string MessageFor(byte[] file) => Assert.Throws<ProblemException>(() => Load(file)).Message;

    // Every number with all its digits, whatever the loss wants of targets.
    private static string TextOf(NetworkSpec network) => NetworkFile.Write(new(
        new NetworkSpec(network.Layers, Loss.HalfSse, network.Reduction, network.Input), new([new double[network.Input.Count]], [new double[network.Plan.Layers[^1].Output.Shape.Count]])))
        + network.Loss.Name;

    private static string Header(byte[] file) => Encoding.UTF8.GetString(file, 8, (int)BinaryPrimitives.ReadUInt64LittleEndian(file));

    [Theory, MemberData(nameof(Kinds))]
    public void A_network_with_any_kind_of_layer_is_read_as_it_was_written(string kind)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            NetworkSpec network = RandomLayers.Of(LayerKind.Named(kind), seed).Network;
            Model model = new(network) { Update = Update.Adam.With("beta1", 0.5), LearningRate = 0.125, UpdateBiases = false, Notes = new Dictionary<string, string> { ["seed"] = "7", ["é\"\n"] = "{}" } };
            Model read = Load(Saved(model));
            Assert.Equal(TextOf(network), TextOf(read.Network));
            Assert.Equal((model.Update, model.LearningRate, model.UpdateBiases), (read.Update, read.LearningRate, read.UpdateBiases));
            Assert.Equal(model.Notes.OrderBy(each => each.Key), read.Notes.OrderBy(each => each.Key));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Trained_floats_and_doubles_come_back_bit_for_bit_and_in_as_few_bytes_as_they_take(string kind)
    {
        Problem problem = RandomLayers.Of(LayerKind.Named(kind), 3);
        Check(Trained<F32>(problem), SafeTensor.Single);
        Check(Trained<F64>(problem), SafeTensor.Double);

        static void Check(NetworkSpec trained, string type)
        {
            byte[] file = Saved(new(trained));
            Assert.Contains($"\"dtype\":\"{type}\"", Header(file), StringComparison.Ordinal);
            Assert.Equal(TextOf(trained), TextOf(Load(file).Network));
        }
    }

    private static NetworkSpec Trained<T>(Problem problem) where T : struct, IReal<T>
    {
        var network = new Network<T>(problem.Network);
        var at = new Workspace<T>(network, problem.Batch.Count);
        at.Load(problem.Batch);
        for (int step = 0; step < 3; step++)
        {
            network.Forward(at);
            network.Measure(at);
            network.Backward(at);
            network.Descend(at, 0.1);
        }
        return network.ToSpec();
    }

    [Fact]
    public void Names_and_layouts_are_those_of_PyTorch()
    {
        string[] Tensors(params LayerSpec[] layers)
        {
            Shape input = layers[0] switch { Convolution => Shape.Image(2, 4, 4), Attention => Shape.Sequence(3, 4), _ => Shape.Units(2) };
            byte[] file = Saved(new(new NetworkSpec(layers, Loss.HalfSse, input: layers[0].InputShape ?? input)));
            using var header = System.Text.Json.JsonDocument.Parse(Header(file));
            return [.. header.RootElement.EnumerateObject().Skip(1).Select(each => $"{each.Name} {each.Value.GetProperty("shape").GetRawText()}")];
        }

        double[][] Of(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
        Assert.Equal(["layers.0.weight [3,2]", "layers.0.bias [3]", "layers.1.weight [1,3]", "layers.1.bias [1]"], Tensors([.. small.Layers]));
        Assert.Equal(["layers.0.weight [2]", "layers.0.bias [2]", "layers.2.weight [2]"], Tensors(new LayerNorm(new double[2], new double[2]), new Flatten(), new RmsNorm(new double[2])));
        Projection four = new(Of(4, 4), new double[4]);
        Assert.Equal(["layers.0.in_proj_weight [12,4]", "layers.0.in_proj_bias [12]", "layers.0.out_proj.weight [4,4]", "layers.0.out_proj.bias [4]"], Tensors(new Attention(2, four, four, four, four)));
        Tensor kernels = Tensor.Of(new Shape(false, [3, 2, 2, 1]), _ => 0.5);
        Assert.Equal(["layers.0.weight [3,2,2,1]", "layers.0.bias [3]"], Tensors(new Convolution(Activation.Relu, kernels, new double[3])));
    }

    [Fact]
    public void The_numbers_lie_row_after_row()
    {
        byte[] file = Saved(new(small));
        int begin = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, begin % 8);
        Assert.Equal([1, 2, 3, 4, 0.5f, -6, 7, 8, 9, -1, 0.25f, 3, 4], Enumerable.Range(0, 13).Select(i => BitConverter.ToSingle(file, begin + (4 * i))));
    }

    [Fact]
    public void A_file_that_is_spoiled_in_any_byte_is_refused_or_says_the_same()
    {
        byte[] file = Saved(new(small) { Notes = new Dictionary<string, string> { ["epoch"] = "12" } });
        string whole = TextOf(small);
        for (int at = 0; at < file.Length; at++)
            foreach (int flip in (int[])[1, 2, 128])
            {
                byte[] spoiled = [.. file];
                spoiled[at] ^= (byte)flip;
                try
                {
                    Model read = Load(spoiled);
                    Assert.Equal(whole, TextOf(read.Network));
                    Assert.Equal("12", read.Notes["epoch"]);
                }
                catch (ProblemException refused)
                {
                    Assert.StartsWith("m.safetensors", refused.Message, StringComparison.Ordinal);
                }
            }
    }

    [Fact]
    public void Every_beginning_of_a_file_and_every_longer_file_is_refused()
    {
        byte[] file = Saved(new(small));
        for (int length = 0; length < file.Length; length++) MessageFor(file[..length]);
        MessageFor([.. file, 0]);
    }

    private static byte[] Raw(string header, int bytes) => [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[bytes]];

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "the tensor b begins at byte 4 of the numbers, wanted 8: no gap, and no byte of two tensors")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "the tensor a begins at byte 4 of the numbers, wanted 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "the tensors end at byte 8 of the numbers, and the file has 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}""", 12, "2 numbers of type F32 take 8 bytes, got 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,0]}}""", 0, "got the axes 65536 × 65536 × 65536 × 65536, wanted 1 to 8 whole numbers from 1, whose numbers the file can hold")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1e300],"data_offsets":[0,8]}}""", 8, "whose numbers the file can hold")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "whose numbers the file can hold")]
    [InlineData("""{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", 4, "got numbers of type BF16, wanted F32 or F64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "the tensor \"a\" is there twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "the key \"data_offsets\" is missing")]
    [InlineData("""[]""", 0, "wanted an object, with an entry for each tensor")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "wanted a text")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "there are tensors (a …), and no network; another program wrote them")]
    public void A_header_that_lies_is_refused_with_what_is_wrong(string header, int bytes, string message) => Assert.Contains(message, MessageFor(Raw(header, bytes)), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_any_bytes_is_refused_in_a_sentence()
    {
        Gen<byte[]> any = Gen.OneOf(
            Gen.Byte.Array[0, 200],
            Gen.Select(Gen.String[Gen.Char["{}[]\",:0123456789aF_.-"], 0, 80], Gen.Int[0, 20]).Select(Raw),
            Gen.Select(Gen.Int[0, 400], Gen.Byte).Select((at, value) => { byte[] file = Saved(new(small)); file[8 + at] = value; return file; }));
        any.Sample(file =>
        {
            try { Load(file); }
            catch (ProblemException) { }
        });
    }

    [Fact]
    public void What_a_file_only_claims_takes_no_memory()
    {
        byte[] lying = Raw("""{"a":{"dtype":"F64","shape":[100000000],"data_offsets":[0,800000000]}}""", 8), longHeader = [.. BitConverter.GetBytes(99_000_000UL), .. new byte[50]];
        foreach (byte[] file in (byte[][])[lying, longHeader])
        {
            MessageFor(file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            MessageFor(file);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        }
    }

    [Fact]
    public void A_newer_file_and_a_number_that_is_not_finite_are_refused()
    {
        byte[] file = Saved(new(small));
        string newer = Header(file).Replace("\"chainrule.version\":\"1\"", "\"chainrule.version\":\"2\"", StringComparison.Ordinal);
        Assert.Contains("the model has version 2, and this program reads up to 1; take a newer program", MessageFor([.. file[..8], .. Encoding.UTF8.GetBytes(newer), .. file[(8 + newer.Length)..]]), StringComparison.Ordinal);
        BitConverter.TryWriteBytes(file.AsSpan(^4), float.NaN);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            Assert.EndsWith("layers.1.bias[0]: got NaN, wanted a finite number", Assert.Throws<ProblemException>(() => ModelFile.Import(path, small)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Nothing_is_left_of_a_model_that_cannot_be_written()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, "m.safetensors");
        try
        {
            Model taken = new(small) { Notes = new Dictionary<string, string> { ["chainrule.network"] = "mine" } };
            Assert.Contains("has a name of our own", Assert.Throws<ProblemException>(() => ModelFile.Save(path, taken)).Message, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_closed_stream_is_refused_both_ways()
    {
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Throws<ArgumentException>(() => ModelFile.Save(closed, new(small)));
        Assert.Throws<ArgumentException>(() => ModelFile.Load(closed, "m"));
    }

    // A layer of one's own may hold its numbers as rows and tables.
    [Fact]
    public void A_layer_from_elsewhere_is_kept_and_read_back()
    {
        var words = new FileVocabulary(kinds: [OwnScale.OfKind]);
        NetworkSpec network = new OwnScale([2, -0.5]).Problem().Network;
        Assert.Equal(TextOf(network), TextOf(ModelFile.Load(new MemoryStream(Saved(new(network))), "m", words).Network));
        Assert.Contains("unknown kind of layer", Assert.Throws<ProblemException>(() => Load(Saved(new(network)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_written_aside_and_tensors_of_other_programs_are_imported()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, "m.safetensors");
        try
        {
            ModelFile.Save(path, new(small));
            Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder));
            Assert.Equal(TextOf(small), TextOf(ModelFile.Load(path).Network));
            NetworkSpec empty = new([new(Activation.Relu, [[0, 0], [0, 0], [0, 0]], [0, 0, 0]), new(Activation.Identity, [[0, 0, 0]], [0])], Loss.Mse);
            Assert.Equal(TextOf(small), TextOf(ModelFile.Import(path, empty)));
            NetworkSpec other = new([new(Activation.Relu, [[0, 0]], [0])], Loss.Mse);
            Assert.Contains("no layer of the network has the tensor \"layers.1.weight\"", Assert.Throws<ProblemException>(() => ModelFile.Import(path, other)).Message, StringComparison.Ordinal);
            Assert.Contains("wanted a file in a folder that may be written to", Assert.Throws<ProblemException>(() => ModelFile.Save(Path.Combine(folder, "none", "m"), new(small))).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
