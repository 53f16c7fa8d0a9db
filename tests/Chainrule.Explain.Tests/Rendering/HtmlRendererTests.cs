using System.Text.RegularExpressions;
using System.Xml.Linq;
using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Worksheets;

namespace Chainrule.Explain.Tests.Rendering;

public partial class HtmlRendererTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    private static XDocument Parsed(Story story, string notation) => XDocument.Parse(HtmlRenderer.Render(story, Notation.Named(notation)));

    private static IEnumerable<XElement> WithClass(XContainer page, string name) =>
        page.Descendants().Where(element => ((string?)element.Attribute("class"))?.Split(' ').Contains(name) == true);

    [Theory]
    [MemberData(nameof(Stories.Everything), MemberType = typeof(Stories))]
    public void A_page_is_well_formed_and_loads_nothing(string problem, string notation)
    {
        XDocument page = Parsed(Stories.Of(problem, notation), notation);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "use" or "image");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "srcset" or "action" or "data");
        Assert.All(page.Descendants().Attributes("href"), href => Assert.StartsWith("#", href.Value));
        Assert.DoesNotMatch("@import|url\\(", string.Concat(page.Descendants().Where(element => element.Name.LocalName == "style").Select(style => style.Value)));
    }

    [Theory]
    [MemberData(nameof(Stories.Everything), MemberType = typeof(Stories))]
    public void Ids_are_unique_and_every_link_has_its_target(string problem, string notation)
    {
        XDocument page = Parsed(Stories.Of(problem, notation), notation);
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        string[] dangling = [.. page.Descendants().Attributes("href").Select(href => href.Value[1..]).Where(target => !ids.Contains(target)).Distinct()];
        Assert.Empty(dangling);
    }

    [Theory]
    [MemberData(nameof(Stories.Everything), MemberType = typeof(Stories))]
    public void A_page_holds_the_equations_of_the_story_in_order_with_their_results(string problem, string notation)
    {
        Story story = Stories.Of(problem, notation);
        XElement[] equations = [.. WithClass(Parsed(story, notation), "equation").Where(equation => WithClass(equation, "address").Any())];
        Assert.Equal(Stories.Addresses(story, notation), equations.Select(equation => WithClass(equation, "address").Single().Value));
        Assert.Equal(Stories.Results(story), equations.Select(equation => Stories.Ascii(WithClass(equation, "right").Last().Value)));
        // Links hold whatever the notation: they are made of the address that all notations share.
        Assert.Equal(Stories.Addresses(story, Notation.Nielsen.Name).Select(IdOf), equations.Select(equation => (string?)equation.Attribute("id")));
    }

    private static string IdOf(string address) => Punctuation().Replace(address, "-").TrimEnd('-');

    [Theory]
    [MemberData(nameof(Stories.Everything), MemberType = typeof(Stories))]
    public void Every_mathematical_element_has_the_children_it_needs(string problem, string notation)
    {
        var needed = new Dictionary<string, int> { ["mfrac"] = 2, ["msup"] = 2, ["msub"] = 2, ["munder"] = 2, ["msubsup"] = 3 };
        foreach (XElement element in Parsed(Stories.Of(problem, notation), notation).Descendants())
            if (needed.TryGetValue(element.Name.LocalName, out int children)) Assert.Equal(children, element.Elements().Count());
    }

    [Theory]
    [MemberData(nameof(Stories.Notations), MemberType = typeof(Stories))]
    public void Headings_start_at_one_and_skip_no_level(string notation)
    {
        int[] levels = [.. Parsed(Stories.Of("mazur", notation), notation).Descendants()
            .Select(element => Level().Match(element.Name.LocalName)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value))];
        Assert.Equal(1, levels[0]);
        Assert.Equal(1, levels.Count(level => level == 1));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void A_symbol_leads_to_the_equation_that_explains_it()
    {
        XElement equation = Parsed(Stories.Of("mazur", "nielsen"), "nielsen").Descendants(Html + "div").Single(div => (string?)div.Attribute("id") == "dW1-0-1");
        Assert.Equal(["#dZ1-0", "#matrix-x"], WithClass(equation, "letter").Select(link => link.Attribute("href")!.Value));
        Assert.Equal(["dZ1[0] = 0.008771354689486937", "x[1] = 0.1"], WithClass(equation, "number").Select(link => link.Attribute("title")!.Value));
    }

    [Fact]
    public void An_equation_says_where_its_number_is_used()
    {
        XElement equation = Parsed(Stories.Of("mazur", "nielsen"), "nielsen").Descendants(Html + "div").Single(div => (string?)div.Attribute("id") == "dZ1-0");
        Assert.Equal(["#dW1-0-0", "#dW1-0-1", "#db1-0"], WithClass(equation, "readers").Descendants(Html + "a").Select(link => link.Attribute("href")!.Value));
    }

    [Fact]
    public void The_first_words_promise_links_that_the_page_has()
    {
        Recording recording = Recording.Of(Examples.Named("mazur").Problem);
        string sheet = HtmlRenderer.Render(WorksheetTeller.Tell(Worksheet.Of(recording, Excerpt.Of(recording.Book)), Notation.Nielsen, "Mazur"), Notation.Nielsen);
        Assert.Contains("<p class=\"note hint\">Select a symbol in an equation", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"number\"", sheet, StringComparison.Ordinal);
        string story = HtmlRenderer.Render(Stories.Of("mazur", "nielsen"), Notation.Nielsen);
        Assert.Contains("<p class=\"note hint\">Every number says where it came from: select a symbol or a number", story, StringComparison.Ordinal);
        Assert.Contains("<a class=\"number\" href=", story, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_title_stays_words()
    {
        XDocument page = Parsed(Stories.Of("neuron", "nielsen", Stories.HostileTitle), "nielsen");
        string expected = Stories.HostileTitle.Replace('\u0001', ' ').Replace('\ud800', '\ufffd');
        Assert.Equal(expected, page.Descendants(Html + "title").First().Value);
        Assert.Equal(expected, page.Descendants(Html + "h1").Single().Value);
    }

    [Fact]
    public void Terms_of_a_sum_are_pieces_and_a_fraction_is_one()
    {
        Assert.Equal(["<mn>1</mn>", "<mo form=\"infix\">+</mo><mn>2</mn>"], MathMlPrinter.Pieces("<mn>1</mn><mo form=\"infix\">+</mo><mn>2</mn>"));
        Assert.Single(MathMlPrinter.Pieces("<mfrac><mrow><mn>1</mn><mo form=\"infix\">+</mo><mn>2</mn></mrow><mn>3</mn></mfrac>"));
    }

    [GeneratedRegex(@"[\[\],]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("^h([1-6])$")]
    private static partial Regex Level();
}
