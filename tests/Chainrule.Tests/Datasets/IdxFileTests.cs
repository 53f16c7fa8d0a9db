using System.IO.Compression;
using Chainrule.Datasets.Idx;
using Chainrule.Rules;

namespace Chainrule.Tests.Datasets;

public class IdxFileTests
{
    private static byte[] File(byte[] header, int bytes) => [.. header, .. Enumerable.Range(0, bytes).Select(at => (byte)at)];

    private static readonly byte[] twoOfThreeByFour = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4];

    private static byte[] Packed(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(plain);
        return packed.ToArray();
    }

    private static IdxFile Read(byte[] bytes) => IdxFile.Read(new MemoryStream(bytes), "digits");

    private static string MessageFor(byte[] bytes) => Assert.Throws<ProblemException>(() => Read(bytes)).Message;

    [Fact]
    public void An_array_is_read_with_its_shape_compressed_or_not()
    {
        byte[] plain = File(twoOfThreeByFour, 24);
        foreach (byte[] file in (byte[][])[plain, Packed(plain)])
        {
            IdxFile read = Read(file);
            Assert.Equal([2, 3, 4], read.Shape);
            Assert.Equal(plain[16..], read.Bytes.ToArray());
        }
    }

    [Fact]
    public void Every_beginning_of_a_file_is_refused_or_has_the_whole_array()
    {
        byte[] plain = File(twoOfThreeByFour, 24), packed = Packed(plain);
        for (int length = 0; length < plain.Length; length++) Assert.StartsWith("digits: ", MessageFor(plain[..length]), StringComparison.Ordinal);
        // Of the compressed file the last bytes are a checksum: the array is there before them.
        for (int length = 0; length < packed.Length; length++)
        {
            try { Assert.Equal(plain[16..], Read(packed[..length]).Bytes.ToArray()); }
            catch (ProblemException refused) { Assert.StartsWith("digits: ", refused.Message, StringComparison.Ordinal); }
        }
        MessageFor(packed[..(packed.Length / 2)]);
    }

    [Fact]
    public void A_file_that_is_spoiled_in_one_byte_of_its_header_is_refused_or_its_shape_fits()
    {
        byte[] plain = File(twoOfThreeByFour, 24);
        for (int at = 0; at < 16; at++)
            for (int value = 0; value < 256; value++)
            {
                byte[] spoiled = [.. plain];
                spoiled[at] = (byte)value;
                if (spoiled.AsSpan().SequenceEqual(plain)) continue;
                // Other axes of one product are as good.
                try { Assert.Equal(24 + 16 - 4 - (4 * spoiled[3]), Read(spoiled).Shape.Aggregate(1, (product, axis) => product * axis)); }
                catch (ProblemException) { }
            }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 5 }, "digits: the header speaks of 30 bytes (2 × 3 × 5), and the file is too short for them; download it again")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2 }, "digits: there are more than the 12 bytes (2 × 3 × 2) of which the header speaks")]
    [InlineData(new byte[] { 0, 0, 8, 3, 255, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4 }, "digits: the header speaks of more than 1000 MB, wanted at most that")]
    [InlineData(new byte[] { 0, 0, 13, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4 }, "digits: got numbers of type 13, wanted bytes (type 8)")]
    [InlineData(new byte[] { 0, 0, 8, 9, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4 }, "digits: got 9 axes, wanted 1 to 4")]
    public void A_header_that_lies_is_refused_with_what_it_says(byte[] header, string message) => Assert.Equal(message, MessageFor(File(header, header[3] == 3 && header[15] == 5 ? 13 : 24)));

    [Fact]
    public void A_lying_header_takes_no_memory()
    {
        byte[] lying = Packed([0, 0, 8, 1, 0x3B, 0x9A, 0xCA, 0, 1, 2, 3]);
        MessageFor(lying);
        long before = GC.GetAllocatedBytesForCurrentThread();
        MessageFor(lying);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void Pictures_find_the_labels_beside_them()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string images = Path.Combine(folder, "train-images-idx3-ubyte.gz");
            System.IO.File.WriteAllBytes(images, Packed(File(twoOfThreeByFour, 24)));
            Assert.Contains("there is no such file", Assert.Throws<ProblemException>(() => LabelledImages.Read(images)).Message, StringComparison.Ordinal);
            System.IO.File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]);
            LabelledImages read = LabelledImages.Read(images);
            Assert.Equal((2, 3, 4, 8), (read.Count, read.Rows, read.Columns, read.Classes));
            Assert.Equal((7, 3), (read.LabelOf(0), read.LabelOf(1)));
            Assert.Equal(Enumerable.Range(12, 12).Select(each => (byte)each), read[1].ToArray());
            System.IO.File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 3, 7, 3, 1]);
            Assert.Contains("got 3 labels, wanted 2 (one for each picture", Assert.Throws<ProblemException>(() => LabelledImages.Read(images)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
