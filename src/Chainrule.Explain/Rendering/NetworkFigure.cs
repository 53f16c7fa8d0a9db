using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Explain.Rendering;

/// <summary>A unit or an input: where its circle stands, and which numbers it shows.</summary>
internal sealed record FigureNode(double X, double Y, Address Value, Address? Z, Address? Bias);

/// <summary>A weight: a line between two circles, and where its number stands if there is room for it.</summary>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Weight">The weight.</param>
/// <param name="Number">Its number.</param>
/// <param name="Share">Its size, from 0 to 1 of the largest between the two layers.</param>
/// <param name="LabelAt">How far along the line its number stands, from 0 to 1; null for no number.</param>
internal sealed record FigureEdge(FigureNode From, FigureNode To, Address Weight, double Number, double Share, double? LabelAt);

/// <summary>The place of units that are left out, and how many there are.</summary>
internal sealed record FigureGap(double X, double Y, int Count);

/// <summary>A layer whose numbers are not drawn one by one: a box with its words and how many numbers it hands on.</summary>
internal sealed record FigureBox(double X, double Y, string Words, string Numbers);

/// <summary>A line that is no weight.</summary>
internal sealed record FigureLink(double X1, double Y1, double X2, double Y2);

/// <summary>An arrow past some layers: up from the top of one column at X1, along at Top, and down to the top of another at X2.</summary>
internal sealed record FigureSkip(double X1, double Y1, double X2, double Y2, double Top, SkipConnection Of);

/// <summary>The words above a column.</summary>
internal sealed record FigureTitle(double X, string First, string Second);

/// <summary>
/// Where everything stands in a drawing of a network, without any format: the layers are columns, wide layers show their first units and the last,
/// and the targets and the loss stand at the right. One unit of length is a pixel; y grows downwards.
/// </summary>
internal sealed class NetworkFigure
{
    /// <summary>The radius of a circle.</summary>
    public const double Radius = 40;

    /// <summary>How many digits the numbers have.</summary>
    public const int Digits = 4;

    /// <summary>The baseline of the titles.</summary>
    public const double TitleY = 20;

    private const double ColumnPitch = 240, RowPitch = 124, Margin = 56, Top = 52, LossDistance = 250, LanePitch = 22, BiasHeight = 24;

    // Where arrows leave and reach a column, beside its middle: one may end where another begins.
    private const double SkipAside = 14;

    private const int MostUnits = 6, MostLabels = 12, MostLabelsSideBySide = 3;

    /// <summary>Half the width and height of a box.</summary>
    public const double BoxWidth = 92, BoxHeight = 30;

    private readonly double middle;

    /// <summary>Lays out the network of a recording.</summary>
    public NetworkFigure(Recording recording)
    {
        Recording = recording;
        NetworkSpec network = recording.Problem.Network;
        int[] sizes = [.. Enumerable.Range(0, network.Layers.Count + 1).Select(l => IsOfUnits(network, l) ? network.Plan.Output(l).Shape.Count : 0)];
        IReadOnlyList<SkipConnection> skips = SkipConnection.Of(network);
        double top = Top + SkipConnection.Lanes(skips) * LanePitch, tall = Math.Max(sizes.Max(Places), 1) * RowPitch;
        (middle, Height) = (top + tall / 2, top + tall);
        Columns = [.. sizes.Select(Column)];
        Titles =
        [
            new(Margin, "inputs", ""),
            .. network.Layers.Select((layer, i) => new FigureTitle(Margin + (i + 1) * ColumnPitch, $"layer {i + 1}", layer is Dense dense ? dense.Activation.Name : layer.Kind)),
            new(Margin + network.Layers.Count * ColumnPitch + LossDistance, "loss", network.Loss.Name),
        ];
        Boxes = [.. Enumerable.Range(0, sizes.Length).Where(l => sizes[l] == 0).Select(Box)];
        Edges = [.. Enumerable.Range(1, network.Layers.Count).Where(l => sizes[l - 1] > 0 && sizes[l] > 0).SelectMany(EdgesInto)];
        Loss = (Titles[^1].X, middle);
        Links = [.. Enumerable.Range(1, sizes.Length - 1).Where(l => sizes[l - 1] == 0 || sizes[l] == 0).SelectMany(l => Ends(l - 1, 1).SelectMany(from => Ends(l, -1).Select(to => new FigureLink(from.X, from.Y, to.X, to.Y))))];
        if (sizes[^1] == 0) Links = [.. Links, new FigureLink(Ends(sizes.Length - 1, 1).First().X, middle, Loss.X, middle)];
        Skips = [.. skips.Select(each => new FigureSkip(
            Margin + each.From * ColumnPitch + SkipAside, TopOf(each.From), Margin + each.To * ColumnPitch - SkipAside, TopOf(each.To), top - (each.Lane + 0.5) * LanePitch, each))];
        Width = Loss.X + Margin + 16;
    }

    /// <summary>The numbers.</summary>
    public Recording Recording { get; }

    /// <summary>The whole drawing's size.</summary>
    public double Width { get; }

    /// <inheritdoc cref="Width"/>
    public double Height { get; }

    /// <summary>The circles, a column a layer, the inputs first.</summary>
    public IReadOnlyList<IReadOnlyList<FigureNode>> Columns { get; }

    /// <summary>The lines.</summary>
    public IReadOnlyList<FigureEdge> Edges { get; }

    /// <summary>The layers that are boxes.</summary>
    public IReadOnlyList<FigureBox> Boxes { get; }

    /// <summary>The lines to and from boxes.</summary>
    public IReadOnlyList<FigureLink> Links { get; }

    /// <summary>The arrows past layers.</summary>
    public IReadOnlyList<FigureSkip> Skips { get; }

    /// <summary>What is left out.</summary>
    public List<FigureGap> Gaps { get; } = [];

    /// <summary>The words above the columns; the loss's is the last.</summary>
    public IReadOnlyList<FigureTitle> Titles { get; }

    /// <summary>Where the loss stands.</summary>
    public (double X, double Y) Loss { get; }

    /// <summary>Each shown output, and the address of its target.</summary>
    public IEnumerable<(FigureNode Output, Address Target)> Targets =>
        Columns[^1].Select(node => (node, Recording.Book.At(Symbol.Y, 0, 0, node.Value.Indices[0])));

    /// <summary>What is drawn, in words.</summary>
    public string Words
    {
        get
        {
            string example = Recording.Book.HasExampleIndex ? $" The numbers are those of example 0 of {Recording.Problem.Batch.Count}." : "";
            string gaps = Gaps.Count > 0 ? " Of wide layers the first units and the last are drawn." : "";
            string skips = string.Concat(Skips.Select(each => $" {each.Of.Words}."));
            return $"{Recording.Problem.Network}.{example}{gaps}{skips}";
        }
    }

    /// <summary>Whether the numbers of a layer, or for 0 of the inputs, stand in a row of units: a dense layer's, or inputs that are not names of rows of a table.</summary>
    public static bool IsOfUnits(NetworkSpec network, int layer) =>
        network.Plan.Output(layer) is var output && output.Shape.Sizes.Length == 1 && network.Plan.WholeBelow(output) is null && (layer == 0 || network.Layers[layer - 1] is Dense);

    private FigureBox Box(int layer)
    {
        NetworkSpec network = Recording.Problem.Network;
        Shape shape = network.Plan.Output(layer).Shape;
        return new(Margin + layer * ColumnPitch, middle, layer == 0 ? "inputs" : network.Layers[layer - 1].Words, shape.Sizes.Length > 1 ? $"{shape} = {shape.Count} numbers" : $"{shape.Count} numbers");
    }

    // Where lines begin and end at a column, to its right (1) or left (−1).
    private IEnumerable<(double X, double Y)> Ends(int layer, int side) => Columns[layer].Count > 0
        ? Columns[layer].Select(node => (node.X + side * Radius, node.Y))
        : [(Margin + layer * ColumnPitch + side * BoxWidth, middle)];

    private double TopOf(int layer) => Columns[layer].Count > 0 ? Columns[layer][0].Y - Radius - (layer > 0 ? BiasHeight : 0) : middle - BoxHeight;

    private static int Places(int units) => units <= MostUnits ? units : MostUnits - 1;

    // The first units of a wide layer, a gap, and its last unit.
    private List<FigureNode> Column(int units, int layer)
    {
        int places = Places(units);
        double x = Margin + layer * ColumnPitch, top = middle - (places - 1) * RowPitch / 2;
        var nodes = new List<FigureNode>();
        for (int place = 0; place < places; place++)
        {
            double y = top + place * RowPitch;
            if (places < units && place == places - 2) Gaps.Add(new FigureGap(x, y, units - places + 1));
            else nodes.Add(Node(x, y, layer, places < units && place == places - 1 ? units - 1 : place));
        }
        return nodes;
    }

    private FigureNode Node(double x, double y, int layer, int unit)
    {
        AddressBook book = Recording.Book;
        return layer == 0
            ? new(x, y, book.At(Symbol.X, 0, 0, unit), null, null)
            : new(x, y, book.At(Symbol.A, layer, 0, unit), book.At(Symbol.Z, layer, 0, unit), book.At(Symbol.B, layer, 0, unit));
    }

    private IEnumerable<FigureEdge> EdgesInto(int layer)
    {
        IReadOnlyList<FigureNode> from = Columns[layer - 1], to = Columns[layer];
        double largest = Recording.Values(Symbol.W, layer).Max(row => row.Max(Math.Abs));
        double? labelAt = LabelAt(from.Count, to.Count);
        return from.SelectMany(source => to.Select(target =>
        {
            Address weight = Recording.Book.At(Symbol.W, layer, target.Value.Indices[0], source.Value.Indices[0]);
            double number = Recording[weight];
            return new FigureEdge(source, target, weight, number, largest > 0 ? Math.Abs(number) / largest : 0, labelAt);
        }));
    }

    // The m lines from one circle to the next column are spaced by t·pitch at the part t of the way, and those of the next circle begin pitch·(1 − t)
    // further down: with t = 1/(m + 1) all of them are evenly spaced, so no two numbers meet. Seen from the right, the same.
    private static double? LabelAt(int from, int to)
    {
        if (from * to > MostLabels || Math.Min(from, to) > MostLabelsSideBySide) return null;
        return to <= from ? 1.0 / (to + 1) : (double)from / (from + 1);
    }
}
