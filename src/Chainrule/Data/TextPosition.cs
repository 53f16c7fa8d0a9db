using System.Text;

namespace Chainrule.Data;

/// <summary>Lines and columns of a UTF-8 text, both from 1; a column is a character (a code point), whatever its number of bytes.</summary>
internal static class TextPosition
{
    internal static (int Line, int Column) Of(ReadOnlySpan<byte> text, int offset)
    {
        ReadOnlySpan<byte> before = text[..offset];
        int column = 1;
        foreach (byte each in before[(before.LastIndexOf((byte)'\n') + 1)..])
            // A byte 10xxxxxx continues a character.
            if ((each & 0xC0) != 0x80) column++;
        return (before.Count((byte)'\n') + 1, column);
    }

    /// <summary>Where the line with this number, from 0, begins.</summary>
    internal static int LineStart(ReadOnlySpan<byte> text, long line)
    {
        int start = 0;
        for (; line > 0 && text[start..].IndexOf((byte)'\n') is >= 0 and int end; line--) start += end + 1;
        return start;
    }
}

/// <summary>Where a text stops being UTF-8, and what to say then.</summary>
public static class Utf8Check
{
    /// <summary>What to say about a text that is not UTF-8.</summary>
    public const string Message = "here is a byte that is not UTF-8 text; save the file with the encoding UTF-8";

    /// <summary>The offset of the first byte that is not UTF-8, or the length where all are.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out int length) == System.Buffers.OperationStatus.Done) at += length;
        return at;
    }
}
