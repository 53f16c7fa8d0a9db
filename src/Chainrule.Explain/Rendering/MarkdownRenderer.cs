using System.Text.RegularExpressions;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>A story as GitHub Markdown: mathematics as LaTeX in math fences, code notations as code, the network as a mermaid diagram.</summary>
internal sealed partial class MarkdownRenderer : StoryRenderer
{
    // GitHub's column is about as wide as this many digits, or characters of code.
    private const double LineWidth = 72;

    private const int CodeWidth = 92;

    private MarkdownRenderer(Story story, Notation notation) : base(story, notation.IsCode ? new TextPrinter(notation) : new LatexPrinter(notation)) { }

    /// <summary>The story as one .md file.</summary>
    public static string Render(Story story, Notation notation)
    {
        var renderer = new MarkdownRenderer(story, notation);
        renderer.Page.Append($"# {renderer.Escape(story.Title)}\n");
        renderer.AddBlocks();
        return renderer.Page.ToString();
    }

    /// <inheritdoc/>
    protected override void AddHeading(int level, string text) => Page.Append($"\n{new string('#', level)} {text}\n");

    /// <inheritdoc/>
    protected override void AddParagraph(string text, bool isNote) => Page.Append($"\n{(isNote ? "> " : "")}{Harmless(text)}\n");

    /// <inheritdoc/>
    protected override void AddEquation(Equation equation)
    {
        if (equation.Address is { } address) Page.Append($"\n**`{Printer.Notation.Typed(address)}`**\n");
        if (IsCode) AddFence("python", CodeLines.Of(equation, Printer, CodeWidth));
        else
        {
            string rows = string.Join(" \\\\\n", LatexEquation.Rows(equation, Printer, LineWidth, Remark));
            AddFence("math", [@"\begin{aligned}", rows, @"\end{aligned}"]);
        }
    }

    /// <inheritdoc/>
    protected override void AddMatrix(MatrixView matrix)
    {
        if (IsCode) AddFence("python", CodeLines.Of(matrix, Printer));
        else AddFence("math", [LatexEquation.Matrix(matrix, Printer, Remark)]);
    }

    /// <inheritdoc/>
    protected override void AddTable(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal)))} |\n";
        Page.Append($"\n{Row(header)}{Row([.. header.Select(_ => "--:")])}");
        foreach (IReadOnlyList<string> row in rows) Page.Append(Row(row));
    }

    /// <inheritdoc/>
    protected override void AddDrawing(Pass pass)
    {
        AddFence("mermaid", NetworkDiagram.Lines(Story.Recording, Printer.Notation, pass));
        AddParagraph(Text(NetworkDiagram.Legend(Story.Recording, pass)), isNote: true);
    }

    /// <inheritdoc/>
    protected override void AddCommand(string text) => AddFence("sh", [Characters.Clean(text)]);

    /// <inheritdoc/>
    protected override void AddSketch(IReadOnlyList<string> lines) => AddFence("text", lines);

    /// <inheritdoc/>
    protected override string Escape(string words)
    {
        string text = Special().Replace(Characters.Clean(words), @"\$0").Replace("&", "&amp;", StringComparison.Ordinal);
        // GitHub reads a backslash before a dollar as part of mathematics; a dollar in an element of its own it leaves alone.
        return text.Replace("$", "<span>$</span>", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    protected override string Inline(string mathematics) => IsCode ? $"`{mathematics}`" : $"$`{mathematics}`$";

    private void AddFence(string language, IEnumerable<string> lines) => Page.Append($"\n```{language}\n{string.Join('\n', lines)}\n```\n");

    private static string Remark(string note) => $@"\quad\text{{({note})}}";

    // At its start a paragraph could be taken for a list or a heading.
    private static string Harmless(string paragraph) => Opening().Replace(paragraph, @"$1\$2");

    [GeneratedRegex(@"[\\`*_\[\]<>#|~]")]
    private static partial Regex Special();

    [GeneratedRegex(@"^(\d*)([-+=.)])")]
    private static partial Regex Opening();
}
