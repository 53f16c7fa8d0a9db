using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Tests.Rendering;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;
using Chainrule.Testing.Printed;
using Chainrule.Tests.Layers;

namespace Chainrule.Explain.Tests.Stories;

/// <summary>What must hold of the explanation of every kind of layer, whoever wrote it: cases come from the list of kinds.</summary>
public class KindTests
{
    private const int Times = 25;

    /// <summary>Every kind.</summary>
    public static TheoryData<string> Kinds => [.. LayerKind.All.Select(kind => kind.Name)];

    private static IEnumerable<Problem> Random(string kind) => Enumerable.Range(0, Times).Select(seed => RandomLayers.Of(LayerKind.Named(kind), seed));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_address_reads_back_as_itself_and_its_formula_gives_its_number(string kind)
    {
        foreach (Problem problem in Random(kind))
        {
            Recording recording = Recording.Of(problem);
            var book = new AddressBook(problem);
            Address[] all = [.. book.All()];
            Assert.Equal(all, recording.Book.All());
            Assert.Equal(all.Length, all.Select(each => each.ToString()).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            foreach (Address address in all)
            {
                Assert.Equal(address, book.Parse($"{address}"));
                Assert.Equal(address, book.Parse($" {address} ".ToUpperInvariant().Replace(",", " , ", StringComparison.Ordinal)));
                Assert.Equal(address.IsGiven, recording.FormulaOf(address) is null);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_json_reads_back_and_every_number_can_be_computed_again(string kind)
    {
        foreach (Problem problem in Random(kind)) JsonFormatTests.AssertRight(problem);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_printed_equation_of_its_story_holds(string kind)
    {
        foreach (Problem problem in Random(kind)) PrintedEquationTests.AssertHold(problem, [Notation.All[0], Notation.All[2]]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_story_has_a_face_in_every_format_and_every_number_a_why(string kind)
    {
        foreach (Problem problem in Random(kind).Take(5))
        {
            Recording recording = Recording.Of(problem);
            foreach (Notation notation in Notation.All.Where(each => each.Fits(problem)))
            {
                Story story = StoryTeller.Tell(recording, notation, "A step");
                Assert.NotEmpty(TextRenderer.Render(story, notation));
                Assert.NotEmpty(MarkdownRenderer.Render(story, notation));
                Assert.NotEmpty(HtmlRenderer.Render(story, notation));
                Assert.NotEmpty(LatexRenderer.Render(story, notation));
            }
            foreach (Address address in recording.Book.All()) Assert.NotEmpty(TextRenderer.Render(WhyTeller.Tell(recording, address, 2), Notation.All[0]));
        }
    }

    [Fact]
    public void An_address_of_another_kind_of_layer_is_answered_with_what_the_layer_has()
    {
        var book = new AddressBook(Examples.Named("attention").Problem);
        string message = Assert.Throws<ProblemException>(() => book.Parse("z1[0]")).Message;
        Assert.Contains("layer 1 (", message, StringComparison.Ordinal);
    }
}
