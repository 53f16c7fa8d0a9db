using System.CommandLine;
using System.Text.Json;
using Chainrule.Cli.Options;
using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
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
        var format = new FormatOptions();
        Option<string?> steps = ProblemOptions.Text("--steps", "COUNT", "Tell the first step, then take so many and say what came of them.");
        var command = new Command("explain", "Tell one training step: every number with its formula, the numbers put in, and the result.") { steps };
        problem.AddTo(command);
        format.AddTo(command);
        command.SetAction(parsed =>
        {
            if (problem.WantsList(parsed)) return ListExamples();
            (Format chosenFormat, Notation notation, string? path) = format.Choose(parsed);
            Chosen chosen = problem.Choose(parsed);
            notation.CheckFit(chosen.Problem);
            int? count = parsed.GetValue(steps) is string text ? NumberOptions.Whole(text, "--steps", 1, MostSteps) : null;
            Recording recording = Recording.Of(chosen.Problem);
            TrainingRun? training = count is null ? null : TrainingRun.Of(chosen.Problem, count.Value);
            if (chosenFormat.Name == Format.Json)
                Output.Write(stream => JsonFormat.Write(recording, stream, training is null ? null : json => WriteTraining(json, training)), path);
            else
                chosenFormat.Write(StoryTeller.Tell(recording, notation, chosen.Title, chosen.Source, chosen.Asking with { Notation = notation }, training), notation, path);
            return ExitCodes.Done;
        });
        return command;
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
