using System.Text.Json;
using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Datasets.Sources;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Cli.Tests.Commands;

/// <summary>What is done with a trained model.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private const string Data = "moons:200:1";

    private readonly Folder folder = new();

    public ModelCommandTests()
    {
        DataSource source = DataSource.Open(Data);
        Preprocessing read = source.Fit([.. source.Rows]);
        var trainer = new Trainer<F32>(NetworkSpec.Create([2, 8, 1], Activation.Tanh, Loss.BinaryCrossEntropy, seed: 1), new() { Epochs = 100, LearningRate = 0.02 });
        trainer.Fit(read.Encode(source));
        ModelFile.Save(Model, read.In(new(trainer.Network.ToSpec())));
    }

    private string Model => folder.File("m.safetensors");

    public void Dispose() => folder.Dispose();

    private string Printed(params string[] arguments)
    {
        Outcome outcome = Program.Run(arguments);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        // As whoever works in that folder sees it.
        Assert.All(outcome.Output.Replace($"{folder.Root}/", "", StringComparison.Ordinal).Split('\n'), line => Assert.True(line.Length <= 80 || arguments.Contains("json") || arguments[0] == "predict", line));
        return outcome.Output;
    }

    [Fact]
    public void A_model_is_inspected_and_a_healthy_one_has_no_finding()
    {
        string told = Printed("inspect", Model, "--data", Data);
        Assert.Contains("layers.0.weight", told, StringComparison.Ordinal);
        Assert.Contains("above, below", told, StringComparison.Ordinal);
        Assert.Contains("Nothing was found", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluation_as_text_and_as_json_says_the_same_accuracy_as_the_predicted_rows()
    {
        string json = Printed("evaluate", Model, Data, "--format", "json");
        double accuracy = JsonDocument.Parse(json).RootElement.GetProperty("accuracy").GetDouble();
        string[] answers = Printed("predict", Model, Data).TrimEnd().Split('\n');
        Assert.Equal(("row,y,p(above),p(below)", 201), (answers[0], answers.Length));
        Dataset made = Generator.Moons.Make(200, 1);
        Assert.Equal(accuracy, answers.Skip(1).Index().Count(each => each.Item.Split(',')[1] == Generator.Moons.Classes[made.ClassOf(each.Index)]) / 200.0);
        Assert.Contains($"{100 * accuracy:0.#} % right", Printed("evaluate", Model, Data), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_targets_are_predicted_too()
    {
        string[] answers = Printed("predict", Model, folder.With("new.csv", "x1,x2\n0,1\n1,-0.5\n")).TrimEnd().Split('\n');
        Assert.StartsWith("0,above,", answers[1], StringComparison.Ordinal);
        Assert.StartsWith("1,below,", answers[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_the_data_is_explained_and_of_a_mini_batch_who_pushed_a_weight()
    {
        Assert.Contains("row 17 of moons:200:1", Printed("explain", Model, "--data", Data, "--row", "17"), StringComparison.Ordinal);
        string why = Printed("why", "dW1[3,1]", Model, "--data", Data, "--rows", "0:64");
        Assert.Contains("of 64 examples push", why, StringComparison.Ordinal);
        Assert.Contains("row ", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add --data DATA and --row 17", "explain", "MODEL")]
    [InlineData("--row 17, or --rows 0:64", "explain", "MODEL", "--data", Data)]
    [InlineData("wanted one from 0 to 199", "explain", "MODEL", "--data", Data, "--row", "200")]
    [InlineData("--rows: got 9:3", "why", "L", "MODEL", "--data", Data, "--rows", "9:3")]
    [InlineData("--row only goes with a model", "explain", "--row", "3")]
    [InlineData("there is no such file", "inspect", "none.safetensors")]
    [InlineData("unknown format", "evaluate", "MODEL", Data, "--format", "xml")]
    public void What_cannot_be_done_is_refused(string message, params string[] arguments)
    {
        Outcome outcome = Program.Run([.. arguments.Select(each => each == "MODEL" ? Model : each)]);
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
