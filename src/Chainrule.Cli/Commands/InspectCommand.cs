using System.CommandLine;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Data.Models;
using Chainrule.Datasets.Sources;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Rendering;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule inspect MODEL</c>: what a model file holds.</summary>
internal static class InspectCommand
{
    private const int Width = 80, MostNamed = 12;

    public static Command Create()
    {
        var file = new Argument<string>("MODEL") { Description = "A model file (.safetensors)." };
        Option<string?> data = ProblemOptions.Text("--data", "DATA", "Run these data through it and say what may be wrong: dead or saturated units, vanishing gradients, unscaled inputs.");
        var command = new Command("inspect", "Say what a model file holds: layers, parameters, preprocessing, notes; with --data what may be wrong with it.") { file, data };
        command.SetAction(parsed =>
        {
            TrainedModel model = TrainedModel.Load(parsed.GetRequiredValue(file));
            List<StyledLine> lines = [.. Summary(model)];
            if (parsed.GetValue(data) is string path)
            {
                Preprocessing read = model.Required;
                lines.AddRange([new(""), .. ReportText.Lines(TrainingReport.Of(model.Network(), read.Encode(read.Open(path))))]);
            }
            Output.Write(lines, null);
            return ExitCodes.Done;
        });
        return command;
    }

    private static IEnumerable<StyledLine> Summary(TrainedModel model)
    {
        NetworkSpec network = model.Model.Network;
        yield return new(model.Name, Style.Heading);
        foreach (string line in Wrapping.Words($"{network.Input} → {string.Join(" → ", network.Layers.Select(each => each.Words))}, {network.Loss}, {network.ParameterCount:N0} parameters", Width)) yield return new(line);
        yield return new("");
        string[][] rows = [["parameter", "shape", "min", "mean", "max", "norm"], .. network.Plan.Parameters.Select(each => Row(network, each))];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows) yield return new(string.Join("  ", row.Select((cell, c) => c < 2 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
        yield return new("");
        foreach (string fact in Facts(model))
            foreach (string line in Wrapping.Words(Shown.Harmless(fact), Width)) yield return new(line);
    }

    private static string[] Row(NetworkSpec network, Quantity parameter)
    {
        double[] numbers = [.. network.Plan.Initial(parameter)!.Numbers()];
        return
        [
            TensorNames.Of(parameter.Layer - 1, parameter.Key), $"{parameter.Shape}",
            .. new[] { numbers.Min(), numbers.Average(), numbers.Max(), Math.Sqrt(numbers.Sum(each => each * each)) }.Select(each => Rounding.Ascii(each, 4)),
        ];
    }

    private static IEnumerable<string> Facts(TrainedModel model)
    {
        yield return $"Update: {model.Model.Update}, learning rate {Rounding.Ascii(model.Model.LearningRate)}.";
        if (model.Preprocessing is { } read)
        {
            yield return $"Inputs: {Listed(read.InputNames)}; {(read.InputScaler is null ? "not scaled" : "scaled")}.";
            yield return read.IsClassification ? $"Classes of {Shown.Text(read.TargetNames[0])}: {Listed(read.Classes)}." : $"Numbers: {Listed(read.TargetNames)}; {(read.TargetScaler is null ? "not scaled" : "scaled")}.";
        }
        else yield return "The model does not say how data become its inputs.";
        foreach ((string name, string text) in model.Model.Notes.Where(each => each.Key != Preprocessing.Note).OrderBy(each => each.Key, StringComparer.Ordinal)) yield return $"{Shown.Text(name)}: {Shown.Text(text)}";
    }

    private static string Listed(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostNamed).Select(Shown.Text)) + (names.Count > MostNamed ? $", … ({names.Count} in all)" : "");
}
