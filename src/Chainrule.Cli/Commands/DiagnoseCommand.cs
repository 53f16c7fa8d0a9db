using System.CommandLine;
using Chainrule.Cli.Csv;
using Chainrule.Cli.Options;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Practice;
using Chainrule.Rules;
using Command = System.CommandLine.Command;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule diagnose</c>: which mistake gives the number that somebody computed by hand.</summary>
internal static class DiagnoseCommand
{
    public static Command Create()
    {
        var problem = new ProblemOptions();
        var format = new FormatOptions([.. Format.All.Where(each => each.Name is Format.Text or Format.Json)]);
        var address = new Option<string[]>("--address") { Description = "The number that you computed: \"dW1[0,0]\", newL for the loss after the step. With a second --address and --answer: what both say together.", HelpName = "ADDRESS" };
        var answer = new Option<string[]>("--answer") { Description = "What you got for it. How many digits you write says how exactly it is meant.", HelpName = "NUMBER" };
        Option<string?> sheet = ProblemOptions.Text("--answers", "FILE", "Mark a whole sheet instead: a JSON or CSV file of addresses and answers, as explain --blank --format csv writes it.");
        var command = new Command("diagnose", "Say which mistake gives the number that you computed by hand; exit code 1 if it is not right.") { address, answer, sheet };
        problem.AddTo(command);
        format.AddTo(command);
        command.SetAction(parsed =>
        {
            (Format chosenFormat, Notation notation, string? path) = format.Choose(parsed);
            string[] addresses = parsed.GetValue(address) ?? [], answers = parsed.GetValue(answer) ?? [];
            string? file = parsed.GetValue(sheet);
            if (file is not null && addresses.Length + answers.Length > 0) throw new ProblemException($"{sheet.Name} does not go with {address.Name} and {answer.Name}: the file has both; leave one of them out");
            if (file is null && (addresses.Length == 0 || addresses.Length != answers.Length))
                throw new ProblemException($"got {addresses.Length} {address.Name} and {answers.Length} {answer.Name}, wanted one answer for each address, such as {address.Name} \"dW1[0,0]\" {answer.Name} 0.0123; or {sheet.Name} with a file of them");
            Chosen chosen = problem.Choose(parsed);
            notation.CheckFit(chosen.Problem);
            Asking asking = chosen.Asking with { Notation = notation };
            return file is not null
                ? Mark(Marking.Of(chosen.Problem, AnswerFile.Rows(file), notation.Read), chosen, asking, chosenFormat, notation, path)
                : Say(Diagnosis.Of(chosen.Problem, [.. addresses.Zip(answers)], notation), chosen, asking, chosenFormat, notation, path);
        });
        return command;
    }

    private static int Say(Diagnosis diagnosis, Chosen chosen, Asking asking, Format format, Notation notation, string? path)
    {
        if (format.Name == Format.Json) Output.Write(stream => DiagnosisJson.Write(diagnosis, stream), path);
        else format.Write(DiagnosisTeller.Tell(diagnosis, Recording.Of(chosen.Problem), asking), notation, path);
        return diagnosis.Verdict == Verdict.Right ? ExitCodes.Done : ExitCodes.AnswerWrong;
    }

    private static int Mark(Marking marking, Chosen chosen, Asking asking, Format format, Notation notation, string? path)
    {
        if (format.Name == Format.Json) Output.Write(stream => DiagnosisJson.Write(marking, stream), path);
        else format.Write(DiagnosisTeller.Tell(marking, Recording.Of(chosen.Problem), asking), notation, path);
        return marking.Passed ? ExitCodes.Done : ExitCodes.AnswerWrong;
    }
}
