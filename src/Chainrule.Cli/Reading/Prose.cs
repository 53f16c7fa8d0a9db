using Chainrule.Cells.Exports;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Chainrule.Cli.Reading;

/// <summary>The prose of a lesson, Markdown with LaTeX between dollars, as HTML with MathML.</summary>
internal static class Prose
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
