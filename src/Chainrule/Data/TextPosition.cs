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
