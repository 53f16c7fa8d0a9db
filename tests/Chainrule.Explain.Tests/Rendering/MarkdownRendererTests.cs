using System.Text.RegularExpressions;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Chainrule.Explain.Tests.Rendering;

public partial class MarkdownRendererTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private static string Render(Story story, string notation) => MarkdownRenderer.Render(story, Notation.Named(notation));

    private static MarkdownDocument Parsed(string text) => Markdown.Parse(text, Pipeline);

    [Theory]
    [MemberData(nameof(Stories.Everything), MemberType = typeof(Stories))]
    public void It_parses_into_the_blocks_of_the_story(string problem, string notation)
    {
        Story story = Stories.Of(problem, notation);
        MarkdownDocument document = Parsed(Render(story, notation));
        Assert.Equal(1 + story.Blocks.OfType<Heading>().Count(), document.Descendants<HeadingBlock>().Count());
        Assert.Equal(
            story.Blocks.OfType<Chainrule.Explain.Stories.Table>().Select(table => (table.Header.Count, 1 + table.Rows.Count)),
            document.Descendants<Markdig.Extensions.Tables.Table>().Select(table => (table.Descendants<TableRow>().First().Count, table.Descendants<TableRow>().Count())));
        string[] expected = [.. story.Blocks.Select(Language(notation)).OfType<string>()];
        Assert.Equal(expected, document.Descendants<FencedCodeBlock>().Select(fence => fence.Info));
        Assert.Empty(document.Descendants<ListBlock>());
    }

    private static Func<Chainrule.Explain.Stories.Block, string?> Language(string notation) => block => block switch
    {
        Equation or MatrixBlock => Notation.Named(notation).IsCode ? "python" : "math",
        Drawing => "mermaid",
        Command => "sh",
        Sketch => "text",
        _ => null,
    };

    [Theory]
    [MemberData(nameof(Stories.Everything), MemberType = typeof(Stories))]
    public void A_document_holds_the_equations_of_the_story_in_order_with_their_results(string problem, string notation)
    {
        Story story = Stories.Of(problem, notation);
        Match[] equations = [.. AddressedFence().Matches(Render(story, notation)).Cast<Match>()];
        Assert.Equal(Stories.Addresses(story, notation), equations.Select(match => match.Groups[1].Value));
        Assert.Equal(Stories.Results(story), equations.Select(match => Stories.Ascii(LastRight().Match(match.Groups[2].Value).Groups[1].Value)));
    }

    [Fact]
    public void A_hostile_title_stays_words()
    {
        string text = Render(Stories.Of("neuron", "nielsen", Stories.HostileTitle), "nielsen");
        HeadingBlock heading = Parsed(text).Descendants<HeadingBlock>().First();
        string words = string.Concat(heading.Inline!.Descendants<LeafInline>().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            _ => "",
        }));
        Assert.Equal(Stories.HostileTitle.Replace('\u0001', ' ').Replace('\ud800', '\ufffd'), words);
        Assert.Empty(heading.Inline!.Descendants<LinkInline>());
    }

    [Fact]
    public void Mathematics_among_words_is_safe_from_markdown()
    {
        MarkdownDocument document = Parsed(Render(Stories.Of("mazur", "nielsen"), "nielsen"));
        Assert.Contains(document.Descendants<CodeInline>(), code => code.Content == "w^{1}_{01}");
        Assert.DoesNotContain(document.Descendants<EmphasisInline>(), emphasis => emphasis.DelimiterCount == 1);
    }

    // The last right side stands before the end of its fence.
    [GeneratedRegex(@"\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex AddressedFence();

    [GeneratedRegex(@"= (\S+)(?:\n\\end\{aligned\})?$")]
    private static partial Regex LastRight();
}
