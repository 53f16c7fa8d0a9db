using System.CommandLine;
using Chainrule.Checking;
using Chainrule.Cli.Csv;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Worksheets;
using Chainrule.Rules;
using Spectre.Console;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule check</c>: every gradient computed four ways, side by side.</summary>
internal static class CheckCommand
{
    // More rows than fit on a screen or two help nobody; those that are worst off are shown.
    private const int MostRows = 24;

    private static readonly (Method Method, string Name)[] Methods =
        [(Method.CentralDifference, "central difference"), (Method.DualNumbers, "dual numbers"), (Method.Graph, "graph of Values")];

    public static Command Create()
    {
        var problem = new ProblemOptions();
        var all = new Option<bool>("--all") { Description = "Check and list every parameter, however many there are." };
        Option<string?> mine = ProblemOptions.Text("--mine", "FILE", "Check numbers that you computed by hand instead: a JSON or CSV file of addresses and answers, as explain --blank --format csv writes it.");
        var command = new Command("check", "Compare every gradient with a central difference, with dual numbers and with the graph; exit code 1 if one is wrong or nothing could be told.") { all, mine };
        problem.AddTo(command);
        command.SetAction(parsed =>
        {
            bool everything = parsed.GetValue(all);
            if (parsed.GetValue(mine) is string path)
            {
                if (everything) throw new ProblemException($"{all.Name} does not go with {mine.Name}: one is about gradients, the other about your answers; leave one of them out");
                return CheckAnswers(problem.Choose(parsed), path);
            }
            GradientReport report = GradientCheck.Run(problem.Choose(parsed).Problem, new GradientCheckOptions { All = everything });
            Show(report, everything);
            return report.Passed ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return command;
    }

    private static int CheckAnswers(Chosen chosen, string path)
    {
        string name = UserFile.NameOf(path);
        var book = new AddressBook(chosen.Problem);
        IReadOnlyDictionary<Address, WrittenNumber?> answers = Answers.Of(AnswerFile.Rows(path), book.Parse, book);
        if (answers.Values.All(each => each is null)) throw new ProblemException($"{name}: there is no answer in it; write your numbers beside the addresses");
        AnswerCheck check = AnswerCheck.Of(Recording.Of(chosen.Problem), answers);
        Output.Write(TextRenderer.Render(AnswersTeller.Tell(check, chosen.Asking), Notation.All[0]), null);
        return check.Passed ? ExitCodes.Done : ExitCodes.AnswerWrong;
    }

    private static void Show(GradientReport report, bool everything)
    {
        IAnsiConsole console = Output.Console80();
        var table = new Spectre.Console.Table { Border = TableBorder.Simple };
        table.AddColumn(Narrow("∂L/∂"));
        foreach (string column in (string[])["backprop", "difference", "dual", "graph"]) table.AddColumn(Narrow(column).RightAligned());
        table.AddColumn(Narrow("verdict"));
        DerivativeCheck[] shown = Shown(report, everything);
        foreach (DerivativeCheck check in shown)
            table.AddRow(Markup.Escape(check.Address), Rounded(check.Analytic), Rounded(check.Central.Number), Rounded(check.Dual.Number), Rounded(check.Graph.Number), Verdict(check.Verdict));
        console.Write(table);
        if (shown.Length < report.Checks.Count) console.WriteLine($"Shown: {shown.Length} of {report.Checks.Count}, the worst ones. To list all: --all");
        foreach (DerivativeCheck check in report.Checks.Where(c => c.Verdict == Checking.Verdict.Kink).Take(MostRows)) console.WriteLine($"Kink: the difference for {check.Address} reaches across {check.Kink}; there is no derivative there to compare with.");
        foreach (Kink kink in report.AtKink.Take(MostRows)) console.WriteLine($"Exactly on a kink: {kink}.");
        foreach ((Method method, string name) in Methods)
            if (report.Worst(method) is { } worst)
                console.WriteLine($"Worst by {name}: {worst.Address}, {worst.By(method).Gap:g2} apart; up to {worst.By(method).Tolerance:g2} is rounding.");
        console.WriteLine($"{report}.");
        console.WriteLine(Conclusion(report));
    }

    private static string Conclusion(GradientReport report) =>
        report.Count(Checking.Verdict.Fail) > 0 ? "A gradient is wrong."
        : report.Passed ? report.Count(Checking.Verdict.CannotTell) is > 0 and int open ? $"{open} cannot be told: rounding is as large as the gradient itself. The other gradients are right." : "The gradients are right."
        : report.Count(Checking.Verdict.CannotTell) > 0 ? "Nothing can be told here: rounding swamps the gradients. Scale the inputs to about 1, or make the parameters smaller."
        : "Every gradient is at a kink: there was nothing to compare. Change the parameters a little.";

    private static DerivativeCheck[] Shown(GradientReport report, bool everything)
    {
        if (everything || report.Checks.Count <= MostRows) return [.. report.Checks];
        return [.. report.Checks.OrderByDescending(check => check.Verdict == Checking.Verdict.Fail).ThenByDescending(check => check.Verdict == Checking.Verdict.CannotTell).ThenByDescending(check => Methods.Max(m => check.By(m.Method).Ratio)).Take(MostRows)];
    }

    private static TableColumn Narrow(string header) => new TableColumn(header).NoWrap().Padding(1, 0);

    // What has overflowed is no number of that size: ∞ − ∞ is as little one as ∞.
    private static string Rounded(double number) => double.IsFinite(number) ? Rounding.Ascii(number, 5) : "overflow";

    private static string Verdict(Verdict verdict) => verdict switch
    {
        Checking.Verdict.Pass => "[green]pass[/]",
        Checking.Verdict.Kink => "[yellow]kink[/]",
        Checking.Verdict.CannotTell => "[yellow]cannot tell[/]",
        _ => "[red]FAIL[/]",
    };
}
