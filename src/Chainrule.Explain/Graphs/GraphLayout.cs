namespace Chainrule.Explain.Graphs;

/// <summary>
/// Places the nodes in layers from left to right (Sugiyama, Tagawa and Toda 1981): a layer for each step of the longest path, an order
/// inside the layers with few crossings, then heights that keep edges short. An edge that crosses layers gets a narrow place in each, so
/// that it runs between the boxes and not behind them. A long graph is folded: each part is such a drawing, and what was computed in an earlier part
/// stands there once more as a small box.
/// </summary>
internal sealed class GraphLayout
{
    /// <summary>A box of the drawing, or (where <see cref="Node"/> is null) the place where an edge passes a layer.</summary>
    internal sealed class Place(GraphNode? node, int layer, (double Width, double Height) size)
    {
        internal GraphNode? Node { get; } = node;

        /// <summary>Whether its node was computed in an earlier part.</summary>
        internal bool IsReference { get; init; }

        internal int Layer { get; } = layer;
        internal double Width { get; set; } = size.Width;
        internal double Height { get; } = size.Height;
        internal List<Place> Left { get; } = [];
        internal List<Place> Right { get; } = [];

        /// <summary>How far below the middle of the place to the right the edge arrives, as a share of that place's height.</summary>
        internal double Entrance { get; set; }

        /// <summary>The left side.</summary>
        internal double X { get; set; }

        /// <summary>The middle of its height.</summary>
        internal double Y { get; set; }
    }

    /// <summary>An edge from a parent to its user, with all places on its way, both ends included.</summary>
    internal sealed record Route(GraphNode From, GraphNode To, int Operand, IReadOnlyList<Place> Places);

    private const double Margin = 20, LayerGap = 96, RowGap = 18;

    /// <summary>How wide a part may be where it has more than one layer of steps: a page, or a window.</summary>
    internal const double Widest = 900;

    // Of the way an edge passes: with the gap it keeps two lines apart.
    private const double LineHeight = 2;

    // Measured on graphs of up to some hundred nodes: later sweeps change next to nothing.
    private const int Sweeps = 12;

    private readonly Dictionary<GraphNode, Place> boxes = [];
    private readonly List<Place>[] layers;
    private readonly List<Route> routes = [];

    /// <summary>A graph in parts, each as long as the page allows.</summary>
    internal static IReadOnlyList<GraphLayout> Folded(Graph graph, Func<GraphNode, bool, (double Width, double Height)> sizeOf)
    {
        int[] layerOf = LayersOf(graph);
        // A leaf belongs to the part of its first user.
        ILookup<int, GraphNode> rows = graph.Nodes.ToLookup(node => node.IsLeaf ? layerOf[node.Id] + 1 : layerOf[node.Id]);
        int last = rows.Max(row => row.Key);
        var parts = new List<GraphLayout>();
        for (int from = 1; from <= last;)
        {
            int to = from;
            GraphLayout part = Part(from, to);
            while (to < last && Part(from, to + 1) is { Width: <= Widest } longer) (part, to) = (longer, to + 1);
            parts.Add(part);
            from = to + 1;
        }
        return parts;

        GraphLayout Part(int from, int to) => new([.. graph.Nodes.Where(node => (node.IsLeaf ? layerOf[node.Id] + 1 : layerOf[node.Id]) is var row && row >= from && row <= to)], node => layerOf[node.Id] - from + 1, sizeOf);
    }

    private GraphLayout(IReadOnlyList<GraphNode> nodes, Func<GraphNode, int> layerOf, Func<GraphNode, bool, (double Width, double Height)> sizeOf)
    {
        layers = [.. Enumerable.Range(0, nodes.Max(layerOf) + 1).Select(_ => new List<Place>())];
        foreach (GraphNode node in nodes) boxes.Add(node, Add(node, layerOf(node), sizeOf(node, false)));
        foreach (GraphNode node in nodes)
            foreach (GraphNode parent in node.Parents.Where(parent => !boxes.ContainsKey(parent))) boxes.Add(parent, Add(parent, layerOf(node) - 1, sizeOf(parent, true), isReference: true));
        foreach (GraphNode node in nodes)
            for (int operand = 0; operand < node.Parents.Count; operand++) Connect(node.Parents[operand], node, operand);
        for (int sweep = 0; sweep < Sweeps; sweep++) Reorder(toTheRight: sweep % 2 == 0);
        SetHeights();
        SetWidths();
    }

    internal IReadOnlyCollection<Place> Boxes => boxes.Values;

    internal IReadOnlyList<Route> Routes => routes;

    internal double Width { get; private set; }

    internal double Height { get; private set; }

    // The longest path to a node; a leaf is then moved next to its first user, where its edge is shortest.
    private static int[] LayersOf(Graph graph)
    {
        var layerOf = new int[graph.Nodes.Count];
        var firstUser = new int[graph.Nodes.Count];
        Array.Fill(firstUser, int.MaxValue);
        foreach (GraphNode node in graph.Nodes)
        {
            foreach (GraphNode parent in node.Parents) layerOf[node.Id] = Math.Max(layerOf[node.Id], layerOf[parent.Id] + 1);
            foreach (GraphNode parent in node.Parents) firstUser[parent.Id] = Math.Min(firstUser[parent.Id], layerOf[node.Id]);
        }
        foreach (GraphNode node in graph.Nodes)
            if (node.IsLeaf && node != graph.Root) layerOf[node.Id] = firstUser[node.Id] - 1;
        return layerOf;
    }

    private Place Add(GraphNode? node, int layer, (double Width, double Height) size, bool isReference = false)
    {
        var place = new Place(node, layer, size) { IsReference = isReference };
        layers[layer].Add(place);
        return place;
    }

    private void Connect(GraphNode from, GraphNode to, int operand)
    {
        List<Place> way = [boxes[from]];
        for (int layer = boxes[from].Layer + 1; layer < boxes[to].Layer; layer++) way.Add(Add(null, layer, (0, LineHeight)));
        way.Add(boxes[to]);
        for (int i = 1; i < way.Count; i++)
        {
            way[i - 1].Right.Add(way[i]);
            way[i].Left.Add(way[i - 1]);
        }
        way[^2].Entrance = EntranceOf(operand, to.Parents.Count);
        routes.Add(new(from, to, operand, way));
    }

    // The operands arrive from top to bottom, so that a − b can be told from b − a, and a·a has two arrows.
    internal static double EntranceOf(int operand, int operands) => (operand - (operands - 1) / 2.0) * Math.Min(0.3, 0.7 / operands);

    // Each place goes where the middle of its neighbours in the layer before is (the barycentre); those without keep theirs.
    private void Reorder(bool toTheRight)
    {
        IEnumerable<List<Place>> inOrder = toTheRight ? layers : Enumerable.Reverse(layers);
        foreach (List<Place> layer in inOrder)
        {
            Place[] sorted = [.. layer.OrderBy(place => toTheRight ? Barycentre(place.Left, place.Y) : Barycentre(place.Right, place.Y) + place.Entrance / layers.Length / 100)];
            layer.Clear();
            layer.AddRange(sorted);
            for (int i = 0; i < sorted.Length; i++) sorted[i].Y = (i + 0.5) / sorted.Length;
        }
    }

    private static double Barycentre(List<Place> neighbours, double otherwise) =>
        neighbours.Count == 0 ? otherwise : neighbours.Average(each => each.Y);

    private void SetHeights()
    {
        foreach (List<Place> layer in layers) Stack(layer, [.. layer.Select(_ => 0.0)]);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            IEnumerable<List<Place>> inOrder = sweep % 2 == 0 ? layers : Enumerable.Reverse(layers);
            foreach (List<Place> layer in inOrder) Stack(layer, [.. layer.Select(place => Barycentre([.. place.Left, .. place.Right], place.Y))]);
        }
        double top = layers.SelectMany(layer => layer).Min(place => place.Y - place.Height / 2);
        foreach (Place place in layers.SelectMany(layer => layer)) place.Y += Margin - top;
        Height = layers.SelectMany(layer => layer).Max(place => place.Y + place.Height / 2) + Margin;
    }

    /// <summary>
    /// Puts the places of a layer as near to the wanted heights as their order and the gaps between them allow: neighbours that would
    /// overlap form a block, which lies at the mean of what its members want (the pool-adjacent-violators method).
    /// </summary>
    private static void Stack(List<Place> layer, double[] wanted)
    {
        var offset = new double[layer.Count];
        for (int i = 1; i < layer.Count; i++) offset[i] = offset[i - 1] + (layer[i - 1].Height + layer[i].Height) / 2 + RowGap;
        var blocks = new Stack<(double Sum, int Count)>();
        for (int i = 0; i < layer.Count; i++)
        {
            (double Sum, int Count) block = (wanted[i] - offset[i], 1);
            while (blocks.TryPeek(out var above) && above.Sum / above.Count >= block.Sum / block.Count)
            {
                blocks.Pop();
                block = (block.Sum + above.Sum, block.Count + above.Count);
            }
            blocks.Push(block);
        }
        int next = 0;
        foreach ((double sum, int count) in blocks.Reverse())
            for (int i = 0; i < count; i++, next++) layer[next].Y = sum / count + offset[next];
    }

    // The boxes of a layer are as wide as its widest. Bare numbers stay small; they stand at the right, where their edges begin.
    private void SetWidths()
    {
        double x = Margin;
        foreach (List<Place> layer in layers)
        {
            double width = layer.Max(place => place.Width);
            foreach (Place place in layer)
            {
                if (place.Node is null || (GraphText.IsShown(place.Node) && !place.IsReference)) place.Width = width;
                place.X = x + width - place.Width;
            }
            x += width + LayerGap;
        }
        Width = x - LayerGap + Margin;
    }
}
