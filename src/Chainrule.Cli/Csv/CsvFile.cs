using System.Globalization;
using System.Text.Unicode;
using Chainrule.Data;
using Chainrule.Rules;
using CsvHelper;

namespace Chainrule.Cli.Csv;

/// <summary>A CSV file with a header, and as many cells in each row as there are columns. Each cell is looked at once, and an input is kept as its number.</summary>
internal sealed class CsvFile : IDisposable
{
    /// <summary>As many numbers as fit well into memory; a file of <see cref="InputFile.Largest"/> bytes could hold more cells.</summary>
    internal const int MostCells = 20_000_000;

    private readonly CsvReader reader;

    /// <exception cref="ProblemException">Not UTF-8, no header, or unnamed or twice-named columns.</exception>
    internal CsvFile(byte[] bytes, string source)
    {
        Source = source;
        if (!Utf8.IsValid(bytes))
        {
            int line = 1 + bytes.AsSpan(0, Utf8Check.FirstInvalid(bytes)).Count((byte)'\n');
            throw new ProblemException($"{source}:{line}: {Utf8Check.Message}");
        }
        reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = Separator(bytes),
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            OnMalformedRecord = bad => throw new ProblemException($"{source}:{bad.LineNumber}: {Explain(bad.Reason)}"),
        });
        Columns = Header();
    }

    internal string Source { get; }

    internal string[] Columns { get; }

    public void Dispose() => reader.Dispose();

    /// <summary>Reads the rows, once.</summary>
    /// <exception cref="ProblemException">No rows, ragged rows, too many, quotes in the wrong place, or an input that is no number.</exception>
    internal CsvTable ReadRows(int[] inputs, int[] targets)
    {
        List<CsvLine> rows = [];
        while (reader.Read())
        {
            long line = reader.LineNumber;
            if (reader.FieldCount != Columns.Length)
                throw new ProblemException($"{Source}:{line}: got {Shown.Count(reader.FieldCount, "cell")}, wanted {Columns.Length} (one for each column of the header; a cell with the separator in it stands in quotes)");
            if ((rows.Count + 1L) * Columns.Length > MostCells)
                throw new ProblemException($"{Source}:{line}: got more than {MostCells:N0} cells, wanted at most that; use fewer examples or columns");
            rows.Add(new(line, Array.ConvertAll(inputs, column => Number(line, column)), Array.ConvertAll(targets, reader.GetString)));
        }
        return rows.Count > 0 ? new(Source, Array.ConvertAll(targets, c => Columns[c]), rows) : throw new ProblemException($"{Source}: there is a header and no row; wanted at least one example");
    }

    // Most cells are numbers, and need not become texts first.
    private double Number(long line, int column) =>
        double.TryParse(reader.GetSpan(column), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : CsvTable.Number(Source, line, Columns[column], reader.GetString(column));

    private static string Explain(CsvMalformedReason reason) => reason == CsvMalformedReason.UnterminatedQuote
        ? "a cell begins with a quote that is never closed; close it, or take it away"
        : "a quote stands inside a cell; put the whole cell in quotes and write \"\" for a quote in it";

    private string[] Header()
    {
        if (!reader.Read()) throw new ProblemException($"{Source}: the file is empty; wanted a first line with the names of the columns, then one example on each line");
        string at = $"{Source}:{reader.LineNumber}";
        string[] columns = reader.Current.ToArray();
        var met = new HashSet<string>();
        for (int c = 0; c < columns.Length; c++)
        {
            if (columns[c].Length == 0) throw new ProblemException($"{at}: column {c + 1} has no name; name it in the first line or take it out");
            if (!met.Add(columns[c])) throw new ProblemException($"{at}: two columns are called \"{Shown.Text(columns[c])}\"; give each its own name");
        }
        if (columns.All(each => double.TryParse(each, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            throw new ProblemException($"{at}: the first line has numbers only; wanted the names of the columns there");
        return columns;
    }

    // The header's most frequent candidate outside quotes. A file of one column has none: then it does not matter.
    private static char Separator(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> candidates = ",;\t"u8;
        int[] counts = new int[candidates.Length];
        bool quoted = false;
        foreach (byte each in text.TrimStart("\uFEFF\r\n"u8))
        {
            if (each == '"') quoted = !quoted;
            if (quoted) continue;
            if (each is (byte)'\r' or (byte)'\n') break;
            if (candidates.IndexOf(each) is >= 0 and int candidate) counts[candidate]++;
        }
        return (char)candidates[counts.IndexOf(counts.Max())];
    }

    /// <summary>Which column has this name.</summary>
    internal int ColumnOf(string name)
    {
        int column = Array.IndexOf(Columns, name);
        return column >= 0 ? column : throw new ProblemException($"{Source}: {Names.Unknown(Columns.Select(Shown.Text), Shown.Text(name), "column")}");
    }
}
