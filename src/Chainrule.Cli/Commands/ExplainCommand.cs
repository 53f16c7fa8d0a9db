using System.CommandLine;
using System.Text.Json;
using Chainrule.Cli.Options;
using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Trainings;
using Chainrule.Explain.Worksheets;
using Chainrule.Layers;
using Chainrule.Training;
using Command = System.CommandLine.Command;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule explain</c>: one training step told from the data to the loss after it.</summary>
internal static class ExplainCommand
{
    private const int MostSteps = 10_000_000;

    public static Command Create()
    {
        var problem = new ProblemOptions();
        var format = new FormatOptions([.. Format.All, Format.Csv]);
        var excerpt = new ExcerptOptions();
        Option<string?> steps = ProblemOptions.Text("--steps", "COUNT", "Tell the first step, then take so many and say what came of them.");
        var command = new Command("explain", "Tell one training step: every number with its formula, the numbers put in, and the result.") { steps };
        excerpt.AddTo(command);
        problem.AddTo(command);
        format.AddTo(command);
        command.SetAction(parsed =>
        {
            if (problem.WantsList(parsed)) return ListExamples();
            (Format chosenFormat, Notation notation, string? path) = format.Choose(parsed);
            int? count = parsed.GetValue(steps) is string text ? NumberOptions.Whole(text, "--steps", 1, MostSteps) : null;
            (bool isBlank, bool hasKey) = excerpt.Worksheet(parsed, chosenFormat, count is not null);
            int? largest = excerpt.Largest(parsed, count is not null);
            Chosen chosen = problem.Choose(parsed);
            notation.CheckFit(chosen.Problem);
            chosen = chosen with { Asking = chosen.Asking with { Notation = notation } };
            Excerpt told = excerpt.Choose(parsed, chosen.Problem, count is not null);
            Recording recording = Recording.Of(chosen.Problem);
            if (isBlank) Ask(Worksheet.Of(recording, told), hasKey, chosen, chosenFormat, notation, path);
            else if (largest is int most) TellLargest(recording, most, told.Layers, chosen, chosenFormat, notation, path);
            else Tell(recording, told, count is null ? null : TrainingRun.Of(chosen.Problem, count.Value), chosen, chosenFormat, notation, path);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Tell(Recording recording, Excerpt told, TrainingRun? training, Chosen chosen, Format format, Notation notation, string? path)
    {
        if (format.Name == Format.Json)
            Output.Write(stream => JsonFormat.Write(recording, stream, training is null ? null : json => WriteTraining(json, training), told), path);
        else
            format.Write(StoryTeller.Tell(recording, notation, chosen.Title, chosen.Source, chosen.Asking, training, told), notation, path);
    }

    private static void Ask(Worksheet sheet, bool hasKey, Chosen chosen, Format format, Notation notation, string? path)
    {
        if (format == Format.Csv) Output.Write(Answers.ToCsv(sheet, hasKey), path);
        else if (format.Name == Format.Json) Output.Write(Answers.ToJson(sheet, hasKey), path);
        else format.Write(WorksheetTeller.Tell(sheet, notation, chosen.Title, chosen.Source, hasKey, chosen.Asking), notation, path);
    }

    private static void TellLargest(Recording recording, int count, IReadOnlyList<int> layers, Chosen chosen, Format format, Notation notation, string? path)
    {
        if (format.Name == Format.Json) Output.Write(stream => JsonFormat.Write(LargestTeller.Largest(recording, count, layers).Select(each => ExplainedNumber.Of(recording, each)), stream), path);
        else format.Write(LargestTeller.Tell(recording, notation, chosen.Title, count, layers, chosen.Asking), notation, path);
    }

    private static int ListExamples()
    {
        int wide = Examples.All.Max(each => each.Name.Length);
        var lines = new List<StyledLine> { new("Built-in examples; run one with --example NAME:", Style.Plain), new("") };
        foreach (Example each in Examples.All)
        {
            lines.Add(new([new($"  {each.Name.PadRight(wide)}  ", Style.Address), new(each.Title, Style.Plain)]));
            lines.AddRange(Wrapping.Words(each.What, 76 - wide).Select(line => new StyledLine(new string(' ', wide + 4) + line, Style.Muted)));
        }
        Output.Write(lines, null);
        return ExitCodes.Done;
    }

    private static void WriteTraining(Utf8JsonWriter json, TrainingRun training)
    {
        json.WriteStartObject("training");
        json.WriteNumber("steps", training.Steps);
        json.WriteStartArray("losses");
        foreach ((int step, double loss) in training.Losses)
        {
            json.WriteStartObject();
            json.WriteNumber("step", step);
            JsonFormat.WriteNumber(json, "loss", loss);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        LossTrend trend = LossTrend.Of(training.Curve);
        json.WriteString("course", trend.Course.ToString().ToLowerInvariant());
        json.WriteNumber("since", trend.Since);
        JsonFormat.WriteRows(json, "outputs", training.Outputs);
        json.WriteStartArray("layers");
        for (int l = 1; l <= training.Network.Depth; l++)
        {
            json.WriteStartObject();
            if (training.Network.Spec.Layers[l - 1] is Dense)
            {
                JsonFormat.WriteRows(json, "weights", training.Weights(l));
                JsonFormat.WriteRow(json, "biases", training.Biases(l));
            }
            else JsonFormat.WriteParameters(json, training.Network, l);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
