using System.CommandLine;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Rules;
using Command = System.CommandLine.Command;

namespace Chainrule.Cli.Options;

/// <summary>A format a story can be written in.</summary>
/// <param name="Name">The name in --format.</param>
/// <param name="Extension">The extension of its files, by which --output chooses it.</param>
/// <param name="Render">The story as a text; null for the terminal and for JSON, which are written in their own ways.</param>
internal sealed record Format(string Name, string Extension, Func<Story, Notation, string>? Render)
{
    public const string Text = "text", Json = "json";

    /// <summary>For tables only.</summary>
    public static Format Csv { get; } = new("csv", ".csv", null);

    public static IReadOnlyList<Format> All { get; } =
    [
        new(Text, ".txt", null),
        new("markdown", ".md", MarkdownRenderer.Render),
        new("html", ".html", HtmlRenderer.Render),
        new("latex", ".tex", LatexRenderer.Render),
        new(Json, ".json", null),
    ];

    public void Write(Story story, Notation notation, string? path)
    {
        if (Render is null) Output.Write(path is null ? TextRenderer.Render(story, notation, Output.Columns) : TextRenderer.Render(story, notation), path);
        else Output.Write(Render(story, notation), path);
    }
}

/// <summary>--format, --notation and --output.</summary>
/// <param name="formats">The formats to choose from, the default first; null for all in which a story can be written.</param>
internal sealed class FormatOptions(IReadOnlyList<Format>? formats = null)
{
    private readonly IReadOnlyList<Format> formats = formats ?? Format.All;

    private readonly Option<string?> format = ProblemOptions.Text("--format", "FORMAT", $"{string.Join(", ", (formats ?? Format.All).Select(each => each.Name))}; by default text, or what the --output file's ending says.");
    private readonly Option<string?> notation = ProblemOptions.Text("--notation", "NAME", $"{string.Join(", ", Notation.All.Select(each => each.Name))} (default {Notation.All[0].Name}; mazur only for networks of the shape of its example).");
    private readonly Option<string?> output = ProblemOptions.Text("--output", "FILE", "Write to a file instead of the terminal.");

    public void AddTo(Command command)
    {
        command.Options.Add(format);
        command.Options.Add(notation);
        command.Options.Add(output);
    }

    public (Format Format, Notation Notation, string? Path) Choose(ParseResult parsed)
    {
        string? path = parsed.GetValue(output);
        Format chosen = parsed.GetValue(format) is string name
            ? Names.Find(formats, each => each.Name, name, "format")
            : formats.FirstOrDefault(each => path is not null && each.Extension.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase)) ?? formats[0];
        return (chosen, Notation.Named(parsed.GetValue(notation) ?? Notation.All[0].Name), path);
    }
}
