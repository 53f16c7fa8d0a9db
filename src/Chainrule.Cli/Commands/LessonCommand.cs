using System.CommandLine;
using Chainrule.Cells.Engine;
using Chainrule.Cells.Exports;
using Chainrule.Cells.Scripts;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Explain.Rendering;
using Chainrule.Lessons.Outputs;
using Chainrule.Rules;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule lesson</c>: the lessons, listed, run and exported.</summary>
internal static class LessonCommand
{
    private const int Width = 80;

    private static readonly (string Option, string Ending, string What, Func<ExecutedLesson, string> Write)[] Formats =
    [
        ("--ipynb", ".ipynb", "a Jupyter notebook, nbformat 4.5", NotebookExport.Write),
        ("--html", ".html", "a page that loads nothing else", lesson => HtmlExport.Write(lesson, Prose.ToHtml)),
        ("--markdown", ".md", "Markdown, with pictures drawn with characters", MarkdownExport.Write),
    ];

    public static Command Create() => new("lesson", "The lessons: list them, run one, or export one with its outputs.") { List(), Run(), Export() };

    private static Argument<string> Name() => new("NAME") { Description = "The number or name of a lesson, or a .cs file of your own." };

    private static Command List()
    {
        var command = new Command("list", "List the lessons.");
        command.SetAction(_ =>
        {
            int wide = LessonShelf.All.Max(lesson => lesson.Name.Length);
            Output.Write([.. LessonShelf.All.Select(lesson => new StyledLine([new($"{lesson.Name.PadRight(wide)}  ", Style.Address), new(lesson.Title, Style.Plain)]))], null);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Run()
    {
        Argument<string> name = Name();
        Option<string?> only = ProblemOptions.Text("--cell", "N", "Run up to the N-th cell of code, and show that one only.");
        var command = new Command("run", "Run a lesson in the terminal: its prose, its code, and what the code shows.") { name, only };
        command.SetAction(parsed =>
        {
            Lesson lesson = LessonShelf.Find(parsed.GetRequiredValue(name));
            int? cell = parsed.GetValue(only) is string text ? NumberOptions.Whole(text, "--cell", 1, lesson.Code.Count) : null;
            LessonCell? shown = cell is { } n ? lesson.Code[n - 1] : null;
            ExecutedLesson executed = Execute(lesson, cell ?? int.MaxValue, done =>
            {
                if (shown is null || done.Cell == shown) Show(lesson, done);
            });
            return Judge(executed);
        });
        return command;
    }

    private static Command Export()
    {
        Argument<string> name = Name();
        Option<bool>[] formats = [.. Formats.Select(format => new Option<bool>(format.Option) { Description = $"As {format.What}." })];
        Option<string?> output = ProblemOptions.Text("--output", "FILE", "Write to a file instead of the terminal; its ending says the format where no option does.");
        var command = new Command("export", "Run a lesson and write it with its outputs. If a cell fails nothing is written.") { name, output };
        foreach (Option<bool> format in formats) command.Options.Add(format);
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(output);
            int[] chosen = [.. Enumerable.Range(0, formats.Length).Where(i => parsed.GetValue(formats[i]))];
            if (chosen.Length == 0 && path is not null) chosen = [.. Enumerable.Range(0, formats.Length).Where(i => path.EndsWith(Formats[i].Ending, StringComparison.OrdinalIgnoreCase))];
            if (chosen.Length != 1) throw new ProblemException($"got {chosen.Length} formats, wanted one of {string.Join(", ", Formats.Select(format => format.Option))}, or an --output file that ends in {string.Join(", ", Formats.Select(format => format.Ending))}");
            ExecutedLesson executed = Execute(LessonShelf.Find(parsed.GetRequiredValue(name)), int.MaxValue, _ => { });
            if (!executed.Succeeded) return Judge(executed);
            string text = Formats[chosen[0]].Write(executed);
            if (path is not null) Output.Write(text, path);
            else Output.Write(text.TrimEnd('\n'), null);
            return ExitCodes.Done;
        });
        return command;
    }

    private static ExecutedLesson Execute(Lesson lesson, int upTo, Action<ExecutedCell> done) =>
        LessonRunner.RunAsync(lesson, new DesktopHost(), upTo, done).GetAwaiter().GetResult();

    private static int Judge(ExecutedLesson executed)
    {
        foreach (CellErrorOutput error in executed.Errors) Output.Complain(error.Text);
        return executed.Succeeded ? ExitCodes.Done : ExitCodes.CellFailed;
    }

    private static void Show(Lesson lesson, ExecutedCell executed)
    {
        LessonCell cell = executed.Cell;
        var lines = new List<StyledLine>();
        if (cell.IsProse)
        {
            foreach (string line in Prose.ToText(cell.Text).Split('\n'))
                lines.AddRange(line.Length == 0 ? [new StyledLine("")] : Wrapping.Words(line, Width).Select(part => new StyledLine(part, line.StartsWith('#') ? Style.Heading : Style.Plain)));
        }
        else if (executed.Result is { } result)
        {
            int number = lesson.Code.TakeWhile(each => each != cell).Count() + 1;
            lines.Add(new StyledLine($"── cell {number} ──", Style.Muted));
            lines.AddRange(cell.Text.Split('\n').Select(line => new StyledLine($"    {line}", Style.Muted)));
            lines.Add(new StyledLine(""));
            foreach (CellOutput output in result.Outputs.Where(output => output is not CellErrorOutput))
                lines.AddRange(output.Text.Split('\n').Select(line => new StyledLine(line)).Append(new StyledLine("")));
        }
        Output.Write(lines.Count > 0 && lines[^1].ToString().Length > 0 ? [.. lines, new StyledLine("")] : lines, null);
    }
}
