using System.Text;
using Chainrule.Rules;

namespace Chainrule.Cli.Streams;

/// <summary>
/// Standard input, output and error, as the program was given them. What cannot be printed is a problem with a sentence; only a reader who has gone (chainrule | head) is none,
/// and there nothing is said since nobody is there: the console's streams keep EPIPE to themselves.
/// </summary>
internal static class StandardStreams
{
    private const string Lost = "what was to be printed is lost";

    /// <summary>Makes the console's writers those of this class. Done once, where the program starts.</summary>
    internal static void Install()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        // On Windows the console's own encoding has no ∂ and no ⁰; elsewhere this is what it is anyway.
        if (OperatingSystem.IsWindows()) Console.OutputEncoding = utf8;
        Console.SetOut(new StreamWriter(OpenOutput(), utf8) { AutoFlush = true, NewLine = Environment.NewLine });
        // Nobody can be told that nobody can be told.
        Stream error = Unix.IsInherited(2) ? new Guarded(Console.OpenStandardError(), _ => { }) : Stream.Null;
        Console.SetError(new StreamWriter(error, utf8) { AutoFlush = true });
    }

    /// <summary>Standard output. Writing throws a <see cref="ProblemException"/> where what is written does not arrive.</summary>
    internal static Stream OpenOutput() => Unix.IsInherited(1)
        ? new Guarded(Console.OpenStandardOutput(), failed => throw new ProblemException($"standard output cannot be written ({failed.Message}); {Lost}", failed))
        : new Guarded(Stream.Null, _ => { }, () => throw new ProblemException($"standard output is closed; {Lost}: give it a file, a pipe or a terminal, or name a file with --output"));

    /// <summary>Which standard stream a path of the system means, 1 or 2; null where it is another place. Opened by its path it would be emptied, or, where none was given, be something of .NET's.</summary>
    internal static int? NumberOf(string path) => path switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => 1,
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => 2,
        _ => null,
    };

    /// <summary>The stream of this number, to be written.</summary>
    internal static Stream Open(int number) => number == 1 ? OpenOutput()
        : Unix.IsInherited(number) ? new Guarded(Console.OpenStandardError(), failed => throw new ProblemException($"standard error cannot be written ({failed.Message}); {Lost}", failed))
        : throw new ProblemException($"standard error is closed; {Lost}");

    /// <summary>Standard input.</summary>
    /// <exception cref="ProblemException">It is closed.</exception>
    internal static Stream OpenInput() => Unix.IsInherited(0)
        ? Console.OpenStandardInput()
        : throw new ProblemException("standard input is closed; wanted a file or a pipe there, as in chainrule - < net.json");

    /// <summary>Whether this means that the reader of a pipe has gone.</summary>
    internal static bool IsReaderGone(IOException failed)
    {
        // ERROR_BROKEN_PIPE and ERROR_NO_DATA of Windows.
        const int broken = unchecked((int)0x8007006d), noData = unchecked((int)0x800700e8);
        return OperatingSystem.IsWindows() ? failed.HResult is broken or noData : failed.HResult == Unix.BrokenPipe;
    }

    /// <summary>Whether this is how .NET reports that the system did not read or write.</summary>
    internal static bool IsFailure(Exception each) =>
        // EBADF and EACCES come as the second, EFBIG as the third.
        each is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>A stream that is only written, with a word to say before a write, and one where it fails.</summary>
    private sealed class Guarded(Stream inner, Action<Exception> failed, Action? before = null) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.IsEmpty) return;
            before?.Invoke();
            try
            {
                inner.Write(buffer);
            }
            catch (Exception each) when (IsFailure(each))
            {
                failed(each);
            }
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
