using System.Text;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// A story as one HTML file that loads nothing else: mathematics as MathML, the network as SVG, and every symbol and number a link to the equation
/// that explains it. The file is well-formed XML too.
/// </summary>
internal sealed class HtmlRenderer : StoryRenderer
{
    private const int SectionsForContents = 4;

    private readonly Anchors anchors;
    private readonly HtmlEquation equations;
    private readonly List<string> sections = [];

    private HtmlRenderer(Story story, Notation notation, Anchors anchors) : base(story, Linked(notation, anchors))
    {
        this.anchors = anchors;
        equations = new HtmlEquation(Printer, notation.IsCode ? new TextPrinter(notation) : new MathMlPrinter(notation), anchors);
    }

    /// <summary>The story as one HTML file.</summary>
    public static string Render(Story story, Notation notation)
    {
        var renderer = new HtmlRenderer(story, notation, new Anchors(story));
        renderer.AddBlocks();
        return HtmlPage.Of(HtmlText.Escape(story.Title), renderer.Contents() + renderer.Page, story.Asking?.WhyAny);
    }

    /// <summary>The blocks of the story alone, to stand in a page of someone else's that holds <see cref="StyleSheet"/>.</summary>
    public static string Fragment(Story story, Notation notation)
    {
        var renderer = new HtmlRenderer(story, notation, new Anchors(story));
        renderer.AddBlocks();
        return renderer.Page.ToString();
    }

    /// <summary>The style of a page with stories in it.</summary>
    public static string StyleSheet => HtmlPage.Style;

    private static NotationPrinter Linked(Notation notation, Anchors anchors) =>
        notation.IsCode ? new LinkedCodePrinter(notation, anchors.Of) : new MathMlPrinter(notation, anchors.Of);

    private string Contents()
    {
        if (sections.Count < SectionsForContents) return "";
        var list = new StringBuilder("<nav aria-label=\"Sections\">\n<ol>\n");
        for (int i = 0; i < sections.Count; i++) list.Append($"<li><a href=\"#section-{i + 1}\">{sections[i]}</a></li>\n");
        return list.Append("</ol>\n</nav>\n").ToString();
    }

    /// <inheritdoc/>
    protected override void AddHeading(int level, string text)
    {
        string id = "";
        if (level == 2)
        {
            sections.Add(text);
            id = $" id=\"section-{sections.Count}\"";
        }
        Page.Append($"<h{level}{id}>{text}</h{level}>\n");
    }

    /// <inheritdoc/>
    protected override void AddParagraph(string text, bool isNote) => Page.Append($"<p{(isNote ? " class=\"note\"" : "")}>{text}</p>\n");

    /// <inheritdoc/>
    protected override void AddEquation(Equation equation) => Page.Append(equations.Write(equation));

    /// <inheritdoc/>
    protected override void AddMatrix(MatrixView matrix) => Page.Append(equations.Write(matrix));

    /// <inheritdoc/>
    protected override void AddTable(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Page.Append($"<div class=\"scroll\">\n<table>\n<thead><tr>{string.Concat(header.Select(cell => $"<th scope=\"col\">{cell}</th>"))}</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in rows) Page.Append($"<tr>{string.Concat(row.Select(cell => $"<td>{cell}</td>"))}</tr>\n");
        Page.Append("</tbody>\n</table>\n</div>\n");
    }

    /// <inheritdoc/>
    protected override void AddDrawing(Pass pass)
    {
        string Drawn(int columns) => NetworkSvg.Draw(new NetworkDrawing(Story.Recording, pass, columns), Printer.Notation, anchors.Of);
        Page.Append($"<div class=\"drawing scroll\">\n<div class=\"wide\">\n{Drawn(NetworkDrawing.Wide)}</div>\n<div class=\"narrow\">\n{Drawn(NetworkDrawing.Narrow)}</div>\n</div>\n");
    }

    /// <inheritdoc/>
    protected override void AddCommand(string text) => Page.Append($"<pre class=\"command\"><code>{Escape(text)}</code></pre>\n");

    /// <inheritdoc/>
    protected override void AddSketch(IReadOnlyList<string> lines) => Page.Append($"<pre class=\"scroll\">{Escape(string.Join('\n', lines))}</pre>\n");

    /// <inheritdoc/>
    protected override void AddCurve(IReadOnlyList<double> losses) => Page.Append($"<div class=\"drawing scroll\">\n{CurveSvg.Draw(losses)}</div>\n");

    /// <inheritdoc/>
    protected override string Escape(string words) => HtmlText.Escape(words);

    /// <inheritdoc/>
    protected override string Inline(string mathematics) => equations.Mathematics(mathematics);
}
