using System.Text;
using Chainrule.Cli.Csv;
using Chainrule.Rules;

namespace Chainrule.Cli.Tests;

public class CsvExamplesTests
{
    private static CsvExamples Parse(string csv, string targets = "y", string loss = "mse", int? outputs = null, int? inputs = null) =>
        CsvExamples.Parse(Encoding.UTF8.GetBytes(csv), "points.csv", targets.Length == 0 ? [] : targets.Split('+'), Loss.Named(loss), outputs, inputs);

    private static string MessageFor(string csv, string targets = "y", string loss = "mse", int? outputs = null, int? inputs = null) =>
        Assert.Throws<ProblemException>(() => Parse(csv, targets, loss, outputs, inputs)).Message;

    [Theory]
    [InlineData("a,b,y\n1,2,3\n-0.5,1e-3,.25\n")]
    [InlineData("a;b;y\n1;2;3\n-0.5;1e-3;.25")]
    [InlineData("a\tb\ty\r\n1\t2\t3\r\n-0.5\t1e-3\t.25\r\n")]
    [InlineData("\uFEFFa,b,y\n\n1,2,3\n\n-0.5,1e-3,.25\n\n")]
    [InlineData("\"a\",\"b\",y\n\"1\", 2 ,3\n\"-0.5\",1e-3,.25\n")]
    public void Separators_line_ends_quotes_and_blank_lines_make_no_difference(string csv)
    {
        CsvExamples read = Parse(csv);
        Assert.Equal(["a", "b"], read.Inputs);
        Assert.Equal(["y"], read.Outputs);
        Assert.Equal([[1, 2], [-0.5, 0.001]], read.Batch.X);
        Assert.Equal([[3], [0.25]], read.Batch.Y);
    }

    [Fact]
    public void A_separator_inside_quotes_does_not_count() =>
        Assert.Equal(["a,b,c", "d"], Parse("\"a,b,c\";d;y\n1;2;3\n").Inputs);

    [Fact]
    public void Targets_may_stand_anywhere_and_keep_the_order_they_are_asked_for()
    {
        CsvExamples read = Parse("p,a,q,b\n1,2,3,4\n", "q+p", outputs: 2, inputs: 2);
        Assert.Equal(["a", "b"], read.Inputs);
        Assert.Equal(["q", "p"], read.Outputs);
        Assert.Equal([[2, 4]], read.Batch.X);
        Assert.Equal([[3, 1]], read.Batch.Y);
    }

    [Fact]
    public void Numbered_classes_become_one_hot()
    {
        CsvExamples read = Parse("a,y\n1,-0\n2,2\n3,1.0\n", loss: "softmax-cross-entropy");
        Assert.Equal(["0", "1", "2"], read.Outputs);
        Assert.Equal([[1, 0, 0], [0, 0, 1], [0, 1, 0]], read.Batch.Y);
        Assert.Equal(4, Parse("a,y\n1,0\n", loss: "softmax-cross-entropy", outputs: 4).Batch.Y[0].Length);
    }

    [Fact]
    public void Named_classes_become_one_hot_in_the_order_of_the_alphabet()
    {
        CsvExamples read = Parse("a,y\n1,setosa\n2,virginica\n3,setosa\n4,\"iris, blue\"\n", loss: "softmax-cross-entropy", outputs: 3);
        Assert.Equal(["iris, blue", "setosa", "virginica"], read.Outputs);
        Assert.Equal([[0, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]], read.Batch.Y);
    }

    [Fact]
    public void Several_target_columns_beside_softmax_are_probabilities()
    {
        Assert.Equal([[0.25, 0.75]], Parse("a,p,q\n1,0.25,0.75\n", "p+q", "softmax-cross-entropy").Batch.Y);
        Assert.StartsWith("points.csv:2: the targets add up to 1.5, wanted 1", MessageFor("a,p,q\n1,0.75,0.75\n", "p+q", "softmax-cross-entropy"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_names_beside_binary_cross_entropy_are_0_and_1()
    {
        CsvExamples read = Parse("a,y\n1,yes\n2,no\n", loss: "binary-cross-entropy", outputs: 1);
        Assert.Equal([[1], [0]], read.Batch.Y);
        Assert.Equal(["yes"], read.Outputs);
        Assert.Equal([[0], [1], [0.5]], Parse("a,y\n1,0\n2,1\n3,0.5\n", loss: "binary-cross-entropy").Batch.Y);
    }

    [Theory]
    [InlineData("", "points.csv: the file is empty; wanted a first line with the names of the columns")]
    [InlineData("\n\n", "points.csv: the file is empty")]
    [InlineData("a,y\n", "points.csv: there is a header and no row; wanted at least one example")]
    [InlineData("1,2\n3,4\n", "points.csv:1: the first line has numbers only; wanted the names of the columns there")]
    [InlineData("a,,y\n1,2,3\n", "points.csv:1: column 2 has no name; name it in the first line or take it out")]
    [InlineData("a,a,y\n1,2,3\n", "points.csv:1: two columns are called \"a\"; give each its own name")]
    [InlineData("a,y\n1,2\n\n3\n", "points.csv:4: got 1 cell, wanted 2 (one for each column of the header; a cell with the separator in it stands in quotes)")]
    [InlineData("a,y\n1,2,3\n", "points.csv:2: got 3 cells, wanted 2")]
    [InlineData("a,y\n1,2\nx,4\n", "points.csv:3: column \"a\": got \"x\", wanted a number such as 0.5")]
    [InlineData("a,y\n1,\n", "points.csv:2: column \"y\": the value is missing; leave such rows out")]
    [InlineData("a,y\nNaN,2\n", "points.csv:2: column \"a\": the value is missing")]
    [InlineData("a,y\n1,1e999\n", "points.csv:2: column \"y\": got \"1e999\", wanted a finite number")]
    [InlineData("a;y\n0,5;1\n", "points.csv:2: column \"a\": got \"0,5\", wanted a number with a decimal point, such as 0.5")]
    [InlineData("a,y\n1,\"2\n3,4\n", "points.csv:2: a cell begins with a quote that is never closed; close it, or take it away")]
    [InlineData("a,y\n1,2\"3\n", "points.csv:2: a quote stands inside a cell; put the whole cell in quotes")]
    [InlineData("a,y\n1,\"2\"3\n", "points.csv:2: a quote stands inside a cell")]
    [InlineData("y\n1\n", "points.csv: every column is a target; wanted at least one input column")]
    [InlineData("a,z\n1,2\n", "points.csv: unknown column \"y\"")]
    public void A_table_that_cannot_be_used_is_refused_with_line_and_column(string csv, string message) =>
        Assert.StartsWith(message, MessageFor(csv), StringComparison.Ordinal);

    [Fact]
    public void A_line_number_counts_the_lines_inside_quotes() =>
        Assert.StartsWith("points.csv:4: column \"a\": got \"x\"", MessageFor("a,\"y\n\",y\n1,2,3\nx,2,3\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("target", "points.csv: unknown column \"target\": did you mean \"targets\"? There are: a, targets")]
    [InlineData("", "points.csv: no target column is named; wanted one or more of a, targets")]
    [InlineData("a+a", "points.csv: a target column is named twice; name each once")]
    public void Targets_are_columns(string targets, string message) => Assert.Equal(message, MessageFor("a,targets\n1,2\n", targets));

    [Fact]
    public void The_table_has_the_network_s_numbers_of_inputs_and_outputs()
    {
        Assert.Equal("points.csv: got 2 input columns (a, b), wanted 3 (the network has that many inputs)", MessageFor("a,b,y\n1,2,3\n", inputs: 3));
        Assert.Equal("points.csv: got 1 target column, wanted 2 (the network has that many outputs)", MessageFor("a,b,y\n1,2,3\n", outputs: 2));
        Assert.Equal("points.csv: got 2 target columns, wanted 1 (the network has that many outputs)", MessageFor("a,b,y\n1,2,3\n", "b+y", outputs: 1));
    }

    [Theory]
    [InlineData("a,y\n1,0\n2,3\n", 3, "points.csv:3: column \"y\": got \"3\", wanted a class from 0 to 2 (the network has 3 outputs, and classes count from 0)")]
    [InlineData("a,y\n1,0.5\n", null, "points.csv:2: column \"y\": got \"0.5\", wanted a class: a whole number from 0, or a name")]
    [InlineData("a,y\n1,-1\n", null, "points.csv:2: column \"y\": got \"-1\", wanted a class: a whole number from 0, or a name")]
    [InlineData("a,y\n1,1e300\n", null, "points.csv:2: column \"y\": got \"1E+300\", wanted the number of a class, and this is too large for one")]
    [InlineData("a,y\n1,19999999\n2,0\n", null, "points.csv: column \"y\": 20,000,000 classes for 2 examples are too many; is this the column of the classes?")]
    [InlineData("a,y\n1,p\n2,q\n", 3, "points.csv: got 2 classes (p, q), wanted 3 (the network has that many outputs)")]
    [InlineData("a,y\n1,p\n2,\n", null, "points.csv:3: column \"y\": the value is missing; leave such rows out, or fill them in with the mean")]
    public void Classes_that_do_not_fit_are_refused(string csv, int? outputs, string message) =>
        Assert.Equal(message, MessageFor(csv, loss: "softmax-cross-entropy", outputs: outputs));

    [Theory]
    [InlineData("a,y\n1,p\n2,q\n3,r\n", "points.csv: column \"y\": got 3 names (p, q, r), wanted two, or numbers from 0 to 1")]
    [InlineData("a,y\n1,p\n2,p\n", "points.csv: column \"y\": got 1 name (p), wanted two")]
    [InlineData("a,y\n1,0\n2,1\n3,O\n", "points.csv:4: column \"y\": got \"O\", wanted a number from 0 to 1, as in the other rows")]
    [InlineData("a,y\n1,0\n2,2\n", "points.csv:3: target y[0] is 2, wanted a number from 0 to 1")]
    [InlineData("a,y\n1,yes\n2,\n", "points.csv:3: column \"y\": the value is missing; leave such rows out, or fill them in with the mean")]
    public void Names_that_are_not_two_are_refused_beside_binary_cross_entropy(string csv, string message) =>
        Assert.StartsWith(message, MessageFor(csv, loss: "binary-cross-entropy"), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_with_their_line() =>
        Assert.StartsWith(
            "points.csv:2: here is a byte that is not UTF-8 text",
            Assert.Throws<ProblemException>(() => CsvExamples.Parse(Encoding.Latin1.GetBytes("a,y\nä,1\n"), "points.csv", ["y"], Loss.Named("mse"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_table_has_at_most_20_million_cells()
    {
        // Of a million columns twenty rows are let in, and the next is not.
        string header = string.Join(",", Enumerable.Range(0, 999_999).Select(c => $"c{c}")) + ",y\n", row = string.Concat(Enumerable.Repeat("1,", 999_999)) + "1\n";
        Assert.Equal(
            "points.csv:22: got more than 20,000,000 cells, wanted at most that; use fewer examples or columns",
            MessageFor(header + string.Concat(Enumerable.Repeat(row, 21)), inputs: 999_999));
        Assert.StartsWith("points.csv: got 999999 input columns (c0, c1,", MessageFor(header + row, inputs: 2), StringComparison.Ordinal);
        string unknown = MessageFor(header + row, "z");
        Assert.EndsWith("c38, c39 … (1,000,000 in all)", unknown, StringComparison.Ordinal);
        Assert.True(unknown.Length < 400, unknown);
    }

    [Fact]
    public void A_row_costs_no_more_memory_than_its_numbers_and_targets_take()
    {
        byte[] csv = Encoding.UTF8.GetBytes("a,b,c,d,y\n" + string.Concat(Enumerable.Repeat("0.125,0.25,0.5,1,1\n", 10_000)));
        Parse("a,y\n1,2\n");
        long before = GC.GetAllocatedBytesForCurrentThread();
        CsvExamples.Parse(csv, "points.csv", ["y"], Loss.Named("mse"));
        // Two copies of five doubles with their arrays, a text, a line, and what lists and sequences need: a text for each cell would be 160 bytes more.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 10_000, 1, 850);
    }

    [Fact]
    public void A_file_is_read_from_the_disk_or_said_to_be_missing()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "a,y\n1,2\n");
            Assert.Equal([[2]], CsvExamples.Read(path, ["y"], Loss.Named("mse")).Batch.Y);
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Contains("there is no such file", Assert.Throws<ProblemException>(() => CsvExamples.Read(path, ["y"], Loss.Named("mse"))).Message, StringComparison.Ordinal);
    }
}
