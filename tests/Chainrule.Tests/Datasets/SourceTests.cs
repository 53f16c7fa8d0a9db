using System.Text;
using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Datasets.Sources;
using Chainrule.Datasets.Tables;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Tests.Datasets;

public sealed class SourceTests : IDisposable
{
    private const string Flowers = "size,colour,species\n1,red,rose\n2,blue,iris\n3,red,rose\n6,blue,iris\n8,blue,tulip\n10,red,rose\n";

    private readonly string folder = Directory.CreateTempSubdirectory("chainrule-sources-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static DataSource Table(string csv, params string[] targets) => Table(csv, new SourceOptions { Targets = targets });

    private static DataSource Table(string csv, SourceOptions options) => DataSource.OpenTable(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "t.csv", options);

    private static string Refused(Action act) => Assert.Throws<ProblemException>(act).Message;

    private string Idx(string name, int count, int side, Func<int, byte> label)
    {
        File.WriteAllBytes(Path.Combine(folder, $"{name}-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, (byte)side, 0, 0, 0, (byte)side, .. Enumerable.Range(0, count * side * side).Select(i => (byte)i)]);
        File.WriteAllBytes(Path.Combine(folder, $"{name}-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, (byte)count, .. Enumerable.Range(0, count).Select(label)]);
        return Path.Combine(folder, $"{name}-images-idx3-ubyte");
    }

    [Fact]
    public void A_table_is_encoded_by_names_and_scaled_by_the_rows_for_training_alone()
    {
        DataSource source = Table(Flowers, "species");
        Preprocessing fitted = source.Fit([0, 2]);
        Assert.Equal(["size", "colour=blue", "colour=red"], fitted.InputNames);
        Assert.Equal(["iris", "rose", "tulip"], fitted.Classes);
        // Mean 2 and deviation 1 of 1 and 3; a category stays 0 or 1.
        Dataset all = fitted.Encode(source);
        Assert.Equal([-1, 0, 1], all.InputsOf(0).ToArray());
        Assert.Equal([8, 0, 1], all.InputsOf(5).ToArray());
        Assert.Equal([0, 0, 1], all.TargetsOf(4).ToArray());
        Assert.Equal(all.InputsOf(3).ToArray(), fitted.Row(source, 3).X.ToArray());
        // The wrong twin: fitted on all rows it is another one.
        Assert.NotEqual(all.X.ToArray(), source.Fit([.. source.Rows]).Encode(source).X.ToArray());
    }

    [Theory]
    [InlineData("a,y\n1,no\n2,yes\n3,no\n", TargetTask.Inferred, TargetKind.ZeroOne, new[] { "no", "yes" })]
    [InlineData("a,y\n1,5\n2,7\n3,5\n", TargetTask.Inferred, TargetKind.ZeroOne, new[] { "5", "7" })]
    [InlineData("a,y\n1,5\n2,7\n3,6\n", TargetTask.Inferred, TargetKind.Numbers, new string[0])]
    [InlineData("a,y\n1,5\n2,7\n3,6\n", TargetTask.Classification, TargetKind.OneHot, new[] { "5", "6", "7" })]
    [InlineData("a,y\n1,5\n2,7\n3,5\n", TargetTask.Regression, TargetKind.Numbers, new string[0])]
    public void Texts_and_two_numbers_are_classes_unless_the_task_says_otherwise(string csv, TargetTask task, TargetKind kind, string[] classes)
    {
        DataSource source = Table(csv, new SourceOptions { Targets = ["y"], Task = task });
        Preprocessing fitted = source.Fit([0, 1, 2]);
        Assert.Equal(kind, fitted.Targets);
        Assert.Equal(classes, fitted.Classes);
        Assert.Equal(fitted.Outputs, fitted.Encode(source).Outputs);
    }

    [Fact]
    public void Targets_that_are_numbers_are_scaled_too_and_answers_come_back_in_their_units()
    {
        DataSource source = Table("size,price\n1,100000\n2,200000\n3,300000\n", "price");
        Preprocessing fitted = source.Fit([0, 1, 2]);
        Dataset data = fitted.Encode(source);
        Assert.Equal(0, data.Y.ToArray().Sum(), 1e-6);
        double[] price = new double[1];
        for (int row = 0; row < 3; row++)
        {
            fitted.Unscale(data.TargetsOf(row), price);
            Assert.Equal(100_000 * (row + 1), price[0], 0.1);
        }
        Assert.Equal([100_000f, 200_000, 300_000], source.Fit([0, 1, 2], new() { ScaleTargets = false }).Encode(source).Y.ToArray());
        Assert.Equal([0, 0.5f, 1], source.Fit([0, 1, 2], new() { Scaling = Scaling.MinMax }).Encode(source).X.ToArray());
        Assert.Equal([1, 2f, 3], source.Fit([0, 1, 2], new() { Scaling = Scaling.None }).Encode(source).X.ToArray());
    }

    [Fact]
    public void Rows_keep_their_numbers_where_some_are_left_out()
    {
        const string csv = "a,b,y\n1,x,5\n?,x,6\n3,y,\n4,z,8\n5,x,9\n";
        DataSource source = Table(csv, new SourceOptions { Targets = ["y"], Missing = MissingValues.Drop });
        Assert.Equal([0, 3, 4], source.Rows);
        Assert.Equal(5, source.Count);
        Preprocessing fitted = source.Fit([0, 3, 4], new() { Scaling = Scaling.None });
        // y stands only in a row that is left out.
        Assert.Equal(["a", "b=x", "b=z"], fitted.InputNames);
        Assert.Equal([4, 0, 1], fitted.Row(source, 3).X.ToArray());
        Assert.Equal([8f], fitted.Row(source, 3).Y.ToArray());
        Assert.Equal("t.csv: row 2 is left out, since a value is missing in it", Refused(() => fitted.Row(source, 2)));
        Assert.StartsWith("t.csv: got row 5, wanted one from 0 to 4", Refused(() => fitted.Row(source, 5)), StringComparison.Ordinal);
        Assert.Contains("t.csv:3: column \"a\": the value is missing; 2 values are missing in all", Refused(() => Table(csv, "y").Fit([0])), StringComparison.Ordinal);
        Assert.Contains("column \"y\": the value is missing", Refused(() => Table(csv, new SourceOptions { Targets = ["y"], Missing = MissingValues.Mean }).Fit([0])), StringComparison.Ordinal);
        DataSource filled = Table("a,y\n1,5\n,6\n3,7\n", new SourceOptions { Targets = ["y"], Missing = MissingValues.Mean });
        Assert.Equal([2f], filled.Fit([0, 2], new() { Scaling = Scaling.None }).Row(filled, 1).X.ToArray());
        Assert.StartsWith("t.csv: in every row a value is missing", Refused(() => Table("a,y\n?,5\n?,6\n", new SourceOptions { Targets = ["y"], Missing = MissingValues.Drop })), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_parts_have_their_share_of_each_class_or_the_last_rows_are_kept_apart()
    {
        string csv = "a,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{(i % 10 == 0 ? "rare" : "common")}\n"));
        DataSource source = Table(csv, "y");
        (int[] training, int[] validation) = source.Split("0.2", seed: 1);
        Assert.Equal(2, validation.Count(row => row % 10 == 0));
        Assert.Equal(Enumerable.Range(0, 100), training.Concat(validation).Order());
        Assert.NotEqual(validation, source.Split("0.2", seed: 2).Validation);
        Assert.Equal(Enumerable.Range(90, 10), source.Split("last:10", seed: 1).Validation);
        Assert.Empty(source.Split(null, seed: 1).Validation);
        // The same examples as the engine's own split of the encoded data.
        Preprocessing fitted = source.Fit(training);
        Assert.Equal(fitted.Encode(source).Split(0.2, seed: 1).Validation.X.ToArray(), fitted.Encode(source, validation).X.ToArray());
    }

    [Fact]
    public void Pictures_lie_between_0_and_1_and_a_folder_keeps_its_test_part_apart()
    {
        string images = Idx("train", 4, 3, i => (byte)(i % 3));
        DataSource one = DataSource.Open(images);
        Preprocessing fitted = one.Fit([0, 1]);
        Assert.Equal((3, 3), fitted.Picture);
        Assert.Equal(["0", "1", "2"], fitted.Classes);
        Assert.Equal("pixel[1,2]", fitted.InputNames[5]);
        Assert.Equal(9 / 255f, fitted.Row(one, 1).X[0]);
        Assert.Equal([0, 0, 1f], fitted.Row(one, 2).Y.ToArray());

        Idx("t10k", 2, 3, i => (byte)i);
        DataSource both = DataSource.Open(folder);
        Assert.Equal((6, 2), (both.Count, both.Apart));
        (int[] training, int[] test) = both.Split(null, seed: 1);
        Assert.Equal([0, 1, 2, 3], training);
        Assert.Equal([4, 5], test);
        Assert.Equal(9 / 255f, fitted.Row(both, 5).X[0]);
        File.Copy(Path.Combine(folder, "t10k-labels-idx1-ubyte"), Path.Combine(folder, "others"));
        Assert.Contains("got 2 labels, wanted 4", Refused(() => DataSource.Open(images, new() { LabelsPath = Path.Combine(folder, "others") })), StringComparison.Ordinal);
        Idx("t10k", 2, 4, i => (byte)i);
        Assert.Contains("have 3 × 3 pixels and those for testing 4 × 4", Refused(() => DataSource.Open(folder)), StringComparison.Ordinal);
        Assert.Contains("this is a folder without pictures", Refused(() => DataSource.Open(Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName)), StringComparison.Ordinal);
        Assert.Contains("the targets are classes, wanted the task classification", Refused(() => { DataSource s = DataSource.Open(images, new() { Task = TargetTask.Regression }); s.Fit([0]); }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_generator_gives_its_examples_and_its_model_reads_them_from_a_table_as_well()
    {
        DataSource moons = DataSource.Open("moons:50:1");
        Preprocessing fitted = moons.Fit([.. moons.Rows], new() { Scaling = Scaling.None });
        Dataset data = fitted.Encode(moons), made = Generator.Moons.Make(50, 1);
        Assert.Equal(made.X.ToArray(), data.X.ToArray());
        Assert.Equal(made.Y.ToArray(), data.Y.ToArray());
        DataSource table = fitted.OpenTable(new MemoryStream(Encoding.UTF8.GetBytes("id,x2,x1,y\n7,0.5,-1,below\n")), "t.csv");
        Assert.Equal([-1, 0.5f], fitted.Row(table, 0).X.ToArray());
        Assert.Equal([1f], fitted.Row(table, 0).Y.ToArray());
        Assert.Equal([0, 1f], moons.Fit([0, 1], new() { Targets = TargetKind.OneHot }).Row(moons, 0).Y.ToArray().Order());
        Assert.Equal(-1, moons.Fit([0, 1], new() { Targets = TargetKind.Sides }).Encode(moons).Y.ToArray().Min());
        Assert.Equal((12, 12), DataSource.Open("digits:20:1").Fit([0]).Picture);
        Assert.Equal(TargetKind.Numbers, DataSource.Open("sine:20:1").Fit([0]).Targets);
        Assert.Contains("has no columns to be named", Refused(() => DataSource.Open("moons:5:1", new() { Targets = ["y"] })), StringComparison.Ordinal);
        Assert.Contains("did you mean \"moons\"?", Refused(() => DataSource.Open("moon:50:1")), StringComparison.Ordinal);
        Assert.Contains("wanted NAME:n:seed, such as moons:500:1", Refused(() => DataSource.Open("moons:50")), StringComparison.Ordinal);
        Assert.Contains("this is 5 examples of blobs", Refused(() => fitted.Encode(DataSource.Open("blobs:5:1"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("moons:9:1", TargetKind.Numbers, "the targets are one of 2 classes, and the network wants numbers")]
    [InlineData("blobs:9:1", TargetKind.Sides, "the targets are one of 3 classes, and the network wants one of two classes")]
    [InlineData("sine:9:1", TargetKind.OneHot, "the targets are numbers, and the network wants classes")]
    public void Targets_that_the_network_cannot_take_are_refused(string data, TargetKind kind, string message) =>
        Assert.EndsWith(message, Refused(() => DataSource.Open(data).Fit([0], new() { Targets = kind })), StringComparison.Ordinal);

    [Fact]
    public void A_target_has_to_be_named_and_columns_may_be_left_out()
    {
        Assert.Equal("t.csv: no target is named; wanted the column that is to be learned, one of size, colour, species", Refused(() => Table(Flowers).Fit([0])));
        Assert.Equal(["size"], Table(Flowers, new SourceOptions { Targets = ["species"], Ignored = ["colour"] }).Fit([0]).InputNames);
        Assert.Contains("did you mean \"colour\"?", Refused(() => Table(Flowers, new SourceOptions { Ignored = ["color"] })), StringComparison.Ordinal);
        Assert.Contains("did you mean \"species\"?", Refused(() => Table(Flowers, "specis").Fit([0])), StringComparison.Ordinal);
        Assert.Equal(["a;b"], Table("a;b|y\n1|2\n2|3\n", new SourceOptions { Targets = ["y"], Delimiter = '|' }).Fit([0]).InputNames);
        Assert.StartsWith("delimiter: got \"e\"", Refused(() => Table(Flowers, new SourceOptions { Delimiter = 'e' })), StringComparison.Ordinal);
    }

    public static TheoryData<string> Kinds => ["table", "regression", "mean", "pictures", "moons"];

    private Preprocessing Fitted(string kind) => kind switch
    {
        "table" => Table(Flowers, "species").Fit([0, 1, 2, 3]),
        "regression" => Table("a,y\n1,2.5\n2,3\n3,9\n", "y").Fit([0, 1]),
        "mean" => Table("a,y\n1,2.5\n,3\n3,9\n", new SourceOptions { Targets = ["y"], Missing = MissingValues.Mean }).Fit([0, 1]),
        "pictures" => DataSource.Open(Idx("train", 4, 3, i => (byte)(i % 3))).Fit([0, 1]),
        _ => DataSource.Open("moons:20:1").Fit([0, 1, 2], new() { Targets = TargetKind.Sides }),
    };

    [Theory, MemberData(nameof(Kinds))]
    public void It_stands_in_a_model_and_comes_back_as_it_was(string kind)
    {
        Preprocessing fitted = Fitted(kind);
        Model model = new(NetworkSpec.Create([fitted.Inputs, fitted.Outputs], Activation.Identity, Loss.Mse, seed: 1));
        using MemoryStream file = new();
        ModelFile.Save(file, fitted.In(model));
        file.Position = 0;
        Preprocessing read = Preprocessing.Of(ModelFile.Load(file, "m"))!;
        Assert.Equal(fitted.ToJson(), read.ToJson());
        Assert.Equal((fitted.Targets, fitted.Missing, fitted.Inputs, fitted.Outputs), (read.Targets, read.Missing, read.Inputs, read.Outputs));
        Assert.Equal(fitted.InputScaler?.Scale.ToArray(), read.InputScaler?.Scale.ToArray());
        Assert.Null(Preprocessing.Of(model));
        Model other = new(NetworkSpec.Create([fitted.Inputs + 1, fitted.Outputs], Activation.Identity, Loss.Mse, seed: 1));
        Assert.Contains($"the network has {fitted.Inputs + 1} inputs, and the data give {fitted.Inputs} (", Refused(() => fitted.In(other)), StringComparison.Ordinal);
        Assert.Contains("the network has 7 outputs", Refused(() => fitted.CheckFit(NetworkSpec.Create([fitted.Inputs, 7], Activation.Identity, Loss.Mse, seed: 1))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "has version 2, and this program reads 1; take a newer program")]
    [InlineData("\"form\":\"table\"", "\"form\":\"picture\"", "unknown form \"picture\"")]
    [InlineData("\"form\":\"table\"", "\"form\":\"pictures\"", "the key \"rows\" is missing")]
    [InlineData("\"fill\"", "\"fil\"", "unknown key \"fil\"")]
    [InlineData("\"name\":\"a\"", "\"name\":\"b\"", "a column is there twice")]
    [InlineData("[\"p\",\"q\"]", "[\"p\",\"p\"]", "a name is there twice")]
    [InlineData("[\"p\",\"q\"]", "[]", "got 0 names, wanted at least 1")]
    [InlineData("\"scale\":[1,1,1]", "\"scale\":[1,0,1]", "the scale above 0")]
    [InlineData("\"scale\":[1,1,1]", "\"scale\":[1,1]", "got 3 offsets and 2 scales")]
    [InlineData("\"offset\":[2,0,0],\"scale\":[1,1,1]", "\"offset\":[2],\"scale\":[1]", "got 1 offset, wanted 3")]
    [InlineData("\"targetKind\":\"numbers\"", "\"targetKind\":\"sides\"", "got sides with 0 class names")]
    [InlineData("\"missing\":\"mean\"", "\"missing\":\"means\"", "did you mean \"mean\"?")]
    [InlineData("\"missing\":\"mean\"", "\"missing\":\"mean\",\"rows\":3", "the form \"table\" has no key \"rows\"")]
    public void What_does_not_fit_together_is_refused_with_its_place(string of, string with, string message)
    {
        const string good = "{\"version\":1,\"form\":\"table\",\"inputs\":[{\"name\":\"a\",\"fill\":2},{\"name\":\"b\",\"categories\":[\"p\",\"q\"]}],\"targets\":[{\"name\":\"y\"}],\"targetKind\":\"numbers\","
            + "\"missing\":\"mean\",\"inputScaler\":{\"offset\":[2,0,0],\"scale\":[1,1,1]}}";
        Assert.Equal(good, Preprocessing.Parse(good).ToJson());
        string spoiled = good.Replace(of, with, StringComparison.Ordinal);
        Assert.NotEqual(good, spoiled);
        Assert.Contains(message, Refused(() => Preprocessing.Parse(spoiled)), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_are_classes_by_the_largest_or_by_the_side_of_the_middle()
    {
        Assert.Equal(2, Fitted("table").ClassOf([0.1f, 0.2f, 0.7f]));
        Assert.Equal((1, 0), (Fitted("moons").ClassOf([0.1f]), Fitted("moons").ClassOf([-0.1f])));
        DataSource two = DataSource.Open("moons:20:1");
        Assert.Equal((1, 0), (two.Fit([0, 1, 2]).ClassOf([0.6f]), two.Fit([0, 1, 2]).ClassOf([0.4f])));
        Assert.Throws<ArgumentException>(() => Fitted("table").ClassOf([1f]));
    }

    [Fact]
    public void Later_data_need_no_targets_and_are_read_as_the_first_were()
    {
        Preprocessing fitted = Table(Flowers, "species").Fit([0, 1, 2]);
        DataSource later = fitted.OpenTable(new MemoryStream(Encoding.UTF8.GetBytes("colour,id,size\nred,1,2\n")), "later.csv");
        SourceEncoder encoder = fitted.For(later);
        Assert.False(encoder.HasTargets);
        float[] x = new float[3];
        encoder.Inputs(0, x);
        Assert.Equal([0, 0, 1], x);
        Assert.Contains("later.csv: there is no column \"species\"", Refused(() => encoder.ToDataset([0])), StringComparison.Ordinal);
        Assert.Contains("got \"green\", wanted one of blue, red", Refused(() => fitted.For(fitted.OpenTable(new MemoryStream(Encoding.UTF8.GetBytes("colour,size\ngreen,2\n")), "later.csv"))), StringComparison.Ordinal);
        Assert.Contains("unknown column \"size\"", Refused(() => fitted.For(fitted.OpenTable(new MemoryStream(Encoding.UTF8.GetBytes("colour\nred\n")), "later.csv"))), StringComparison.Ordinal);
    }
}
