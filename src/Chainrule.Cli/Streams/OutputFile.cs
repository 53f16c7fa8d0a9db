using System.Security.Cryptography;
using System.Text;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Cli.Streams;

/// <summary>
/// The file that --output names. Nothing is written before everything is there. An ordinary file with one name is replaced in one step, so that there is never half of it;
/// whatever else stands there (a link, a device, a pipe, a file with several names or another owner) stays what it is, and is written into.
/// </summary>
internal static class OutputFile
{
    private const string Prefix = ".chainrule-", Suffix = ".part";

    internal static void Write(string path, Action<Stream> write, string option = "--output")
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ProblemException($"{option}: the name of the file is empty; wanted a name such as story.txt");
        string shown = InputFile.NameOf(path);
        byte[]? name = RawName.Of(path);
        string full = Path.GetFullPath(path);
        if (name is null && Directory.Exists(full)) throw new ProblemException($"{option} {shown}: that is a folder, wanted the name of a file");
        if (name is null && !Directory.Exists(Path.GetDirectoryName(full)))
            throw new ProblemException($"{option} {shown}: the folder {InputFile.NameOf(Path.GetDirectoryName(full) ?? "")} does not exist; create it first");
        try
        {
            if (StandardStreams.NumberOf(full) is int number) Into(() => StandardStreams.Open(number), write);
            else if (name is not null) Into(() => new FileStream(Unix.Create(name) ?? throw new IOException("the system refused the name"), FileAccess.Write), write);
            else if (!Replaced(full, write)) Into(() => new FileStream(full, FileMode.Create, FileAccess.Write, FileShare.ReadWrite), write);
        }
        catch (IOException gone) when (StandardStreams.IsReaderGone(gone))
        {
            throw;
        }
        catch (Exception refused) when (StandardStreams.IsFailure(refused))
        {
            throw new ProblemException($"{option} {shown}: cannot be written ({Shown.Harmless(refused.Message)}); choose another place", refused);
        }
    }

    private static void Into(Func<Stream> open, Action<Stream> write)
    {
        using var whole = new MemoryStream();
        write(whole);
        whole.Position = 0;
        using Stream file = open();
        whole.CopyTo(file);
    }

    // Written beside and moved into place. False where that would change what the file is: then nothing has been done.
    private static bool Replaced(string full, Action<Stream> write)
    {
        FileFacts? old = Unix.FactsOf(full);
        if (!OperatingSystem.IsLinux() || old is { } there && (!there.IsRegular || there.Links != 1)) return false;
        string folder = Path.GetDirectoryName(full)!, beside = Path.Combine(folder, Prefix + Hash(full) + Suffix);
        Sweep(folder);
        FileStream part;
        try
        {
            part = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A folder that takes no new file may hold one that can be written into.
            return false;
        }
        try
        {
            using (part)
            {
                if (old is { } before)
                {
                    if (Unix.FactsOf(beside) is not { } made || (made.User, made.Group) != (before.User, before.Group)) return false;
                    // Who may write to the folder may replace a file that is protected from writing; but nobody asked for that.
                    using (File.OpenHandle(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) { }
                    File.SetUnixFileMode(part.SafeFileHandle, before.Permissions);
                }
                write(part);
                part.Flush();
                // Still open, and so still locked: nobody sweeps it away.
                File.Move(beside, full, overwrite: true);
            }
            return true;
        }
        finally
        {
            File.Delete(beside);
        }
    }

    // Short whatever the name, which may be as long as a file system allows.
    private static string Hash(string full) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)).AsSpan(0, 8));

    // What runs that were killed have left. One that is being written is locked by who writes it.
    private static void Sweep(string folder)
    {
        try
        {
            foreach (string left in Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}"))
            {
                using (new FileStream(left, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) File.Delete(left);
            }
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // Somebody's, or gone already.
        }
    }
}
