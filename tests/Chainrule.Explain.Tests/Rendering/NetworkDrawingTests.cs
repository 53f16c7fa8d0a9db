using System.Globalization;
using System.Xml.Linq;
using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Rendering;

/// <summary>What holds for a drawing of every network and both passes, in every format.</summary>
public class NetworkDrawingTests
{
    // Six layers, as many weights between two of them as have numbers, and a layer in which units are left out.
    private static readonly Lazy<Recording> deep = new(() => Recording.Of(RandomProblem.Create([3, 3, 3, 2, 6, 9, 2], Activation.Sigmoid, Activation.Sigmoid, Loss.HalfSse, 0, 1)));

    public static TheoryData<string, bool, int> EveryDrawing()
    {
        var data = new TheoryData<string, bool, int>();
        foreach (string problem in Stories.Problems.Append("deep"))
            foreach (bool isBackward in (bool[])[false, true])
                foreach (int columns in (int[])[NetworkDrawing.Wide, NetworkDrawing.Narrow]) data.Add(problem, isBackward, columns);
        return data;
    }

    private static Recording RecordingOf(string problem) => problem == "deep" ? deep.Value : Stories.Of(problem, "nielsen").Recording;

    private static SvgBoxes Drawn(string problem, bool isBackward, int columns, Notation? notation = null) =>
        new(NetworkSvg.Draw(new NetworkDrawing(RecordingOf(problem), isBackward ? Pass.Backward : Pass.Forward, columns), notation ?? Notation.Nielsen, Anchors.Id));

    [Theory]
    [MemberData(nameof(EveryDrawing))]
    public void No_words_meet_and_none_are_cut_off(string problem, bool isBackward, int columns)
    {
        foreach (Notation notation in Notation.All)
        {
            SvgBoxes drawn = Drawn(problem, isBackward, columns, notation);
            Assert.Empty(drawn.Meetings());
            Assert.Empty(drawn.Outside());
        }
    }

    [Fact]
    public void Words_that_meet_and_words_that_are_cut_off_would_be_noticed()
    {
        var drawn = new SvgBoxes("<svg viewBox='0 0 100 50' font-size='10'><text x='5' y='20'>one</text><g transform='translate(4 3)'><text x='5' y='20'>two</text><text x='90' y='40'>three</text></g></svg>");
        Assert.Equal(["one meets two"], drawn.Meetings());
        Assert.Single(drawn.Outside());
    }

    // A telephone shows 358 pixels: a little more is made smaller, and letters of 12 pixels stay readable.
    [Theory]
    [MemberData(nameof(EveryDrawing))]
    public void It_is_as_wide_as_the_page_or_the_telephone(string problem, bool isBackward, int columns) =>
        Assert.InRange(Drawn(problem, isBackward, columns).Size.Width, 200, columns == NetworkDrawing.Narrow ? 390 : 910);

    [Theory]
    [MemberData(nameof(EveryDrawing))]
    public void It_says_what_is_what(string problem, bool isBackward, int columns)
    {
        SvgBoxes drawn = Drawn(problem, isBackward, columns);
        XElement legend = Assert.Single(drawn.All("g"), group => (string?)group.Attribute("class") == "legend");
        Assert.Contains(legend.Elements(), each => each.Name.LocalName == "text");
        bool hasLines = drawn.All("line").Any(line => (string?)line.Attribute("class") is "raises" or "lowers" && line.Parent != legend);
        Assert.Equal(hasLines ? 2 : 0, legend.Elements().Count(each => each.Name.LocalName == "line"));
    }

    // The link of a number is its address: both have to say the same.
    [Theory]
    [MemberData(nameof(EveryDrawing))]
    public void Every_number_is_the_one_at_its_address(string problem, bool isBackward, int columns)
    {
        Recording recording = RecordingOf(problem);
        int numbers = 0;
        foreach (XElement link in Drawn(problem, isBackward, columns).All("a"))
        {
            string id = link.Attribute("href")!.Value[1..], written = Stories.Ascii(link.Value.Split(' ')[^1]);
            if (!double.TryParse(written, CultureInfo.InvariantCulture, out double shown)) continue;
            double number = recording[recording.Addresses.Single(address => Anchors.Id(recording.Book.Parse(address)) == id)];
            Assert.True(Math.Abs(shown - number) <= 0.051 * Math.Abs(number), $"{id} is {number}, and the drawing says {link.Value}");
            numbers++;
        }
        Assert.True(numbers > 0);
    }

    [Fact]
    public void Backward_delta_stands_in_the_nodes_and_gradients_on_the_lines()
    {
        Recording mazur = RecordingOf("mazur");
        SvgBoxes drawn = Drawn("mazur", isBackward: true, NetworkDrawing.Wide);
        string[] links = [.. drawn.All("a").Select(link => $"{link.Attribute("href")!.Value[1..]} {link.Value}")];
        Assert.All((string[])["dZ1-0 δ¹₀", "dZ1-0 0.008771", "dZ2-1 −0.0381", "dW1-0-0 0.0004386", "dW2-1-0 −0.0226", "db2-0 db 0.1385", "dA1-1 dA 0.04137", "dA2-0 ∂L/∂a²₀ = 0.7414"], each => Assert.Contains(each, links));
        // Where everything stands is the same in both passes.
        string[] Places(bool isBackward) => [.. Drawn("mazur", isBackward, NetworkDrawing.Wide).All("circle").Select(circle => $"{circle.Attribute("cx")} {circle.Attribute("cy")}")];
        Assert.Equal(Places(false), Places(true));
        Assert.Equal(8, drawn.All("line").Count(line => (string?)line.Attribute("class") != "plain" && (string?)line.Parent!.Attribute("class") != "legend"));
        Assert.Equal(2, drawn.All("line").Count(line => (string?)line.Attribute("class") == "lowers" && (string?)line.Parent!.Attribute("class") != "legend"));
    }

    [Fact]
    public void In_a_batch_the_loss_is_that_of_the_example_whose_numbers_are_drawn_and_backward_that_of_all()
    {
        Recording xor = RecordingOf("xor");
        Assert.Contains("L-0", Drawn("xor", false, NetworkDrawing.Wide).All("a").Select(link => link.Attribute("href")!.Value[1..]));
        Assert.Contains("L", Drawn("xor", true, NetworkDrawing.Wide).All("a").Select(link => link.Attribute("href")!.Value[1..]));
        Assert.NotEqual(xor["L"], xor["L[0]"]);
    }

    // WCAG 2.1, 1.4.3: text stands out from what is behind it by a factor of at least 4.5.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Words_can_be_told_from_the_paper(bool isBackward)
    {
        SvgBoxes drawn = Drawn("mazur", isBackward, NetworkDrawing.Wide);
        string paper = drawn.All("rect").First().Attribute("fill")!.Value;
        Assert.All(drawn.All("text"), text => Assert.InRange(Contrast(text.Attribute("fill")!.Value, paper), 4.5, 21));
        Assert.False(Contrast("#999999", paper) >= 4.5);
    }

    [Theory]
    [MemberData(nameof(Stories.EveryProblem), MemberType = typeof(Stories))]
    public void In_a_terminal_no_line_is_wider_than_it(string problem)
    {
        foreach (Notation notation in Notation.All)
            foreach (Pass pass in Enum.GetValues<Pass>())
                foreach (int columns in (int[])[78, 58])
                    Assert.All(new TextDrawing(RecordingOf(problem), pass, new TextPrinter(notation), columns).Lines(), line => Assert.InRange(line.Length, 0, columns));
    }

    [Fact]
    public void A_narrow_terminal_gets_the_list()
    {
        string[] Lines(Pass pass, int columns) => [.. new TextDrawing(RecordingOf("mazur"), pass, new TextPrinter(Notation.Nielsen), columns).Lines()];
        Assert.Contains(Lines(Pass.Backward, 78), line => line.Contains('◀'));
        Assert.Contains(Lines(Pass.Backward, 78), line => line.Contains("∂L/∂w²₁₀ −0.0226", StringComparison.Ordinal));
        Assert.Equal(["x  2 inputs: 0.05, 0.1", "▲  ∂L/∂W¹ 2×2, ∂L/∂b¹ 2: largest ∂L/∂b¹₁ = 0.009954", "│  layer 1, 2 sigmoid: δ¹ = 0.008771, 0.009954"], Lines(Pass.Backward, 60).Take(3));
        Assert.StartsWith("x  2 inputs", Lines(Pass.Forward, 60)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_story_in_a_narrow_terminal_has_narrow_drawings()
    {
        Story story = Stories.Of("mazur", "nielsen");
        Story drawings = story with { Blocks = [.. story.Blocks.OfType<Drawing>()] };
        Assert.All(TextRenderer.Render(drawings, Notation.Nielsen, 60), line => Assert.InRange(line.ToString().Length, 0, 60));
        Assert.Contains(TextRenderer.Render(drawings, Notation.Nielsen), line => line.ToString().Length > 70);
    }

    [Theory]
    [InlineData("mazur")]
    [InlineData("residual")]
    [InlineData("xor")]
    public void Every_format_shows_both_passes_with_a_legend(string problem)
    {
        Story story = Stories.Of(problem, "nielsen");
        Assert.Equal([Pass.Forward, Pass.Backward], story.Blocks.OfType<Drawing>().Select(drawing => drawing.Pass));
        string[] both = ["Forward, from left to right", "Backward, from right to left"];
        Assert.All(both, words => Assert.Contains(words, HtmlRenderer.Render(story, Notation.Nielsen), StringComparison.Ordinal));
        Assert.All(both, words => Assert.Contains(words, LatexRenderer.Render(story, Notation.Nielsen), StringComparison.Ordinal));
        string markdown = MarkdownRenderer.Render(story, Notation.Nielsen);
        Assert.Equal((1, 1), (markdown.Split("flowchart LR").Length - 1, markdown.Split("flowchart RL").Length - 1));
        Assert.Equal(2, markdown.Split("\n> ").Count(part => part.Contains("Forward, from", StringComparison.Ordinal) || part.Contains("Backward, from", StringComparison.Ordinal) || part.Contains(" box", StringComparison.Ordinal)));
    }

    [Fact]
    public void Backward_the_arrow_past_layers_points_to_the_layer_it_came_from()
    {
        string[] Paths(bool isBackward) => [.. Drawn("residual", isBackward, NetworkDrawing.Wide).All("path").Select(path => path.Attribute("d")!.Value)];
        Assert.Contains(Paths(false), path => path.EndsWith("l-5 -9m5 9l5 -9", StringComparison.Ordinal));
        Assert.NotEqual(Paths(false), Paths(true));
        Assert.Contains("The gradient of what layer 3 hands on goes to layer 1 too", Drawn("residual", true, NetworkDrawing.Wide).All("path").Select(path => path.Value));
        string[] lines = [.. new TextDrawing(RecordingOf("residual"), Pass.Backward, new TextPrinter(Notation.Nielsen), 78).Lines()];
        Assert.StartsWith("┌─▶│  layer 1", lines[2].TrimStart(), StringComparison.Ordinal);
    }

    // The pictures of a drawing stand one below the other, and none is higher than what a page holds.
    [Theory]
    [InlineData(Pass.Forward)]
    [InlineData(Pass.Backward)]
    internal void On_paper_every_part_fits_a_page(Pass pass)
    {
        var drawing = new NetworkDrawing(RecordingOf("deep"), pass);
        string latex = NetworkPicture.Draw(drawing, new LatexPrinter(Notation.Nielsen), text => text, _ => "");
        double unit = double.Parse(latex.Split(@"\unitlength}{")[1].Split("pt")[0], CultureInfo.InvariantCulture);
        string[] sizes = [.. latex.Split(@"\begin{picture}(").Skip(1).Select(part => part.Split(')')[0])];
        Assert.Equal(drawing.Parts.Count, sizes.Length);
        Assert.All(sizes, size => Assert.InRange(unit * double.Parse(size.Split(',')[0], CultureInfo.InvariantCulture), 0, 453));
        Assert.All(sizes, size => Assert.InRange(unit * double.Parse(size.Split(',')[1], CultureInfo.InvariantCulture), 0, 650));
        // Letters of 6 points into circles of 40 pixels.
        Assert.InRange(unit, 0.5, 0.62);
    }

    private static double Contrast(string one, string other)
    {
        double Light(string colour)
        {
            double[] parts = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(colour.Substring(1 + 2 * i, 2), 16) / 255.0).Select(c => c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
        }
        double[] sorted = [.. new[] { Light(one), Light(other) }.Order()];
        return (sorted[1] + 0.05) / (sorted[0] + 0.05);
    }
}
