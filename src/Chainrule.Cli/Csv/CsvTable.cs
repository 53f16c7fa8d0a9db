using System.Globalization;
using System.Text.Unicode;
using Chainrule.Data;
using Chainrule.Rules;
using CsvHelper;

namespace Chainrule.Cli.Csv;

/// <summary>The cells of a CSV file as texts, with a header, and as many cells in each row as there are columns.</summary>
internal sealed record CsvTable(string Source, string[] Columns, List<CsvLine> Rows)
{
    /// <exception cref="ProblemException">Not UTF-8, no header, no rows, unnamed or twice-named columns, ragged rows, or quotes in the wrong place.</exception>
    internal static CsvTable Read(byte[] bytes, string source)
    {
        if (!Utf8.IsValid(bytes))
        {
            int line = 1 + bytes.AsSpan(0, Utf8Check.FirstInvalid(bytes)).Count((byte)'\n');
            throw new ProblemException($"{source}:{line}: {Utf8Check.Message}");
        }
        using CsvReader reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = Separator(bytes),
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            OnMalformedRecord = bad => throw new ProblemException($"{source}:{bad.LineNumber}: {Explain(bad.Reason)}"),
        });
        var table = new CsvTable(source, Header(reader, source), []);
        while (reader.Read()) table.Add(new(reader.LineNumber, reader.Current.ToArray()));
        return table.Rows.Count > 0 ? table : throw new ProblemException($"{source}: there is a header and no row; wanted at least one example");
    }

    private static string Explain(CsvMalformedReason reason) => reason == CsvMalformedReason.UnterminatedQuote
        ? "a cell begins with a quote that is never closed; close it, or take it away"
        : "a quote stands inside a cell; put the whole cell in quotes and write \"\" for a quote in it";

    private static string[] Header(CsvReader reader, string source)
    {
        if (!reader.Read()) throw new ProblemException($"{source}: the file is empty; wanted a first line with the names of the columns, then one example on each line");
        string at = $"{source}:{reader.LineNumber}";
        string[] columns = reader.Current.ToArray();
        for (int c = 0; c < columns.Length; c++)
        {
            if (columns[c].Length == 0) throw new ProblemException($"{at}: column {c + 1} has no name; name it in the first line or take it out");
            if (Array.IndexOf(columns, columns[c]) < c) throw new ProblemException($"{at}: two columns are called \"{Shown.Text(columns[c])}\"; give each its own name");
        }
        if (columns.All(each => double.TryParse(each, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            throw new ProblemException($"{at}: the first line has numbers only; wanted the names of the columns there");
        return columns;
    }

    private void Add(CsvLine row)
    {
        if (row.Cells.Length != Columns.Length)
            throw new ProblemException($"{Source}:{row.Line}: got {Shown.Count(row.Cells.Length, "cell")}, wanted {Columns.Length} (one for each column of the header)");
        Rows.Add(row);
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

    /// <summary>A cell as a finite number, written with a point whatever the machine's language.</summary>
    internal double Number(CsvLine row, int column)
    {
        string cell = row.Cells[column];
        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            throw Problem(row, column, cell.Contains(',', StringComparison.Ordinal) ? "a number with a decimal point, such as 0.5" : "a number such as 0.5");
        return double.IsFinite(number) ? number : throw Problem(row, column, "a finite number");
    }

    internal ProblemException Problem(CsvLine row, int column, string wanted)
    {
        string cell = row.Cells[column];
        string got = cell.Length == 0 ? "an empty cell" : $"\"{Shown.Text(cell)}\"";
        return new($"{Source}:{row.Line}: column \"{Shown.Text(Columns[column])}\": got {got}, wanted {wanted}");
    }
}

/// <summary>A row of cells and the line of the file on which it begins.</summary>
internal sealed record CsvLine(long Line, string[] Cells);
