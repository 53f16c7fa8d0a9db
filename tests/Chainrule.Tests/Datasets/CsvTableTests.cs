using System.Globalization;
using System.Text;
using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;
using CsCheck;

namespace Chainrule.Tests.Datasets;

public class CsvTableTests
{
    private static Table<double> Read(string csv, CsvOptions? options = null) => CsvTable.Read<double>(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "t.csv", options);

    private static string MessageFor(string csv, CsvOptions? options = null) => Assert.Throws<ProblemException>(() => Read(csv, options)).Message;

    [Fact]
    public void What_is_written_with_any_separator_line_end_and_quotes_is_read_again()
    {
        Gen<string> text = Gen.String[Gen.Char["ab,;\t \"é\n"], 1, 6].Where(each => each.Trim() == each && each.Any(char.IsLetter) && each != "NA");
        Gen<double> number = Gen.Double.Where(double.IsFinite);
        var cases = Gen.Select(Gen.Char[",;\t"], Gen.Bool.Select(isLong => isLong ? "\r\n" : "\n"), Gen.Bool, Gen.Select(number, text).Array[1, 40]);
        cases.Sample((separator, end, quoteAll, rows) =>
        {
            var csv = new StringBuilder($"x{separator}t").Append(end);
            foreach ((double x, string t) in rows)
                csv.Append(Quoted(x.ToString("R", CultureInfo.InvariantCulture), quoteAll)).Append(separator).Append(Quoted(t, true)).Append(end);
            Table<double> table = Read(csv.ToString());
            Assert.Equal(rows.Length, table.Rows);
            for (int row = 0; row < rows.Length; row++)
            {
                Assert.Equal(rows[row].Item1, table[row][0]);
                Assert.Equal(rows[row].Item2, table.TextOf(row, 1));
            }
        });
    }

    private static string Quoted(string cell, bool quote) => quote ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    [Theory]
    [InlineData("0,0123")]
    [InlineData("1,234")]
    [InlineData("-0,5e3")]
    public void A_comma_is_never_passed_over_in_a_number(string cell)
    {
        string wanted = $"t.csv:2: column \"a\": got \"{cell}\", wanted a number with a decimal point, such as 0.5";
        Assert.Equal(wanted, MessageFor($"a;b\n{cell};1\n"));
        Assert.Equal(wanted, MessageFor($"a\tb\n{cell}\t1\n"));
        Assert.Equal(wanted, MessageFor($"a,b\n\"{cell}\",1\n"));
        Assert.Equal(wanted.Replace(":2:", ":3:", StringComparison.Ordinal), MessageFor($"a;b\n1;1\n{cell};1\n"));
    }

    // Both languages' rules for numbers are the language's own: nothing else may pass.
    [Fact]
    public void A_cell_is_a_number_exactly_where_the_language_reads_one() => Gen.String[Gen.Char["0123456789.+-eE_ xafinINF%$()"], 1, 7].Where(each => each.Trim().Length > 0).Sample(cell =>
    {
        bool isNumber = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number);
        if (isNumber && double.IsFinite(number)) Assert.Equal(number, Read($"a,b\n1,1\n{cell},1\n")[1][0]);
        else if (Read($"a,b\n{cell},1\n", new() { KindOf = _ => ColumnKind.Texts }).Columns[0].Missing == 0) Assert.StartsWith("t.csv:3: column \"a\": got", MessageFor($"a,b\n1,1\n{cell},1\n"), StringComparison.Ordinal);
    });

    [Fact]
    public void The_first_value_says_whether_a_column_holds_numbers_or_texts()
    {
        Table<double> table = Read("a,b\n,?\n1,red\n2,7\n3,red\n");
        Assert.False(table.Columns[0].IsCategorical);
        Assert.Equal(["red", "7"], table.Columns[1].Categories);
        Assert.Equal((1, 0), (table.Columns[0].Missing, table.Columns[0].FirstMissing));
        Assert.Equal(["", "red", "7", "red"], Enumerable.Range(0, 4).Select(row => table.TextOf(row, 1)));
        Assert.Equal("t.csv:3: column \"a\": got \"x\", wanted a number such as 0.5 (2 cells of this column are none)", MessageFor("a,b\n1,2\nx,2\ny,2\n"));
    }

    [Fact]
    public void Where_numbers_and_texts_may_stand_one_text_makes_all_of_them_texts()
    {
        CsvOptions either = new() { KindOf = _ => ColumnKind.NumbersOrTexts };
        Table<double> table = Read("a,b\n2.0,1\n,1\n2,1\nx,1\n02,1\n", either);
        Assert.Equal(["2", "", "2", "x", "02"], Enumerable.Range(0, 5).Select(row => table.TextOf(row, 0)));
        Assert.False(table.Columns[1].IsCategorical);
    }

    [Fact]
    public void Columns_are_left_out_or_taken_as_texts_where_that_is_said()
    {
        Table<double> table = Read("id,zip,a\nq,01234,1\nr,1234,2\n", new() { KindOf = name => name switch { "id" => ColumnKind.Ignored, "zip" => ColumnKind.Texts, _ => ColumnKind.Inferred } });
        Assert.Equal(["zip", "a"], table.Columns.Select(each => each.Name));
        Assert.Equal(["01234", "1234"], table.Columns[0].Categories);
        Assert.Equal(2, table[1][1]);
    }

    [Theory]
    [InlineData("a,b\n1,\n", "t.csv:2: column \"b\": the value is missing; leave such rows out, or fill them in with the mean")]
    [InlineData("a,b\n\n1,2\n,?\nNA,nan\n", "t.csv:4: column \"a\": the value is missing; 4 values are missing in all, in 2 columns; leave such rows out")]
    public void The_first_missing_value_is_named_with_the_count(string csv, string message) =>
        Assert.StartsWith(message, Assert.Throws<ProblemException>(Read(csv).RefuseMissing).Message, StringComparison.Ordinal);

    [Fact]
    public void A_column_of_names_is_refused_before_it_fills_the_memory() => Assert.Equal(
        "t.csv: column \"name\": got more than 3 different texts, wanted at most that; leave the column out if it names the examples",
        MessageFor("name,b\np,1\nq,1\nr,1\nq,1\ns,1\n", new() { MostCategories = 3 }));

    [Fact]
    public void Lines_are_counted_through_blank_lines_and_quotes()
    {
        Table<double> table = Read("\na,b\n1,2\n\n\"3\",\"4\"\n5,\"6\n\"\n7,8");
        Assert.Equal([3, 5, 6, 8], Enumerable.Range(0, 4).Select(table.LineOf));
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_too()
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true)) gzip.Write("a,b\n1,2\n"u8);
        packed.Position = 0;
        using var unpacked = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal([1, 2], CsvTable.Read<float>(unpacked, "t.csv.gz")[0].ToArray());
    }

    [Fact]
    public void What_is_no_stream_to_read_and_no_number_to_read_into_is_refused()
    {
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Contains("this stream is closed", Assert.Throws<ArgumentException>(() => CsvTable.Read<double>(closed, "t")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => CsvTable.Read<double>(null!, "t"));
        Assert.Throws<ArgumentNullException>(() => new CsvOptions { KindOf = null! });
        // Of halves 2049 would be 2048, and so would be the index of a text.
        Assert.Contains("wanted one of float or double", Assert.Throws<NotSupportedException>(() => CsvTable.Read<Half>(new MemoryStream("a,b\n1,2\n"u8.ToArray()), "t")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_while_a_file_is_read_is_not_called_a_missing_file()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "a,b\n1,2\n");
            Assert.Equal("mine", Assert.Throws<ArgumentException>(() => CsvTable.Read<double>(path, new() { KindOf = _ => throw new ArgumentException("mine") })).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Rows_behind_the_first_block_are_where_they_belong()
    {
        string csv = "a,b,c\n" + string.Concat(Enumerable.Range(0, 50_000).Select(row => $"{row},{-row},{row % 7}\n"));
        Table<double> table = Read(csv);
        Assert.Equal(50_000, table.Rows);
        for (int row = 0; row < table.Rows; row++) Assert.Equal([row, -row, row % 7], table[row].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => table[50_000].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[-1].Length);
    }
}
