using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories;
using Chainrule.Networks;

namespace Chainrule.Explain.Rendering;

/// <summary>A drawing of a network, without any format: its parts, which stand one below the other, what it shows in words, and what is what.</summary>
internal sealed class NetworkDrawing
{
    /// <summary>How many columns fit beside each other on a page.</summary>
    public const int Wide = 4;

    /// <summary>How many on the screen of a telephone.</summary>
    public const int Narrow = 2;

    /// <summary>Lays out the network of a recording with so many columns beside each other.</summary>
    public NetworkDrawing(Recording recording, Pass pass, int columns = Wide)
    {
        (Recording, Filling) = (recording, NetworkFilling.Of(pass));
        int steps = recording.Problem.Network.Layers.Count + 1, parts = (steps + columns - 2) / (columns - 1);
        // As even as it goes.
        Parts = [.. Enumerable.Range(0, parts).Select(i => new NetworkFigure(recording, Filling, i * steps / parts, (i + 1) * steps / parts))];
    }

    /// <summary>The numbers.</summary>
    public Recording Recording { get; }

    /// <summary>Which of them stand where.</summary>
    public NetworkFilling Filling { get; }

    /// <summary>The parts, from the inputs to the loss.</summary>
    public IReadOnlyList<NetworkFigure> Parts { get; }

    /// <summary>The width of the widest part.</summary>
    public double Width => Parts.Max(part => part.Width);

    /// <summary>What is drawn, in words.</summary>
    public string Words
    {
        get
        {
            string example = Recording.Book.HasExampleIndex ? $" The numbers are those of example 0 of {Recording.Problem.Batch.Count}." : "";
            string gaps = Parts.Any(part => part.Gaps.Count > 0) ? " Of wide layers the first units and the last are drawn." : "";
            string skips = string.Concat(SkipConnection.Of(Recording.Problem.Network).Select(each => $" {Filling.Of(each)}."));
            return $"{Recording.Problem.Network}.{example}{gaps}{skips}";
        }
    }

    /// <summary>What is what.</summary>
    public IReadOnlyList<LegendEntry> Legend
    {
        get
        {
            NetworkSpec network = Recording.Problem.Network;
            int unit = Enumerable.Range(1, network.Layers.Count).FirstOrDefault(l => NetworkFigure.IsOfUnits(network, l));
            FigureEdge? edge = Parts.SelectMany(part => part.Edges).FirstOrDefault();
            return [.. Filling.Legend(Recording.Book, unit > 0 ? unit : null, edge?.Weight, Parts.Any(part => part.Boxes.Count > 0))];
        }
    }
}
