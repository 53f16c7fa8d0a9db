using System.Xml.Linq;
using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Tests.Rendering;

public class NetworkSvgTests
{
    // All columns in one part.
    private const int Columns = 8;

    private static XElement[] Drawn(string example, string kind) =>
        [.. XDocument.Parse(NetworkSvg.Draw(new NetworkDrawing(Recording.Of(Examples.Named(example).Problem), Pass.Forward, Columns), Notation.All[0])).Descendants().Where(element => element.Name.LocalName == kind)];

    [Fact]
    public void The_drawing_has_a_circle_a_unit_and_a_line_a_weight()
    {
        Assert.Equal(6, Drawn("mazur", "circle").Length);
        Assert.Equal(8, Drawn("mazur", "line").Count(line => (string?)line.Attribute("class") != "plain" && (string?)line.Parent!.Attribute("class") != "legend"));
    }

    [Fact]
    public void It_says_every_number_of_a_small_network()
    {
        string[] texts = [.. Drawn("mazur", "text").Select(text => text.Value)];
        Assert.All((string[])["0.05", "0.15", "0.25", "0.2", "0.3", "0.5933", "z 0.3775", "b 0.35", "y₀ = 0.01", "0.2984"], text => Assert.Contains(text, texts));
    }

    // GitHub, nbviewer and nbconvert throw style sheets away; what has no colour of its own is then black.
    [Theory]
    [InlineData("mazur")]
    [InlineData("residual")]
    public void It_needs_no_style_sheet(string example)
    {
        foreach (string kind in (string[])["circle", "rect", "text", "path"]) Assert.All(Drawn(example, kind), element => Assert.NotNull(element.Attribute("fill")));
        foreach (string kind in (string[])["circle", "line", "path"]) Assert.All(Drawn(example, kind), element => Assert.NotNull(element.Attribute("stroke")));
        Assert.All(Drawn(example, "line").Where(line => (string?)line.Attribute("class") == "lowers"), line => Assert.NotNull(line.Attribute("stroke-dasharray")));
        Assert.Equal("ground", (string?)Drawn(example, "rect")[0].Attribute("class"));
    }

    [Fact]
    public void A_wide_layer_is_drawn_in_part_and_says_so()
    {
        XDocument drawing = XDocument.Parse(NetworkSvg.Draw(new NetworkDrawing(Stories.Of("wide", "nielsen").Recording, Pass.Forward), Notation.All[0]));
        Assert.Equal(12, drawing.Descendants().Count(element => element.Name.LocalName == "circle"));
        Assert.Equal(["8 more", "7 more", "6 more"], drawing.Descendants().Select(element => element.Value).Where(text => text.EndsWith(" more", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_residual_connection_is_an_arrow_from_its_layer_down_to_the_box_where_it_is_added()
    {
        XElement arrow = Assert.Single(Drawn("residual", "path"));
        double[] turns = [.. arrow.Attribute("d")!.Value.Split('M', 'V', 'H', 'l', ' ').Skip(1).Take(5).Select(double.Parse)];
        XElement box = Drawn("residual", "rect").First(rect => (string?)rect.Attribute("class") is null);
        double left = (double)box.Attribute("x")!, top = (double)box.Attribute("y")!;
        Assert.InRange(turns[3], left, left + (double)box.Attribute("width")!);
        Assert.Equal(top, turns[4]);
        // Along above everything else, and from a column further left.
        Assert.True(turns[2] < Drawn("residual", "circle").Min(circle => (double)circle.Attribute("cy")!) - NetworkFigure.Radius);
        Assert.True(turns[0] < left);
        Assert.Equal("What layer 1 hands on is added again in layer 3", arrow.Value);
        Assert.Empty(Drawn("mazur", "path"));
    }
}
