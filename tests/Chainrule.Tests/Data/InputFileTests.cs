using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public sealed class InputFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chainrule").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Named(string name) => Path.Combine(folder, name);

    private static string MessageFor(string path) => Assert.Throws<ProblemException>(() => NetworkFile.Read(path)).Message;

    [Fact]
    public void A_file_is_read_from_the_disk()
    {
        File.WriteAllText(Named("net.json"), NetworkFileTests.Valid);
        Assert.Equal(2, NetworkFile.Read(Named("net.json")).Network.Inputs);
        Assert.Equal(2, NetworkFile.ReadNetwork(Named("net.json")).Network.Inputs);
    }

    [Fact]
    public void A_missing_file_is_said_with_the_nearest_name()
    {
        File.WriteAllText(Named("net.json"), "{}");
        Assert.EndsWith("nett.json: there is no such file; did you mean \"net.json\"?", MessageFor(Named("nett.json")), StringComparison.Ordinal);
        Assert.Contains("there is no such file; check the name and the folder", MessageFor(Named(Path.Combine("nowhere", "net.json"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file() => Assert.EndsWith(": this is a folder, wanted a file", MessageFor(folder), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_name_is_said(string path) => Assert.StartsWith("the name of the file is empty; wanted a path", MessageFor(path), StringComparison.Ordinal);

    [Fact]
    public void A_name_with_a_null_character_is_no_file() => Assert.Contains("there is no such file", MessageFor("a\0b"), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_another_program_holds_is_said()
    {
        using FileStream held = new(Named("net.json"), FileMode.Create, FileAccess.Write, FileShare.None);
        Assert.Contains("the file cannot be read; another program may be using it", MessageFor(Named("net.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_file_is_refused_by_its_length()
    {
        // A sparse file: a gigabyte by its length, and nothing on the disk.
        using (FileStream large = File.Create(Named("large.json"))) large.SetLength(1L << 30);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("the file is too large: got 1073.7 MB, wanted at most 100 MB", MessageFor(Named("large.json")), StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void A_stream_without_a_length_is_read_up_to_the_limit()
    {
        Assert.Equal(InputFile.Largest, InputFile.ReadAll(new Zeros(InputFile.Largest), "zeros").Length);
        string message = Assert.Throws<ProblemException>(() => InputFile.ReadAll(new Zeros(long.MaxValue), "zeros")).Message;
        Assert.Equal("zeros: the file is too large: got more than that, wanted at most 100 MB; use a smaller network or fewer examples", message);
    }

    [Fact]
    public void A_dash_is_the_name_of_a_file_like_any_other() => Assert.StartsWith("-: there is no such file", MessageFor("-"), StringComparison.Ordinal);

    [Fact]
    public void A_stream_is_read_to_its_end_and_called_by_the_name_it_is_given()
    {
        Assert.Equal(2, NetworkFile.Read(Bytes(NetworkFileTests.Valid), "standard input").Network.Inputs);
        Assert.Equal(2, NetworkFile.ReadNetwork(Bytes(NetworkFileTests.Valid), "standard input").Network.Inputs);
        Assert.StartsWith("standard input:1:", Assert.Throws<ProblemException>(() => NetworkFile.Read(Bytes("{"), "standard input")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_is_closed_or_only_written_to_is_refused_with_a_sentence()
    {
        MemoryStream closed = Bytes(NetworkFileTests.Valid);
        closed.Dispose();
        using FileStream written = File.OpenWrite(Named("written.json"));
        Assert.All((Stream[])[closed, written], stream => Assert.All((Action[])[() => NetworkFile.Read(stream, "net.json"), () => NetworkFile.ReadNetwork(stream, "net.json")], read =>
            Assert.Equal("net.json: this stream is closed or was opened for writing only; hand over one that is open for reading (Parameter 'stream')", Assert.Throws<ArgumentException>(read).Message)));
    }

    private static MemoryStream Bytes(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Of_a_long_path_the_end_is_shown() => Assert.EndsWith("/net.json", InputFile.NameOf(new string('d', 100) + "/net.json"), StringComparison.Ordinal);

    // A pipe, as far as a reader can tell.
    private sealed class Zeros(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(left, count);
            left -= read;
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
