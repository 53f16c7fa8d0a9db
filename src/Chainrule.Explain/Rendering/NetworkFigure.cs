using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// Where everything stands in a part of a drawing of a network, without any format: the layers are columns, wide layers show their first units and the last, and the targets and
/// the loss stand at the right. One unit of length is a pixel; y grows downwards. A part is some neighbouring columns; the parts of a drawing stand one below the other, and each
/// begins with the column with which the one before ends.
/// </summary>
internal sealed class NetworkFigure
{
    /// <summary>The radius of a circle.</summary>
    public const double Radius = 40;

    /// <summary>How many digits the numbers have, where there is room.</summary>
    public const int Digits = 4;

    /// <summary>How many letters fit into a circle.</summary>
    public const int Letters = 8;

    /// <summary>The baseline of the titles.</summary>
    public const double TitleY = 20;

    /// <summary>Half the width and height of the loss.</summary>
    public const double LossWidth = Radius + 8, LossHeight = 28;

    private const double UnitPitch = 264, BoxPitch = 200, LossPitch = 250, RowPitch = 124, UnitMargin = 48, BoxMargin = FigureBox.HalfWidth + 4, LossMargin = LossWidth + 12, HalfLetter = 3.6;

    private const double Top = 52, LanePitch = 22, BiasHeight = 24;

    // Where arrows leave and reach a column, beside its middle: one may end where another begins.
    private const double SkipAside = 14;

    private const int MostUnits = 6, MostLabels = 12, MostLabelsSideBySide = 3, LettersOnLine = 10, LettersAtLoss = 22;

    private readonly NetworkSpec network;
    private readonly NetworkFilling filling;
    private readonly int first, last;
    private readonly double[] places;
    private readonly double middle;
    private readonly Dictionary<int, IReadOnlyList<FigureNode>> units = [];
    private readonly List<FigureGap> gaps = [];

    /// <summary>Lays out some columns of the network of a recording: 0 are the inputs, then the layers, and at last the loss.</summary>
    internal NetworkFigure(Recording recording, NetworkFilling filling, int first, int last)
    {
        (Recording, this.filling, this.first, this.last, network) = (recording, filling, first, last, recording.Problem.Network);
        SkipConnection[] skips = [.. SkipConnection.Of(network).Where(skip => Math.Max(skip.From, first) < Math.Min(skip.To, LastLayer))];
        double top = Top + SkipConnection.Lanes(skips) * LanePitch;
        int rows = Layers.Where(IsOfUnits).Select(l => Places(network.Plan.Output(l).Shape.Count)).DefaultIfEmpty(1).Max();
        (middle, Height) = (top + rows * RowPitch / 2, top + rows * RowPitch);
        places = PlacesOfColumns();
        foreach (int layer in Layers) units[layer] = IsOfUnits(layer) ? Column(layer) : [];
        Boxes = [.. Layers.Where(layer => !IsOfUnits(layer)).Select(Box)];
        Edges = [.. Steps.Where(l => IsOfUnits(l - 1) && IsOfUnits(l)).SelectMany(EdgesInto)];
        Links = [.. Steps.Where(l => !IsOfUnits(l - 1) || !IsOfUnits(l)).SelectMany(LinksInto)];
        if (HasLoss && !IsOfUnits(LastLayer)) Links = [.. Links, new FigureLink(Ends(LastLayer, 1).First().X, middle, LossX - LossWidth, middle)];
        Skips = [.. skips.Select(each => Skip(each, top - (each.Lane + 0.5) * LanePitch))];
        Titles = [.. Layers.Select(Title), .. HasLoss ? [new FigureTitle(LossX, "loss", network.Loss.Name)] : Array.Empty<FigureTitle>()];
        Targets = HasLoss && IsOfUnits(LastLayer) ? [.. units[LastLayer].Select(Target)] : [];
        Width = places[^1] + (HasLoss ? Math.Max(LossMargin, network.Loss.Name.Length * HalfLetter) : MarginOf(last));
    }

    /// <summary>The numbers.</summary>
    public Recording Recording { get; }

    /// <summary>The size of the part.</summary>
    public double Width { get; }

    /// <inheritdoc cref="Width"/>
    public double Height { get; }

    /// <summary>The circles.</summary>
    public IEnumerable<FigureNode> Nodes => Layers.SelectMany(layer => units[layer]);

    /// <summary>The lines.</summary>
    public IReadOnlyList<FigureEdge> Edges { get; }

    /// <summary>The layers that are boxes.</summary>
    public IReadOnlyList<FigureBox> Boxes { get; }

    /// <summary>The lines to and from boxes.</summary>
    public IReadOnlyList<FigureLink> Links { get; }

    /// <summary>The lines past layers.</summary>
    public IReadOnlyList<FigureSkip> Skips { get; }

    /// <summary>The lines from the outputs to the loss.</summary>
    public IReadOnlyList<FigureTarget> Targets { get; }

    /// <summary>What is left out.</summary>
    public IReadOnlyList<FigureGap> Gaps => gaps;

    /// <summary>The words above the columns.</summary>
    public IReadOnlyList<FigureTitle> Titles { get; }

    /// <summary>Where the loss stands, if it stands in this part.</summary>
    public (double X, double Y)? Loss => HasLoss ? (LossX, middle) : null;

    /// <summary>Whether the numbers of a layer, or for 0 of the inputs, stand in a row of units: a dense layer's, or inputs that are not names of rows of a table.</summary>
    public static bool IsOfUnits(NetworkSpec network, int layer) =>
        network.Plan.Output(layer) is var output && output.Shape.Sizes.Length == 1 && network.Plan.WholeBelow(output) is null && (layer == 0 || network.Layers[layer - 1] is Dense);

    /// <summary>The longest writing of a number of at most so many letters, and of at least two digits.</summary>
    public static string Fitting(Func<int, string> write, int letters)
    {
        int digits = Digits;
        while (digits > 2 && write(digits).Length > letters) digits--;
        return write(digits);
    }

    private bool HasLoss => last > network.Layers.Count;

    private int LastLayer => Math.Min(last, network.Layers.Count);

    private IEnumerable<int> Layers => Enumerable.Range(first, LastLayer - first + 1);

    private IEnumerable<int> Steps => Enumerable.Range(first + 1, LastLayer - first);

    private double LossX => places[^1];

    private bool IsOfUnits(int layer) => IsOfUnits(network, layer);

    private double MarginOf(int layer) => IsOfUnits(layer) ? UnitMargin : BoxMargin;

    private double[] PlacesOfColumns()
    {
        var all = new double[last - first + 1];
        all[0] = MarginOf(first);
        for (int i = 1; i < all.Length; i++)
            all[i] = all[i - 1] + (!IsOfUnits(first + i - 1) ? BoxPitch : first + i > network.Layers.Count ? LossPitch : IsOfUnits(first + i) ? UnitPitch : BoxPitch);
        return all;
    }

    private FigureTitle Title(int layer)
    {
        string kind = layer == 0 ? "" : network.Layers[layer - 1] is Dense dense ? dense.Activation.Name : network.Layers[layer - 1].Kind;
        return new(X(layer), layer == 0 ? "inputs" : $"layer {layer}", layer == first && layer > 0 ? "as above" : kind);
    }

    private double X(int layer) => places[layer - first];

    private FigureBox Box(int layer)
    {
        (string note, Address? number) = filling.Box(Recording, layer);
        string words = layer == 0 ? "inputs" : network.Layers[layer - 1].Words;
        return new(X(layer), middle, [.. Wrapping.Words(words, FigureBox.Letters)], note, number);
    }

    private FigureSkip Skip(SkipConnection skip, double y) => new(
        skip.From < first ? 0 : X(skip.From) + SkipAside,
        skip.From < first ? null : TopOf(skip.From),
        skip.To > LastLayer ? X(LastLayer) + MarginOf(LastLayer) : X(skip.To) - SkipAside,
        skip.To > LastLayer ? null : TopOf(skip.To),
        y, skip,
        skip.From < first ? $"from layer {skip.From}" : skip.To > LastLayer ? $"to layer {skip.To}" : "");

    // Where lines begin and end at a column, to its right (1) or left (−1).
    private IEnumerable<(double X, double Y)> Ends(int layer, int side) => units[layer].Count > 0
        ? units[layer].Select(node => (node.X + side * Radius, node.Y))
        : [(X(layer) + side * FigureBox.HalfWidth, middle)];

    private IEnumerable<FigureLink> LinksInto(int layer) =>
        Ends(layer - 1, 1).SelectMany(from => Ends(layer, -1).Select(to => new FigureLink(from.X, from.Y, to.X, to.Y)));

    private double TopOf(int layer) => units[layer].Count > 0 ? units[layer][0].Y - Radius - (layer > 0 ? BiasHeight : 0) : middle - Boxes.First(box => box.X == X(layer)).HalfHeight;

    private FigureTarget Target(FigureNode output)
    {
        // In the middle of what is free of the line.
        double x = (output.X + Radius + LossX - LossWidth) / 2, share = (x - output.X) / (LossX - output.X);
        return new(output.X + Radius, output.Y, LossX - LossWidth, middle, new(x, output.Y + share * (middle - output.Y), LettersAtLoss), filling.AtLoss(Recording.Book, output.Unit));
    }

    private static int Places(int units) => units <= MostUnits ? units : MostUnits - 1;

    // The first units of a wide layer, a gap, and its last unit.
    private List<FigureNode> Column(int layer)
    {
        int count = network.Plan.Output(layer).Shape.Count, rows = Places(count);
        double x = X(layer), top = middle - (rows - 1) * RowPitch / 2;
        var nodes = new List<FigureNode>();
        for (int row = 0; row < rows; row++)
        {
            double y = top + row * RowPitch;
            int unit = rows < count && row == rows - 1 ? count - 1 : row;
            if (rows < count && row == rows - 2) gaps.Add(new FigureGap(x, y, count - rows + 1));
            else nodes.Add(new(x, y, unit, layer == 0 ? NetworkFilling.Input(Recording.Book, unit) : filling.Unit(Recording.Book, layer, unit)));
        }
        return nodes;
    }

    private IEnumerable<FigureEdge> EdgesInto(int layer)
    {
        IReadOnlyList<FigureNode> from = units[layer - 1], to = units[layer];
        double largest = Recording.Values(filling.OfWeight, layer).Max(row => row.Max(Math.Abs));
        return from.SelectMany(source => to.Select(target =>
        {
            Address weight = Recording.Book.At(filling.OfWeight, layer, target.Unit, source.Unit);
            double number = Recording[weight];
            return new FigureEdge(source, target, weight, number, largest > 0 ? Math.Abs(number) / largest : 0, Label(source, target, from.Count, to.Count));
        }));
    }

    // The m lines from one circle to the next column are spaced by t·pitch at the part t of the way, and those of the next circle begin pitch·(1 − m·t + t) further down: with
    // t = 1/(m + 1) all of them are evenly spaced, so no two numbers meet. Of three, the number would then touch the circle: at 0.28 it does not, and the distance is still 20 pixels.
    // Seen from the right, the same.
    private static FigureLabel? Label(FigureNode source, FigureNode target, int from, int to)
    {
        if (from * to > MostLabels || Math.Min(from, to) > MostLabelsSideBySide) return null;
        int together = Math.Min(from, to);
        double share = Math.Max(1.0 / (together + 1), 0.28), t = to <= from ? share : 1 - share;
        return new(source.X + t * (target.X - source.X), source.Y + t * (target.Y - source.Y), together == MostLabelsSideBySide ? LettersOnLine - 1 : LettersOnLine, together == MostLabelsSideBySide);
    }
}
