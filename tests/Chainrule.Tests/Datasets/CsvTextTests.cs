using Chainrule.Data;
using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Tables;

namespace Chainrule.Tests.Datasets;

public class CsvTextTests
{
    public static TheoryData<string> Generators => [.. Generator.All.Select(each => each.Name)];

    [Theory, MemberData(nameof(Generators))]
    public void What_a_generator_made_is_read_back_as_the_same_floats_and_classes(string name)
    {
        var generator = Generator.Named(name);
        Dataset made = generator.Make(60, seed: 3);
        using var csv = new MemoryStream();
        CsvText.Write(csv, generator, made);
        csv.Position = 0;
        Table<float> table = CsvTable.Read<float>(csv, "made.csv");
        var encoding = TableEncoding.Fit(table, [.. Enumerable.Range(0, table.Rows)], [table.Columns[^1].Name]);
        Assert.Equal(generator.Classes, encoding.Targets[0].Categories);
        TableEncoder<float> encoder = encoding.For(table);
        var read = Dataset.Create(table.Rows, encoding.InputCount, encoding.OutputCount, (e, x, y) =>
        {
            encoder.Inputs(e, x);
            encoder.Targets(e, y);
        });
        Assert.Equal(made.X, read.X);
        Assert.Equal(made.Y, read.Y);
    }

    [Fact]
    public void A_number_that_was_rounded_would_be_noticed() => Assert.NotEqual(1f / 3, float.Parse((1f / 3).ToString("G6", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData(" space", "\" space\"")]
    public void A_text_is_in_quotes_where_it_would_be_read_as_something_else(string text, string cell) => Assert.Equal(cell, CsvText.Cell(text));
}
