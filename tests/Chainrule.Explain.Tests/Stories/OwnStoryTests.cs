using Chainrule.Checking;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests.Stories;

/// <summary>Layers and updates of one's own in stories: with letters of their own, and where they are wrong.</summary>
public class OwnStoryTests
{
    [Theory]
    [InlineData("h"), InlineData("z"), InlineData("W"), InlineData("out")]
    public void What_a_layer_hands_on_may_have_any_letters(string letter)
    {
        Explanation story = Explanation.Story(new OwnScale([2, -0.5]) { Output = letter }.Problem());
        Assert.Contains("own-scale", story.ToText(), StringComparison.Ordinal);
        Assert.Contains("Layer 1 hands on its", story.ToText(), StringComparison.Ordinal);
        foreach (string text in (string[])[story.ToMarkdown(), story.ToHtml(), story.ToLatex(), story.ToJson()]) Assert.NotEmpty(text);
    }

    [Fact]
    public void A_wrong_backward_pass_is_told_where_a_weight_is_nudged()
    {
        const string said = "These two differ by more than rounding explains";
        Assert.DoesNotContain(said, Words(new([2, -0.5])), StringComparison.Ordinal);
        Assert.Contains(said, Words(new([2, -0.5]) { Backward = (all, k) => { k.KeepProducts(all.G, all.A, all.A); k.Row(new OwnScale.Product(), all.X.d, all.A.d, all.G); } }), StringComparison.Ordinal);

        static string Words(OwnScale layer) => string.Join(" ", Explanation.Story(layer.Problem()).ToText().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_law_that_is_not_defined_is_told_from_numbers_that_are_too_large()
    {
        Problem problem = new OwnScale([2, -0.5]) { Law = new Root() }.Problem();
        foreach (Action ask in (Action[])[() => Explanation.Story(problem), () => GradientCheck.Run(problem)])
        {
            string message = Assert.Throws<ProblemException>(ask).Message;
            Assert.Contains("a1 is the first that is NaN, of numbers that are not large, so its law is not defined there", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_update_with_the_name_of_a_built_in_one_tells_its_own_law() =>
        Assert.Contains("the update momentum says", string.Join(" ", Explanation.Story(new OwnScale([2, -0.5]).Problem(new Update<Plain>())).ToText().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

    private readonly struct Root : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            for (int j = 0; j < into.Length; j++) into[j] = T.Sqrt(of[0][j] * of[1][j]);
        }
    }

    private readonly struct Plain : IUpdate<Plain>
    {
        public static string Name => "momentum";

        public static Plain Of(ReadOnlySpan<double> settings) => default;

        public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T>
        {
        }

        public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
        {
        }

        public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> => parameter - learningRate * gradient;
    }
}
