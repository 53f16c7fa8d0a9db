using System.Globalization;
using Chainrule.Data.Models;
using Chainrule.Datasets.Sources;

namespace Chainrule.Cli.Tests.Commands;

public sealed class TrainTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    private Outcome Train(params string[] arguments) => Program.Run(["train", .. arguments, "--output", folder.File("m.safetensors")]);

    private static string Flowers => "size,colour,species\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{(i % 2 == 0 ? "red" : "blue")},{(i < 20 ? "iris" : i < 40 ? "rose" : "tulip")}\n"));

    [Theory, InlineData("moons"), InlineData("circles"), InlineData("spiral")]
    public void What_a_line_cannot_separate_is_learned_with_the_defaults(string data)
    {
        Outcome done = Train($"{data}:1000:1");
        Assert.Equal((0, ""), (done.Code, done.Error));
        string[] rows = File.ReadAllLines(folder.File("m.log.csv"));
        Assert.Equal("epoch,loss,penalty,accuracy,validation_loss,validation_accuracy,learning_rate", rows[0]);
        Assert.Equal(101, rows.Length);
        Assert.InRange(double.Parse(rows[^1].Split(',')[5], CultureInfo.InvariantCulture), 0.98, 1);
        Assert.Equal(["m.log.csv", "m.safetensors"], folder.Names);
        // The wrong twin: a line alone does not separate them.
        File.Delete(folder.File("m.safetensors"));
        Train($"{data}:1000:1", "--hidden", "none");
        Assert.InRange(double.Parse(File.ReadAllLines(folder.File("m.log.csv"))[^1].Split(',')[5], CultureInfo.InvariantCulture), 0, 0.95);
    }

    [Fact]
    public void What_follows_from_the_data_is_said_and_kept_in_the_model()
    {
        Outcome done = Train(folder.With("flowers.csv", Flowers), "--target", "species", "--epochs", "3", "--hidden", "5");
        Assert.Equal(0, done.Code);
        Assert.Contains("the class species, one of 3: iris, rose, tulip", done.Output, StringComparison.Ordinal);
        Assert.Contains("3: size, colour=blue, colour=red; scaled by the rows for training", done.Output, StringComparison.Ordinal);
        Assert.Contains("48 to learn from, 12 held out", done.Output, StringComparison.Ordinal);
        Model model = ModelFile.Load(folder.File("m.safetensors"));
        Assert.Equal("softmax-cross-entropy", model.Network.Loss.Name);
        Assert.Equal(["iris", "rose", "tulip"], Preprocessing.Of(model)!.Classes);
        Assert.True(done.Output.Split('\n').Max(line => line.Length) <= 160);
    }

    [Fact]
    public void Numbers_are_regressed_in_their_own_units()
    {
        string csv = "size,price\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{100_000 + 5000 * i}\n"));
        Assert.Equal(0, Train(folder.With("houses.csv", csv), "--target", "price", "--learning-rate", "0.02").Code);
        Model model = ModelFile.Load(folder.File("m.safetensors"));
        Assert.Equal("mse", model.Network.Loss.Name);
        Assert.NotNull(Preprocessing.Of(model)!.TargetScaler);
    }

    [Fact]
    public void A_network_of_a_file_is_trained_as_it_stands()
    {
        string network = folder.With("net.json", """
            { "layers": [ { "activation": "tanh", "weights": [[0.5, -0.5], [1, 0.25]], "biases": [0, 0] }, { "activation": "identity", "weights": [[0.5, 1]], "biases": [0] } ], "loss": "hinge", "learningRate": 0.05 }
            """);
        Outcome done = Train(network, "moons:200:1", "--epochs", "2");
        Assert.Equal((0, ""), (done.Code, done.Error));
        Assert.Contains("gradient-descent, learning rate 0.05", done.Output, StringComparison.Ordinal);
        Assert.Equal("hinge", ModelFile.Load(folder.File("m.safetensors")).Network.Loss.Name);
        Assert.Contains("--hidden does not go with a network from a file", Train(network, "moons:200:1", "--hidden", "3").Error, StringComparison.Ordinal);
        Assert.Contains("the targets are one of 10 classes, and the network wants one of two classes", Train(network, "digits:100:1").Error, StringComparison.Ordinal);
        Assert.Contains("the targets are numbers, and the network wants one of two classes", Train(network, "sine:20:1").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown generator \"moonz\": did you mean \"moons\"?", "moonz:100:1")]
    [InlineData("there is no such file", "nothing.csv", "--target", "y")]
    [InlineData("unknown update \"adm\": did you mean \"adam\"?", "moons:100:1", "--optimizer", "adm")]
    [InlineData("--epochs: got x, wanted a whole number", "moons:100:1", "--epochs", "x")]
    [InlineData("got the schedule \"cosin\"", "moons:100:1", "--schedule", "cosin")]
    [InlineData("unknown task \"classes\"", "moons:100:1", "--task", "classes")]
    [InlineData("unknown way to scale", "moons:100:1", "--scale", "standard")]
    [InlineData("wanted a fraction such as 0.2", "moons:100:1", "--validation", "half")]
    [InlineData("has no columns to be named", "moons:100:1", "--target", "y")]
    [InlineData("the targets are classes, wanted the task classification, or none", "moons:100:1", "--task", "regression")]
    [InlineData("patience: there are no validation examples", "moons:100:1", "--validation", "none", "--patience", "3")]
    [InlineData("rate: got 1, wanted a number from 0 to below 1", "moons:100:1", "--dropout", "1")]
    public void What_cannot_be_is_answered_with_a_sentence(string message, params string[] arguments)
    {
        Outcome refused = Train(arguments);
        Assert.Equal(2, refused.Code);
        Assert.StartsWith("chainrule: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_runs_away_says_where_and_what_helps()
    {
        Outcome diverged = Train("sine:200:1", "--optimizer", "gradient-descent", "--learning-rate", "1e6");
        Assert.Equal(1, diverged.Code);
        Assert.Contains("What usually helps", diverged.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("m.safetensors", folder.Names);
    }

    [Fact]
    public void Stopped_by_a_signal_it_says_how_to_go_on_and_comes_to_the_same_bits()
    {
        const string training = "digits:1000:1 --epochs 80 --batch-size 8 --patience 100";
        string root = folder.Root;
        Assert.Equal(0, Program.Shell($"\"$chainrule\" train {training} --output whole.safetensors", root).Code);
        Outcome stopped = Program.Shell($"\"$chainrule\" train {training} --output m.safetensors & while [ ! -e m.checkpoint.safetensors ]; do sleep 0.02; done; kill -TERM $!; wait $!", root);
        Assert.Equal(1, stopped.Code);
        Assert.Contains("stopped; the training stands in m.checkpoint.safetensors. To go on, give the same command with --resume", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("m.checkpoint.safetensors", folder.Names);
        Assert.Contains("go on with --resume, name another --output, or delete it", Program.Shell($"\"$chainrule\" train {training} --output m.safetensors", root).Error, StringComparison.Ordinal);
        Outcome other = Program.Shell($"\"$chainrule\" train {training} --l2 0.1 --output m.safetensors --resume", root);
        Assert.Contains("the training began with l2 0, got 0.1", other.Error, StringComparison.Ordinal);
        Assert.Contains("the training began with another network", Program.Shell($"\"$chainrule\" train {training} --hidden 7 --output m.safetensors --resume", root).Error, StringComparison.Ordinal);
        Assert.Contains("these are other examples", Program.Shell($"\"$chainrule\" train {training.Replace("1000:1", "1000:2", StringComparison.Ordinal)} --output m.safetensors --resume", root).Error, StringComparison.Ordinal);

        Outcome resumed = Program.Shell($"\"$chainrule\" train {training} --output m.safetensors --resume", root);
        Assert.Equal((0, ""), (resumed.Code, resumed.Error));
        Assert.Contains("resumed:", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder.File("whole.safetensors")), File.ReadAllBytes(folder.File("m.safetensors")));
        Assert.Equal(File.ReadAllText(folder.File("whole.log.csv")), File.ReadAllText(folder.File("m.log.csv")));
        Assert.DoesNotContain("m.checkpoint.safetensors", folder.Names);
        Assert.Contains("this training is over", Program.Shell($"\"$chainrule\" train {training} --output m.safetensors --resume", root).Error, StringComparison.Ordinal);
    }
}
