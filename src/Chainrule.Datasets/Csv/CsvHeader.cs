using System.Text.Unicode;

namespace Chainrule.Datasets.Csv;

/// <summary>What the bytes of a CSV file tell before it is read.</summary>
internal static class CsvHeader
{
    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>Where the text begins: behind the mark of UTF-8, if there is one.</summary>
    internal static long AfterMark(Stream stream)
    {
        long start = stream.Position;
        Span<byte> first = stackalloc byte[Mark.Length];
        int read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = first[..read].SequenceEqual(Mark) ? start + read : start;
        return stream.Position;
    }

    /// <summary>The first line's most frequent candidate outside quotes. A file of one column has none: then it does not matter.</summary>
    internal static char Separator(Stream stream)
    {
        ReadOnlySpan<byte> candidates = ",;\t"u8;
        Span<int> counts = stackalloc int[candidates.Length];
        Span<byte> chunk = stackalloc byte[4096];
        bool isQuoted = false, hasBegun = false;
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            foreach (byte each in chunk[..read])
            {
                bool isEnd = each is (byte)'\r' or (byte)'\n';
                if (each == '"') isQuoted = !isQuoted;
                if (isEnd && !isQuoted && hasBegun) return (char)candidates[MostFrequent(counts)];
                hasBegun |= !isEnd;
                if (!isQuoted && candidates.IndexOf(each) is >= 0 and int candidate) counts[candidate]++;
            }
        }
        return (char)candidates[MostFrequent(counts)];
    }

    /// <summary>The first line that is not UTF-8, counted from 1 at the stream's place. No letter of UTF-8 has the byte of a line feed in it.</summary>
    internal static long FirstLineNotUtf8(Stream stream)
    {
        using var line = new MemoryStream();
        Span<byte> chunk = stackalloc byte[4096];
        long number = 1;
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            ReadOnlySpan<byte> rest = chunk[..read];
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..], number++)
            {
                line.Write(rest[..end]);
                if (!Utf8.IsValid(line.GetBuffer().AsSpan(0, (int)line.Length))) return number;
                line.SetLength(0);
            }
            line.Write(rest);
        }
        return number;
    }

    private static int MostFrequent(ReadOnlySpan<int> counts)
    {
        int most = 0;
        for (int each = 1; each < counts.Length; each++)
            if (counts[each] > counts[most]) most = each;
        return most;
    }
}
