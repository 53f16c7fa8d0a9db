using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>The bytes of a file that a user named, or a message about why there are none.</summary>
internal static class InputFile
{
    /// <summary>The largest input that is read, in bytes: 100 MB. A longer file is refused by its length, unread.</summary>
    public const int Largest = 100_000_000;

    /// <summary>What messages call this path: the path itself, or the end of a long one.</summary>
    public static string NameOf(string path) => Shown.Text(Tail(Given.NotNull(path)));

    // Of a long path the end is what tells files apart.
    private static string Tail(string path) => path.Length <= Shown.Longest ? path : "…" + path[^(Shown.Longest - 1)..];

    /// <summary>All bytes of the file.</summary>
    /// <exception cref="ProblemException">There is no such file, it is a folder, it may not be read, or it is larger than <see cref="Largest"/>.</exception>
    public static byte[] ReadAll(string path) => ReadAll(path, NameOf(path));

    /// <summary>As <see cref="ReadAll(string)"/>, where messages call the file <paramref name="name"/>.</summary>
    /// <exception cref="ProblemException">There is no such file, it is a folder, it may not be read, or it is larger than <paramref name="largest"/>.</exception>
    public static byte[] ReadAll(string path, string name, int largest = Largest) => Read(path, name, file => ReadAll(file, name, largest));

    /// <summary>Opens the file for <paramref name="read"/>, and says in a sentence why it cannot be opened or read.</summary>
    /// <exception cref="ProblemException">There is no such file, it is a folder, it may not be read, or reading fails.</exception>
    public static TResult Read<TResult>(string path, string name, Func<FileStream, TResult> read)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(read);
        using FileStream file = Open(path, name);
        try
        {
            return read(file);
        }
        catch (IOException failed)
        {
            throw Unreadable(name, failed);
        }
    }

    private static FileStream Open(string path, string name)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ProblemException("the name of the file is empty; wanted a path");
        if (Directory.Exists(path)) throw new ProblemException($"{name}: this is a folder, wanted a file");
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new ProblemException($"{name}: there is no such file; {Suggestion(path)}", missing);
        }
        catch (UnauthorizedAccessException forbidden)
        {
            throw new ProblemException($"{name}: this file may not be read; ask for the right to read it (on Linux and macOS: chmod u+r)", forbidden);
        }
        catch (Exception failed) when (failed is IOException or NotSupportedException)
        {
            throw Unreadable(name, failed);
        }
    }

    private static ProblemException Unreadable(string name, Exception failed) => new($"{name}: the file cannot be read; another program may be using it, or the disk may have failed", failed);

    /// <summary>All bytes of a stream that <paramref name="name"/> names in messages, seekable or not.</summary>
    /// <exception cref="ProblemException">The stream is longer than <paramref name="largest"/>.</exception>
    /// <exception cref="ArgumentException">The stream is closed, or cannot be read.</exception>
    public static byte[] ReadAll(Stream stream, string name, int largest = Largest)
    {
        CheckReadable(stream, name);
        if (stream.CanSeek && stream.Length > largest) throw TooLarge(name, $"{stream.Length / 1e6:F1} MB", largest);
        using var bytes = new MemoryStream(stream.CanSeek ? (int)stream.Length : 0);
        byte[] chunk = new byte[81_920];
        // A pipe or a device has no length, and a file may grow while it is read.
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (bytes.Length + read > largest) throw TooLarge(name, "more than that", largest);
            bytes.Write(chunk.AsSpan(0, read));
        }
        return bytes.ToArray();
    }

    /// <exception cref="ArgumentException">The stream is null or closed, or cannot be read.</exception>
    internal static void CheckReadable(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead) throw new ArgumentException($"{name}: this stream is closed or was opened for writing only; hand over one that is open for reading", nameof(stream));
    }

    private static ProblemException TooLarge(string name, string got, int largest) =>
        new($"{name}: the file is too large: got {got}, wanted at most {largest / 1_000_000} MB; use a smaller network or fewer examples");

    private const string CheckTheName = "check the name and the folder";

    private static string Suggestion(string path)
    {
        try
        {
            string folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
            string[] others = [.. Directory.EnumerateFiles(folder).Take(1000).Select(each => Path.GetFileName(each))];
            return others.Length > 0 && Names.Nearest(others, Path.GetFileName(path)) is string nearest ? $"did you mean \"{Shown.Text(nearest)}\"?" : CheckTheName;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return CheckTheName;
        }
    }
}
