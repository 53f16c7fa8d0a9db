using System.Text;
using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Tables;
using Chainrule.Rules;

namespace Chainrule.Tests.Datasets;

public class TableEncodingTests
{
    private static Table<double> Read(string csv) => CsvTable.Read<double>(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "t.csv");

    private static TableEncoding Fit(Table<double> table, TargetTask task = TargetTask.Inferred, bool fillMissing = false, params int[] training) =>
        TableEncoding.Fit(table, training.Length > 0 ? training : [.. Enumerable.Range(0, table.Rows)], ["y"], task, fillMissing);

    private static float[] X(TableEncoder<double> encoder, int row)
    {
        float[] x = new float[encoder.Encoding.InputCount];
        encoder.Inputs(row, x);
        return x;
    }

    private static float[] Y(TableEncoder<double> encoder, int row)
    {
        float[] y = new float[encoder.Encoding.OutputCount];
        encoder.Targets(row, y);
        return y;
    }

    [Fact]
    public void A_text_becomes_one_number_for_each_category_in_the_order_of_the_alphabet()
    {
        Table<double> table = Read("colour,size,y\nred,1,0.5\nblue,2,0.25\ngreen,3,4\n");
        TableEncoding encoding = Fit(table);
        Assert.Equal(["colour=blue", "colour=green", "colour=red", "size"], encoding.InputNames);
        Assert.Equal(["y"], encoding.OutputNames);
        Assert.False(encoding.IsClassification);
        TableEncoder<double> encoder = encoding.For(table);
        Assert.Equal([0, 0, 1, 1], X(encoder, 0));
        Assert.Equal([1, 0, 0, 2], X(encoder, 1));
        Assert.Equal([0.25f], Y(encoder, 1));
    }

    [Fact]
    public void Texts_and_at_most_two_numbers_are_classes_and_other_numbers_are_not()
    {
        Table<double> texts = Read("a,y\n1,q\n2,p\n3,r\n"), two = Read("a,y\n1,5\n2,-1\n3,5\n"), digits = Read("a,y\n1,2\n2,0\n3,1\n");
        Assert.Equal(["p", "q", "r"], Fit(texts).OutputNames);
        Assert.Equal([0, 1, 0], Y(Fit(texts).For(texts), 0));
        Assert.Equal(["5"], Fit(two).OutputNames);
        Assert.Equal([[1f], [0f], [1f]], Enumerable.Range(0, 3).Select(row => Y(Fit(two).For(two), row)));
        Assert.False(Fit(digits).IsClassification);
        Assert.Equal([[0f, 0, 1], [1f, 0, 0], [0f, 1, 0]], Enumerable.Range(0, 3).Select(row => Y(Fit(digits, TargetTask.Classification).For(digits), row)));
        Assert.Equal([5f], Y(Fit(two, TargetTask.Regression).For(two), 0));
    }

    [Fact]
    public void A_missing_number_is_the_mean_of_the_rows_for_training_only()
    {
        Table<double> table = Read("a,y\n1,0.1\n,0.2\n3,0.3\n1000,0.4\n");
        TableEncoding encoding = Fit(table, fillMissing: true, training: [0, 1, 2]);
        Assert.Equal([2f], X(encoding.For(table), 1));
        Assert.Equal("t.csv:3: column \"a\": the value is missing; leave such rows out, or fill them in with the mean", Assert.Throws<ProblemException>(() => Fit(table)).Message);
        Table<double> later = Read("a\n\"?\"\n");
        Assert.Equal([2f], X(encoding.For(later), 0));
        Assert.False(encoding.For(later).HasTargets);
    }

    [Fact]
    public void A_mean_of_many_numbers_of_one_size_is_right_to_the_last_digit()
    {
        string csv = "a,y\n,1\n" + string.Concat(Enumerable.Repeat("100000000.1,2\n1e-3,3\n-100000000.1,3\n", 20_000));
        Assert.Equal(20_000e-3 / 60_000, Fit(Read(csv), fillMissing: true).Inputs[0].Fill, 1e-18);
    }

    [Theory]
    [InlineData("c,y\nred,1\n", "c,y\nred,1\npink,1\nred,2\nblue,2\n", "t.csv:3: column \"c\": got \"pink\", wanted one of red, which the model has met (2 such rows)")]
    [InlineData("c,y\nred,1\n", "c,y\n7,1\n", "t.csv:2: column \"c\": got \"7\", wanted one of red, which the model has met")]
    [InlineData("c,y\n1,1\n", "c,y\nred,1\n", "t.csv:2: column \"c\": got the text \"red\", wanted a number such as 0.5")]
    [InlineData("c,y\n1,1\n", "d,y\n1,1\n", "t.csv: unknown column \"c\"")]
    [InlineData("c,y\n1,1\n", "c,y\n1,1\n,2\n", "t.csv:3: column \"c\": the value is missing (1 value of this column), and the model has nothing to fill in")]
    public void A_later_table_that_does_not_fit_is_refused_with_place_and_count(string fitted, string later, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ProblemException>(() => Fit(Read(fitted), TargetTask.Regression).For(Read(later))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Classes_that_are_numbers_are_met_by_their_value_however_they_are_written()
    {
        TableEncoding encoding = Fit(Read("a,y\n1,2\n2,0\n3,1\n"), TargetTask.Classification);
        TableEncoder<double> later = encoding.For(Read("a,y\n1,1.0\n2,02\n3,0e0\n"));
        Assert.Equal([[0f, 1, 0], [0f, 0, 1], [1f, 0, 0]], Enumerable.Range(0, 3).Select(row => Y(later, row)));
        Assert.StartsWith("t.csv:2: column \"y\": got \"7\", wanted one of 0, 1, 2", Assert.Throws<ProblemException>(() => encoding.For(Read("a,y\n1,7\n"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoding_that_is_put_together_by_hand_is_checked()
    {
        EncodedColumn column = new("a", []);
        Assert.Throws<ArgumentNullException>(() => new EncodedColumn(null!, []));
        Assert.Throws<ArgumentException>(() => new EncodedColumn("a", ["p", "p"]));
        Assert.Throws<ArgumentException>(() => new EncodedColumn("a", [null!]));
        Assert.Throws<ArgumentException>(() => new TableEncoding([], [column]));
        Assert.Throws<ArgumentException>(() => new TableEncoding([column], [null!]));
        Assert.Throws<ArgumentNullException>(() => new TableEncoding([column], null!));
        TableEncoder<double> encoder = new TableEncoding([column], [new("y", [])]).For(Read("a\n1\n"));
        Assert.Throws<ArgumentException>(() => encoder.Inputs(0, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Inputs(1, new float[1]));
        Assert.Throws<InvalidOperationException>(() => encoder.Targets(0, new float[1]));
    }

    [Theory]
    [InlineData("a,y\n1,p\n2,p\n", TargetTask.Inferred, "t.csv: column \"y\": every target is \"p\", wanted at least two classes")]
    [InlineData("a,y\n1,p\n2,q\n", TargetTask.Regression, "t.csv: column \"y\": got texts, such as \"p\", wanted numbers")]
    [InlineData("y\n1\n", TargetTask.Inferred, "t.csv: every column is a target; wanted at least one input column")]
    public void Targets_that_cannot_be_learnt_are_refused(string csv, TargetTask task, string message) => Assert.Equal(message, Assert.Throws<ProblemException>(() => Fit(Read(csv), task)).Message);
}
