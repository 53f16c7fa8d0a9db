using System.Text.RegularExpressions;
using Chainrule.Cells.Exports;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Chainrule.Cli.Reading;

/// <summary>The prose of a lesson, Markdown with LaTeX between dollars: as HTML with MathML, and for the terminal.</summary>
internal static partial class Prose
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseMathematics().DisableHtml().Build();

    public static string ToHtml(string markdown)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new Inline());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathBlockRenderer>(new Display());
        renderer.Render(Markdown.Parse(markdown, Pipeline));
        return text.ToString();
    }

    /// <summary>The prose as it stands, with its formulas in characters; those on lines of their own are indented.</summary>
    public static string ToText(string markdown) => Mathematics().Replace(markdown, found => found.Groups["code"].Success
        ? found.Value
        : found.Groups["display"].Success ? Tied($"    {MathText.Of(found.Groups["display"].Value)}") : Tied(MathText.Of(found.Groups["inline"].Value)));

    private static string Tied(string formula) => formula.Replace(' ', Explain.Rendering.Wrapping.Tied);

    // Between backquotes a dollar is a dollar.
    [GeneratedRegex(@"(?<code>`[^`\n]*`)|\$\$(?<display>.+?)\$\$|\$(?<inline>[^$\n]+?)\$", RegexOptions.Singleline)]
    private static partial Regex Mathematics();

    private sealed class Inline : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline math) =>
            renderer.Write(TexMath.ToMathMl(math.Content.ToString(), isDisplay: math.DelimiterCount == 2));
    }

    private sealed class Display : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock math) =>
            renderer.Write("<div class=\"scroll\">").Write(TexMath.ToMathMl(math.Lines.ToString(), isDisplay: true)).WriteLine("</div>");
    }
}
