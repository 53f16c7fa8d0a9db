using System.Text;
using System.Text.RegularExpressions;

namespace Chainrule.Cli.Streams;

/// <summary>
/// Names of files that are not UTF-8. On Linux a name is bytes; .NET makes a text of each argument, with U+FFFD for what is no character, and the name is lost. The system
/// still knows the bytes.
/// </summary>
internal static partial class RawName
{
    private const char Unknown = '\uFFFD';

    /// <summary>The bytes the user typed; null where the text says all there is to say, or nobody knows them.</summary>
    internal static byte[]? Of(string path)
    {
        if (!path.Contains(Unknown, StringComparison.Ordinal) || !OperatingSystem.IsLinux()) return null;
        string wanted = Joined(path);
        byte[][] same = [.. Arguments().SelectMany(Parts).Where(each => Joined(Encoding.UTF8.GetString(each)) == wanted).DistinctBy(Convert.ToHexString)];
        return same is [byte[] one] && !one.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(path)) ? one : null;
    }

    // An argument may be an option and its value: --data=file.
    private static IEnumerable<byte[]> Parts(byte[] argument)
    {
        yield return argument;
        int equals = argument.AsSpan().IndexOfAny((byte)'=', (byte)':');
        if (equals >= 0) yield return argument[(equals + 1)..];
    }

    private static IEnumerable<byte[]> Arguments()
    {
        byte[] all = File.ReadAllBytes("/proc/self/cmdline");
        for (int start = 0, end; start < all.Length; start = end + 1)
        {
            end = Array.IndexOf(all, (byte)0, start) is >= 0 and int zero ? zero : all.Length;
            yield return all[start..end];
        }
    }

    // How many U+FFFD stand for a wrong sequence is not the same everywhere.
    private static string Joined(string text) => Several().Replace(text, $"{Unknown}");

    [GeneratedRegex("\uFFFD+")]
    private static partial Regex Several();
}
