using Chainrule.Cli.Streams;
using Chainrule.Data;
using Chainrule.Rules;
using Microsoft.Win32.SafeHandles;

namespace Chainrule.Cli.Reading;

/// <summary>A file that was named on the command line, where "-" stands for standard input, and whose name may be any bytes. No library call reads these.</summary>
internal static class UserFile
{
    private const string StandardInput = "-", NameOfStandardInput = "standard input";

    /// <summary>What messages call it.</summary>
    internal static string NameOf(string path) => path == StandardInput ? NameOfStandardInput : InputFile.NameOf(path);

    /// <summary>All its bytes.</summary>
    /// <exception cref="ProblemException">There is no such file, or it cannot be read.</exception>
    internal static byte[] ReadAll(string path, int largest = InputFile.Largest)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ProblemException("the name of the file is empty; wanted a path, or - for standard input");
        if (path == StandardInput) return Piped(largest);
        using SafeFileHandle? found = RawName.Of(path) is { } name ? Unix.Find(name) : null;
        return InputFile.ReadAll(found is null ? path : Through(found), NameOf(path), largest);
    }

    /// <summary>Whether it is a path that any library can open.</summary>
    internal static bool IsPlain(string path) => path != StandardInput && RawName.Of(path) is null;

    /// <summary>Whether there is something of this name.</summary>
    internal static bool Exists(string path)
    {
        using SafeFileHandle? found = RawName.Of(path) is { } name ? Unix.Find(name) : null;
        return found is not null || Path.Exists(path);
    }

    // The name by which the system knows what is open.
    private static string Through(SafeFileHandle found) => $"/proc/self/fd/{found.DangerousGetHandle()}";

    private static byte[] Piped(int largest)
    {
        try
        {
            return InputFile.ReadAll(StandardStreams.OpenInput(), NameOfStandardInput, largest);
        }
        catch (Exception failed) when (StandardStreams.IsFailure(failed))
        {
            throw new ProblemException(failed.HResult == Unix.IsAFolder && !OperatingSystem.IsWindows()
                ? $"{NameOfStandardInput}: this is a folder, wanted a file"
                : $"{NameOfStandardInput} cannot be read ({failed.Message}); wanted a file or a pipe there, as in chainrule - < net.json", failed);
        }
    }
}
