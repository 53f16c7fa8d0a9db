using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Networks;

namespace Chainrule.Explain.Tests.Stories;

/// <summary>What a reader of a batch needs: where the examples lie, and where each number of a sum over them stands.</summary>
public class BatchTests
{
    private static readonly Problem Xor = Examples.Named("xor").Problem;

    private static IEnumerable<Notation> Notations => Notation.All.Where(each => each.Fits(Xor));

    private static Story Told(Notation notation) => StoryTeller.Tell(Recording.Of(Xor), notation, "A step");

    private static IEnumerable<Address> TermsOfGradients(Story story) => story.Blocks.OfType<Equation>()
        .Where(equation => equation.Address is { IsGradient: true, Role: Layers.Role.Parameter })
        .SelectMany(equation => equation.Steps).Select(step => step.Right).OfType<Explain.Stories.Written>()
        .SelectMany(written => written.Formula.Addresses());

    [Fact]
    public void Every_term_of_a_gradient_is_a_link()
    {
        foreach (Notation notation in Notations)
        {
            Story story = Told(notation);
            var anchors = new Anchors(story);
            Assert.NotEmpty(TermsOfGradients(story));
            string page = HtmlRenderer.Render(story, notation);
            foreach (Address term in TermsOfGradients(story))
            {
                string id = anchors.Of(term) ?? throw new InvalidOperationException($"{term} is nowhere");
                Assert.Contains($"href=\"#{id}\"", page, StringComparison.Ordinal);
                Assert.Equal(2, page.Split($" id=\"{id}\"").Length);
            }
            // Without the tables the numbers of the other examples stand nowhere.
            var without = new Anchors(story with { Blocks = [.. story.Blocks.Where(block => block is not Table)] });
            Assert.Contains(TermsOfGradients(story), term => without.Of(term) is null);
        }
    }

    // x[e,k] is printed with the example first: so it is the row.
    [Fact]
    public void A_printed_matrix_has_the_order_of_the_indices()
    {
        foreach (Notation notation in Notations.Where(each => each != Notation.Ng))
        {
            var book = new AddressBook(Xor);
            var view = new MatrixView(Told(notation).Blocks.OfType<MatrixBlock>().First(block => block.Symbol == Symbol.X), book, notation);
            for (int r = 0; r < view.Height; r++)
                for (int c = 0; c < view.Width; c++) Assert.EndsWith($"[{r},{c}]", notation.Typed(view.Rows[r][c]!.Value.Address), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nielsen", "each example is a row, and the biases are added to every row.", "The first index is the example's.", "e runs over all of them.")]
    [InlineData("ng", "each example is a column, and the biases are added to every column.", "The example stands above, in parentheses.", "e runs over all of them.")]
    [InlineData("cs231n", "each example is a row, and the biases are added to every row.", "The first index is the example's.", "sum_over_examples(")]
    public void Where_the_examples_lie_is_said(string notation, params string[] said)
    {
        string text = string.Join(' ', TextRenderer.Render(Told(Notation.Named(notation)), Notation.Named(notation)));
        Assert.All(said, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }
}
