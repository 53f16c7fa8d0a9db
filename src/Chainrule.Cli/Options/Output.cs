using System.Text;
using Chainrule.Data;
using Chainrule.Explain.Rendering;
using Chainrule.Rules;
using Spectre.Console;
using Style = Chainrule.Explain.Rendering.Style;

namespace Chainrule.Cli.Options;

/// <summary>Where results go: to the terminal, in colour if it is one that has colours, or to a file, which is written whole or not at all.</summary>
internal static class Output
{
    private static bool HasColour =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>A console for tables: 80 columns where it is piped.</summary>
    public static IAnsiConsole Console80()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = HasColour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = HasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (Console.IsOutputRedirected) console.Profile.Width = 80;
        return console;
    }

    /// <summary>Lines to the terminal, or without styles to a file.</summary>
    public static void Write(IReadOnlyList<StyledLine> lines, string? path)
    {
        if (path is not null)
        {
            ToFile(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
            return;
        }
        if (!HasColour)
        {
            using var plain = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
            foreach (StyledLine line in lines) plain.WriteLine(line.ToString());
            return;
        }
        IAnsiConsole console = Console80();
        foreach (StyledLine line in lines) console.MarkupLine(string.Concat(line.Pieces.Select(Marked)));
    }

    /// <summary>A text to the terminal or a file.</summary>
    public static void Write(string text, string? path) => Write(stream => stream.Write(Encoding.UTF8.GetBytes(text)), path);

    /// <summary>Bytes to the terminal or a file.</summary>
    public static void Write(Action<Stream> write, string? path)
    {
        if (path is not null)
        {
            ToFile(path, write);
            return;
        }
        using Stream output = Console.OpenStandardOutput();
        using var buffered = new BufferedStream(output, 1 << 16);
        write(buffered);
        buffered.Write("\n"u8);
    }

    /// <summary>Writes beside the file and moves it into place at the end, so that an error leaves the old file as it was.</summary>
    public static void ToFile(string path, Action<Stream> write)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ProblemException("--output: the name of the file is empty; wanted a name such as story.txt");
        string full = Path.GetFullPath(path), shown = Shown.Text(path);
        if (Directory.Exists(full)) throw new ProblemException($"--output {shown}: that is a folder, wanted the name of a file");
        if (!Directory.Exists(Path.GetDirectoryName(full))) throw new ProblemException($"--output {shown}: the folder {Shown.Text(Path.GetDirectoryName(full) ?? "")} does not exist; create it first");
        string beside = $"{full}.{Environment.ProcessId}.part";
        try
        {
            using (FileStream stream = File.Create(beside)) write(stream);
            File.Move(beside, full, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"--output {shown}: cannot be written ({refused.Message}); choose another place");
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static string Marked(StyledText piece)
    {
        string text = Markup.Escape(piece.Text);
        string? style = piece.Style switch
        {
            Style.Heading => "bold",
            Style.Address => "cyan",
            Style.Formula => null,
            Style.Value => "green",
            Style.Muted => "grey",
            Style.Command => "yellow",
            _ => null,
        };
        return style is null || text.Length == 0 ? text : $"[{style}]{text}[/]";
    }
}
