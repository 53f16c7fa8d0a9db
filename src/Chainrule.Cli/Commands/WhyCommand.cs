using System.CommandLine;
using Chainrule.Cli.Options;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Layers;
using Command = System.CommandLine.Command;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule why ADDRESS</c>: where one number came from.</summary>
internal static class WhyCommand
{
    private const int MostSteps = 1000;

    public static Command Create()
    {
        var address = new Argument<string>("ADDRESS") { Description = "A number of the step, as it is printed: \"dW1[0,1]\", \"a2[1]\", L, ∂L/∂w¹₀₁; with --notation, in that one's names." };
        var problem = new ProblemOptions();
        var format = new FormatOptions();
        Option<string?> depth = ProblemOptions.Text("--depth", "STEPS", "How many steps back to follow, down to inputs and parameters (default 1).");
        var command = new Command("why", "Say where one number came from: its formula, the numbers put in, and the addresses in it.") { address, depth };
        problem.AddTo(command);
        format.AddTo(command);
        command.SetAction(parsed =>
        {
            (Format chosenFormat, Notation notation, string? path) = format.Choose(parsed);
            int steps = NumberOptions.Whole(parsed.GetValue(depth) ?? "1", "--depth", 1, MostSteps);
            Chosen chosen = problem.Choose(parsed);
            notation.CheckFit(chosen.Problem);
            Address asked = notation.Read(parsed.GetRequiredValue(address), new AddressBook(chosen.Problem));
            Recording recording = Recording.Of(chosen.Problem);
            if (chosenFormat.Name == Format.Json) Output.Write(stream => JsonFormat.Write(WhyTeller.Chain(recording, asked, steps).Select(each => ExplainedNumber.Of(recording, each)), stream), path);
            else
            {
                Story story = WhyTeller.Tell(recording, asked, steps, chosen.Asking with { Notation = notation }, notation);
                if (chosen.Rows.Count > 1 && asked is { IsGradient: true, Role: Role.Parameter })
                    story = story with { Blocks = [.. story.Blocks, .. ExamplesTeller.Tell(recording, asked, [.. chosen.Rows.Select(row => $"row {row}")])] };
                chosenFormat.Write(story, notation, path);
            }
            return ExitCodes.Done;
        });
        return command;
    }
}
