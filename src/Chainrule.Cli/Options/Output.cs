using System.Text;
using Chainrule.Cli.Streams;
using Chainrule.Data;
using Chainrule.Explain.Rendering;
using Chainrule.Rules;
using Spectre.Console;
using Style = Chainrule.Explain.Rendering.Style;

namespace Chainrule.Cli.Options;

/// <summary>
/// Where results go: to the terminal, in colour if it is one that has colours, or to a file. Texts pass <see cref="Shown.Harmless"/> here, whatever was put into them; bytes
/// are JSON's, which escapes by itself.
/// </summary>
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

    /// <summary>How wide the terminal is; 80 where there is none.</summary>
    public static int Columns => Console80().Profile.Width;

    /// <summary>Lines to the terminal, or without styles to a file.</summary>
    public static void Write(IReadOnlyList<StyledLine> lines, string? path)
    {
        if (path is not null)
        {
            Write(string.Concat(lines.Select(line => line + "\n")), path);
            return;
        }
        if (!HasColour)
        {
            using var plain = new StreamWriter(StandardStreams.OpenOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
            foreach (StyledLine line in lines) plain.WriteLine(Shown.Harmless(line.ToString()));
            return;
        }
        IAnsiConsole console = Console80();
        foreach (StyledLine line in lines) console.MarkupLine(string.Concat(line.Pieces.Select(Marked)));
    }

    /// <summary>A text to the terminal or a file.</summary>
    public static void Write(string text, string? path) => Write(stream => stream.Write(Encoding.UTF8.GetBytes(Shown.Harmless(text))), path);

    /// <summary>Bytes to the terminal or a file; on the terminal with a line feed at the end.</summary>
    public static void Write(Action<Stream> write, string? path) => WriteAll(path is not null ? write : stream =>
    {
        write(stream);
        stream.Write("\n"u8);
    }, path);

    /// <summary>The same bytes to the terminal or a file.</summary>
    public static void WriteAll(Action<Stream> write, string? path)
    {
        if (path is not null)
        {
            OutputFile.Write(path, write);
            return;
        }
        using Stream output = StandardStreams.OpenOutput();
        using var buffered = new BufferedStream(output, 1 << 16);
        write(buffered);
    }

    /// <summary>A message to standard error.</summary>
    public static void Complain(string message) => Console.Error.WriteLine($"chainrule: {Shown.Harmless(message)}");

    private static string Marked(StyledText piece)
    {
        string text = Markup.Escape(Shown.Harmless(piece.Text));
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
