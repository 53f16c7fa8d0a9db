using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Rendering;

/// <summary>Residual connections in drawings.</summary>
public class SkipConnectionTests
{
    private static Problem Nested()
    {
        Dense same = new(Activation.Tanh, [[0.5]], [0.1]);
        // Layer 3 adds layer 1, layer 4 the inputs, layer 6 layer 4.
        return new(new NetworkSpec([same, same, new Residual(1), new Residual(0), same, new Residual(4)], Loss.HalfSse), new Batch([[1]], [[0.5]]));
    }

    [Fact]
    public void Those_that_would_meet_have_lanes_of_their_own_and_the_shorter_is_inside()
    {
        SkipConnection[] skips = [.. SkipConnection.Of(Nested().Network).OrderBy(each => each.To)];
        Assert.Equal([new(1, 3, 0), new(0, 4, 1), new(4, 6, 0)], skips);
        Assert.Equal(2, SkipConnection.Lanes(skips));
        Assert.Equal(0, SkipConnection.Lanes(SkipConnection.Of(Examples.Named("mazur").Problem.Network)));
    }

    [Fact]
    public void The_terminal_shows_them_as_arrows_at_the_left()
    {
        string[] lines = [.. new TextDrawing(Recording.Of(Nested()), Pass.Forward, new TextPrinter(Notation.All[0]), 78).Lines()];
        Assert.Equal(
            ["┌─────x", "│     │", "│  ┌──▼", "│  │  │", "│  │  ▼", "│  │  │", "│  └─▶▼", "│     │", "└──┬─▶▼", "   │  │", "   │  ▼", "   │  │", "   └─▶▼"],
            lines.Select(line => line[..7]));
    }

    [Fact]
    public void A_picture_in_latex_has_an_arrow_for_each()
    {
        Recording recording = Recording.Of(Nested());
        Assert.Equal(3, NetworkPicture.Draw(new NetworkDrawing(recording, Pass.Forward), new LatexPrinter(Notation.All[0]), text => $"${text}$", _ => "").Split(@"\vector(0,-1)").Length - 1);
    }
}
