using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Tests.Rendering;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Stories;

/// <summary>One unit whose pre-activation is led through the whole range: each of its stories is verified, and each of its numbers can be computed again.</summary>
public class SweepTests
{
    // Dense where 1 + e^z and 1 − a are rounded to 1, and where expm1 and log1p take over.
    private static IEnumerable<double> Points()
    {
        for (double z = 36; z <= 38; z += 1.0 / 32) yield return z;
        for (double z = 0.0625; z <= 750; z *= 1.5) yield return z;
        for (double z = 1e-18; z <= 1e-2; z *= 10) yield return z;
        foreach (double z in (double[])[0, 36.7368, 300, 300.5, 709, 710, 745, 746]) yield return z;
    }

    public static TheoryData<string, string> Laws =>
    [
        .. Activation.All.Where(f => f.IsElementwise).Select(f => (f.Name, "half-sse")), ("sigmoid", "binary-cross-entropy"),
    ];

    private static Problem At(string activation, string loss, double z, double y) =>
        new(new NetworkSpec([new Dense(Activation.Named(activation), [[1]], [0])], Loss.Named(loss)), new([[z]], [[y]]), 0.125);

    [Theory, MemberData(nameof(Laws))]
    public void Every_pre_activation_can_be_explained(string activation, string loss)
    {
        foreach (double size in Points())
            foreach (double z in (double[])[size, -size])
                foreach (double y in (double[])[0, 1]) JsonFormatTests.AssertRight(At(activation, loss, z, y));
    }

    [Theory, MemberData(nameof(Laws))]
    public void Every_printed_equation_of_every_pre_activation_holds(string activation, string loss)
    {
        foreach (double size in Points().Where((_, i) => i % 5 == 0))
            foreach (double z in (double[])[size, -size])
            {
                Problem problem = At(activation, loss, z, 0);
                Story story = StoryTeller.Tell(Recording.Of(problem), Notation.All[0], "A story");
                foreach (string text in (string[])[string.Join('\n', TextRenderer.Render(story, Notation.All[0])), MarkdownRenderer.Render(story, Notation.All[0]), HtmlRenderer.Render(story, Notation.All[0]), LatexRenderer.Render(story, Notation.All[0])])
                {
                    Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
                    Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
                    Assert.DoesNotMatch("(?<![0-9.e({])[−-]0(?![.0-9])", text);
                }
            }
    }

    // e^z − 1 printed −9.99978e-13 here, and 0 for −1e-17.
    [Theory]
    [InlineData(-1e-12, "−1e−12")]
    [InlineData(-1e-17, "−1e−17")]
    public void Elu_beside_0_has_its_digits(double z, string printed)
    {
        Recording recording = Recording.Of(At("elu", "half-sse", z, 1));
        string[] lines = [.. TextRenderer.Render(WhyTeller.Tell(recording, recording.Book.Parse("a1[0]"), 1), Notation.All[0]).Select(line => line.ToString())];
        Assert.Contains(lines, line => line.Contains("max(z¹₀, 0) + expm1(min(z¹₀, 0))", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.TrimEnd().EndsWith($"= {printed}", StringComparison.Ordinal));
        // e^z − 1 = z + z²/2 + …
        Assert.Equal(z + z * z / 2, recording[recording.Book.Parse("a1[0]")], 1e-15 * Math.Abs(z));
    }

    [Theory]
    [InlineData(1, "e^(min(z¹₀, 0)) − 1")]
    [InlineData(-1, "e^(min(z¹₀, 0)) − 1")]
    [InlineData(-0.0005, "expm1(min(z¹₀, 0))")]
    public void Elu_is_written_as_the_textbook_does_where_that_has_the_digits(double z, string form)
    {
        Recording recording = Recording.Of(At("elu", "half-sse", z, 1));
        Assert.Contains(TextRenderer.Render(WhyTeller.Tell(recording, recording.Book.Parse("a1[0]"), 1), Notation.All[0]), line => line.ToString().Contains(form, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sigmoid", 1.5, "a¹₀·(1 − a¹₀)")]
    [InlineData("sigmoid", 15.3, "a¹₀·σ(−z¹₀)")]
    [InlineData("tanh", 1.5, "1 − a¹₀²")]
    [InlineData("tanh", -15.3, "4·σ(2·z¹₀)·σ(−2·z¹₀)")]
    [InlineData("gelu", -8, "erfc(")]
    public void A_slope_is_written_in_the_form_that_was_computed(string activation, double z, string form)
    {
        Recording recording = Recording.Of(At(activation, "half-sse", z, 1));
        string story = string.Join('\n', TextRenderer.Render(StoryTeller.Tell(recording, Notation.All[0], "A story"), Notation.All[0]).Select(line => line.ToString()));
        Assert.Contains(form, story, StringComparison.Ordinal);
    }

    private static string After(double learningRate, double x = 1)
    {
        var problem = new Problem(new NetworkSpec([new Dense(Activation.Identity, [[1]], [0])], Loss.Named("half-sse")), new([[x]], [[0]]), learningRate);
        string[] lines = [.. TextRenderer.Render(StoryTeller.Tell(Recording.Of(problem), Notation.All[0], "A story", training: Training.TrainingRun.Of(problem, 5)), Notation.All[0]).Select(line => line.ToString().Trim())];
        return string.Join(' ', lines.SkipWhile(line => line != "After the step"));
    }

    [Fact]
    public void A_step_that_overflows_says_what_overflowed_and_what_to_do()
    {
        string after = After(1e200);
        Assert.Contains("the numbers become too large to compute with: L overflows first", after, StringComparison.Ordinal);
        Assert.Contains("The loss was 0.5 and has no number now.", after, StringComparison.Ordinal);
        Assert.Contains("Try a smaller learning rate, such as 1e199.", after, StringComparison.Ordinal);
        Assert.Contains("in step 1 the numbers became too large to compute with", after, StringComparison.Ordinal);
        foreach (string untrue in (string[])["NaN", "∞", "stayed the same"]) Assert.DoesNotContain(untrue, after, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_too_small_to_be_seen_is_not_called_flat()
    {
        string after = After(1e-20);
        Assert.Contains("too small to be seen there", after, StringComparison.Ordinal);
        Assert.DoesNotContain("flatter", after, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_whose_squares_vanish_are_not_called_0() =>
        Assert.DoesNotContain("All gradients are 0", After(0.5, 1e-120), StringComparison.Ordinal);

    [Fact]
    public void A_zero_is_printed_without_a_sign()
    {
        Assert.Equal("0", Rounding.Ascii(-0.0));
        Assert.Equal("0", AsciiPrinter.Instance.Number(-0.0));
    }
}
