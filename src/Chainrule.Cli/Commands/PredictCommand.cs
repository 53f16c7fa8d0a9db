using System.CommandLine;
using System.Globalization;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Data;
using Chainrule.Datasets.Csv;
using Chainrule.Datasets.Sources;
using Chainrule.Networks;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule predict MODEL DATA</c>: a model's answers, a row for each row of the data.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("MODEL") { Description = "A model file (.safetensors)." };
        var data = new Argument<string>("DATA") { Description = $"{DataOptions.Sentence} Targets need not be there." };
        Option<string?> output = ProblemOptions.Text("--output", "FILE", "Write to a file instead of the terminal.");
        var command = new Command("predict", "Give a model's answers as CSV: classes with their probabilities, or numbers.") { file, data, output };
        command.SetAction(parsed =>
        {
            TrainedModel model = TrainedModel.Load(parsed.GetRequiredValue(file));
            Preprocessing read = model.Required;
            DataSource source = read.Open(parsed.GetRequiredValue(data));
            SourceEncoder encoder = read.For(source);
            var predictor = new Predictor(model.Network());
            // What the numbers of a class are: probabilities where the network ends so, else as they come.
            string[] header = read.IsClassification ? ["row", CsvText.Cell(read.TargetNames[0]), .. Outputs(read).Select(CsvText.Cell)] : ["row", .. read.TargetNames.Select(CsvText.Cell)];
            Output.WriteAll(stream => CsvText.Write(stream, source.Rows.Select(row => Answer(encoder, predictor, row)).Prepend(header)), parsed.GetValue(output));
            return ExitCodes.Done;
        });
        return command;
    }

    private static IEnumerable<string> Outputs(Preprocessing read) => read.Targets == TargetKind.Sides ? ["output"] : read.Classes.Select(each => $"p({each})");

    private static IEnumerable<string> Answer(SourceEncoder encoder, Predictor predictor, int row)
    {
        Preprocessing read = encoder.Preprocessing;
        float[] x = new float[read.Inputs], y = new float[read.Outputs];
        encoder.Inputs(row, x);
        predictor.Predict(x, y);
        string[] cells = [row.ToString(CultureInfo.InvariantCulture)];
        if (read.IsClassification)
            return [.. cells, CsvText.Cell(read.Classes[read.ClassOf(y)]), .. (read.Targets == TargetKind.ZeroOne ? [1 - y[0], y[0]] : y).Select(CsvText.Cell)];
        double[] numbers = new double[y.Length];
        read.Unscale(y, numbers);
        return [.. cells, .. numbers.Select(each => CsvText.Cell((float)each))];
    }
}
