using System.Globalization;
using System.Numerics;
using System.Text;
using Chainrule.Data;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;
using nietras.SeparatedValues;

namespace Chainrule.Datasets.Csv;

/// <summary>A CSV file whose header has been read, and whose rows can be read once.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly Stream stream;
    private readonly long start;
    private readonly char separator;
    private readonly SepReader reader;

    /// <exception cref="ProblemException">No header, or unnamed or twice-named columns.</exception>
    internal CsvFile(Stream stream, string source, char? delimiter = null)
    {
        (this.stream, Source) = (Seekable(stream), source);
        start = CsvHeader.AfterMark(this.stream);
        separator = delimiter ?? CsvHeader.Separator(this.stream);
        this.stream.Position = start;
        reader = Told(() => Sep.New(separator).Reader(options => options with { HasHeader = false, DisableColCountCheck = true }).From(Text()));
        Columns = Told(Header);
    }

    internal string Source { get; }

    internal string[] Columns { get; }

    public void Dispose() => reader.Dispose();

    /// <summary>Which column has this name.</summary>
    /// <exception cref="ProblemException">None has; the message suggests the nearest.</exception>
    internal int ColumnOf(string name) => Column.IndexOf(Columns, name, Source);

    /// <summary>Reads the rows.</summary>
    /// <param name="kinds">What each column may hold.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="ProblemException">No rows, ragged rows, too many, quotes in the wrong place, or a cell that is not of its column's kind.</exception>
    internal Table<T> ReadRows<T>(ColumnKind[] kinds, CsvOptions options) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int[] kept = [.. Enumerable.Range(0, kinds.Length).Where(c => kinds[c] != ColumnKind.Ignored)];
        RowBlocks<T> rows = new(kept.Length);
        LineNumbers lines = new();
        CsvColumn<T>[] columns = [.. kept.Select((c, place) => new CsvColumn<T>(Source, Columns[c], kinds[c], options.MostCategories, rows, place))];
        Told(() =>
        {
            while (NextRow()) ReadRow(columns, kept, rows, lines, options.MostCells);
            return true;
        });
        if (rows.Count == 0) throw new ProblemException($"{Source}: there is a header and no row; wanted at least one example");
        foreach (CsvColumn<T> column in columns) column.RefuseWrong();
        return new(Source, [.. columns.Select(column => column.Done())], rows, lines);
    }

    private void ReadRow<T>(CsvColumn<T>[] columns, int[] kept, RowBlocks<T> rows, LineNumbers lines, long mostCells) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        SepReader.Row row = reader.Current;
        int line = LineOf(row);
        if (row.ColCount != Columns.Length) throw Ragged(row);
        if ((rows.Count + 1L) * columns.Length > mostCells)
            throw new ProblemException($"{Source}:{line}: got more than {mostCells:N0} cells, wanted at most that; use fewer examples or columns");
        lines.Add(rows.Count, line);
        Span<T> numbers = rows.Add();
        for (int c = 0; c < columns.Length; c++)
        {
            SepReader.Col cell = row[kept[c]];
            numbers[c] = columns[c].HoldsNumbers && IsNumber(cell, out T number) ? columns[c].Number(number) : columns[c].Read(cell.Span, line);
        }
    }

    // The library takes a comma between digits for one between thousands: 0,5 would be 5. Where commas separate cells, none is in a cell without quotes.
    private bool IsNumber<T>(SepReader.Col cell, out T number) where T : struct, IBinaryFloatingPointIeee754<T> =>
        cell.TryParse(out number) && T.IsFinite(number) && (separator == ',' || !cell.Span.Contains(','));

    // The library gives the first row the line on which the next begins.
    private static int LineOf(SepReader.Row row) => row.RowIndex == 0 ? 1 : row.LineNumberFrom;

    // Blank lines do not count.
    private bool NextRow()
    {
        while (reader.MoveNext())
            if (!reader.Current.Span.IsEmpty) return true;
        return false;
    }

    private ProblemException Ragged(SepReader.Row row)
    {
        for (int c = 0; c < row.ColCount; c++) CsvCell.Text(row[c].Span, Source, LineOf(row));
        return new($"{Source}:{LineOf(row)}: got {Shown.Count(row.ColCount, "cell")}, wanted {Columns.Length} (one for each column of the header; a cell with the separator in it stands in quotes)");
    }

    private string[] Header()
    {
        if (!NextRow()) throw new ProblemException($"{Source}: the file is empty; wanted a first line with the names of the columns, then one example on each line");
        SepReader.Row row = reader.Current;
        string at = $"{Source}:{LineOf(row)}";
        string[] columns = new string[row.ColCount];
        var met = new HashSet<string>();
        for (int c = 0; c < columns.Length; c++)
        {
            columns[c] = CsvCell.Text(row[c].Span, Source, LineOf(row));
            if (columns[c].Length == 0) throw new ProblemException($"{at}: column {c + 1} has no name; name it in the first line or take it out");
            if (!met.Add(columns[c])) throw new ProblemException($"{at}: two columns are called \"{Shown.Text(columns[c])}\"; give each its own name");
        }
        if (columns.All(each => double.TryParse(each, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            throw new ProblemException($"{at}: the first line has numbers only; wanted the names of the columns there");
        return columns;
    }

    // What the reader throws, in a sentence.
    private TResult Told<TResult>(Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            stream.Position = start;
            throw new ProblemException($"{Source}:{CsvHeader.FirstLineNotUtf8(stream)}: {Utf8Check.Message}");
        }
        // A row of more than 16 million characters: so says the library.
        catch (NotSupportedException tooLong)
        {
            throw new ProblemException($"{Source}: a row has more than 16 million characters; perhaps a cell begins with a quote that is never closed", tooLong);
        }
    }

    private StreamReader Text() =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);

    private static Stream Seekable(Stream stream)
    {
        if (stream.CanSeek) return stream;
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
