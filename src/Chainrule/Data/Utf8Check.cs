using System.Buffers;
using System.Text;

namespace Chainrule.Data;

/// <summary>Where a text stops being UTF-8, and what to say then.</summary>
internal static class Utf8Check
{
    /// <summary>What to say about a text that is not UTF-8.</summary>
    public const string Message = "here is a byte that is not UTF-8 text; save the file with the encoding UTF-8";

    /// <summary>The offset of the first byte that is not UTF-8, or the length where all are.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out int length) == OperationStatus.Done) at += length;
        return at;
    }
}
