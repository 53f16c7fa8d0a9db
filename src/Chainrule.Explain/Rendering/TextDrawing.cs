using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// A network drawn with characters: a column for each layer with the z and a of its units, and between two columns a line to which all units of both
/// are joined, named after the weights. Networks too large for the page, or with other layers, get a line a layer, and arrows past layers at the left.
/// </summary>
internal sealed class TextDrawing(Recording recording, NotationPrinter printer, int width)
{
    private const int MostUnits = 6, LinesPerUnit = 2, LinesPerLayer = 2, LaneWidth = 3;

    private sealed record Column(string Title, string[][] Units);

    public IReadOnlyList<string> Lines()
    {
        NetworkSpec network = recording.Problem.Network;
        IEnumerable<int> layers = Enumerable.Range(0, network.Layers.Count + 1);
        if (layers.Any(l => !NetworkFigure.IsOfUnits(network, l) || network.Plan.Output(l).Shape.Count > MostUnits)) return Listed();
        IReadOnlyList<string> drawn = Drawn();
        return drawn.Max(line => line.Length) <= width ? drawn : Listed();
    }

    private IReadOnlyList<string> Listed()
    {
        IReadOnlyList<SkipConnection> skips = SkipConnection.Of(recording.Problem.Network);
        int margin = SkipConnection.Lanes(skips) * LaneWidth, room = width - margin;
        var lines = new List<string> { WithSome($"{Name(Symbol.X, "")}  {recording.Problem.Network.Inputs} inputs: ", recording.Book.Plan.X, room) };
        for (int l = 1; l <= recording.Book.Depth; l++)
        {
            lines.Add($"│  {Parameters([.. recording.Book.Plan.Parameters.Where(each => each.Layer == l)], room)}".TrimEnd());
            Quantity output = recording.Book.Plan.Output(l);
            lines.Add(WithSome($"▼  layer {l}, {recording.Problem.Network.Layers[l - 1].Words}: {Name(Symbol.Of(output), output.Layer > 0 ? $"{output.Layer}" : "")} = ", output, room));
        }
        var canvas = new LineCanvas();
        for (int i = 0; i < lines.Count; i++) canvas.Write(margin, i, lines[i]);
        foreach (SkipConnection skip in skips)
        {
            int x = margin - (skip.Lane + 1) * LaneWidth, first = skip.From * LinesPerLayer, last = skip.To * LinesPerLayer;
            // Up to the words, which stand over the end of the line.
            canvas.Horizontal(x, margin, first);
            canvas.Vertical(x, first, last);
            canvas.Horizontal(x, margin, last);
        }
        foreach (SkipConnection skip in skips) canvas.Write(margin - 1, skip.To * LinesPerLayer, "▶");
        return canvas.Lines();
    }

    // Where there are too many for a line, how many numbers they are in all.
    private string Parameters(Quantity[] parameters, int room)
    {
        string all = string.Join(", ", parameters.Select(each => $"{Name(Symbol.Of(each), each.Layer.ToString())} {each.Shape.ToString().Replace(" ", "", StringComparison.Ordinal)}"));
        return all.Length + 6 <= room ? all : $"{parameters.Sum(each => each.Shape.Count)} parameters";
    }

    private string Name(Symbol symbol, string layer) => printer.Glyph(printer.Notation.OfMatrix(symbol, layer));

    // Up to four numbers, fewer where they are long.
    private string WithSome(string start, Quantity quantity, int room)
    {
        var entry = new Entry(quantity, Form.Number);
        double[] row = [.. recording.Book.Of(entry).Take(entry.Quantity.Shape.Count).Select(each => recording[each])];
        string line = "";
        for (int shown = Math.Min(row.Length, 4); shown >= 1; shown--)
        {
            string more = row.Length > shown ? $", … ({row.Length - shown} more)" : "";
            line = start + string.Join(", ", row.Take(shown).Select(n => printer.Number(n, 4))) + more;
            if (line.Length <= room) break;
        }
        return line;
    }

    private IReadOnlyList<string> Drawn()
    {
        Column[] columns = [.. Columns()];
        int height = columns.Max(column => column.Units.Length) * LinesPerUnit;
        var canvas = new LineCanvas();
        int x = 0;
        for (int c = 0; c < columns.Length; c++)
        {
            bool isTarget = c == columns.Length - 1;
            if (c > 0) x = isTarget ? x + 3 : Join(canvas, x + 1, Rows(columns[c - 1], height), Rows(columns[c], height), Name(Symbol.W, c.ToString())) + 1;
            int wide = Math.Max(columns[c].Title.Length, columns[c].Units.Max(unit => unit.Max(line => line.Length)));
            canvas.Write(x, 0, columns[c].Title);
            foreach ((string[] unit, int row) in columns[c].Units.Zip(Rows(columns[c], height)))
                for (int i = 0; i < unit.Length; i++) canvas.Write(x, row + i, unit[i]);
            x += wide;
        }
        return canvas.Lines();
    }

    private IEnumerable<Column> Columns()
    {
        string Entry(Address address) => $"{printer.Variable(address)} {printer.Number(recording[address])}";
        Address At(Symbol symbol, int layer, int j) => recording.Book.At(symbol, layer, 0, j);
        var network = recording.Problem.Network;
        yield return new("inputs", [.. Enumerable.Range(0, network.Inputs).Select(k => new[] { Entry(At(Symbol.X, 0, k)) })]);
        for (int l = 1; l <= recording.Book.Depth; l++)
            yield return new($"layer {l}, {network.Dense(l).Activation}",
                [.. Enumerable.Range(0, network.Dense(l).Units).Select(j => new[] { Entry(At(Symbol.Z, l, j)), Entry(At(Symbol.A, l, j)) })]);
        yield return new("targets", [.. Enumerable.Range(0, network.Outputs).Select(j => new[] { Entry(At(Symbol.Y, 0, j)) })]);
    }

    // The first line of each unit; a short column is centred.
    private static int[] Rows(Column column, int height) =>
        [.. Enumerable.Range(0, column.Units.Length).Select(i => 1 + (height - column.Units.Length * LinesPerUnit) / 2 + i * LinesPerUnit)];

    private static int Join(LineCanvas canvas, int x, int[] left, int[] right, string name)
    {
        int middle = (left[0] + left[^1] + right[0] + right[^1]) / 4, leftBus = x + 1, rightBus = leftBus + name.Length + 5;
        foreach (int row in left) canvas.Horizontal(x, leftBus, row);
        foreach (int row in right) canvas.Horizontal(rightBus, rightBus + 1, row);
        canvas.Vertical(leftBus, Math.Min(left[0], middle), Math.Max(left[^1], middle));
        canvas.Vertical(rightBus, Math.Min(right[0], middle), Math.Max(right[^1], middle));
        canvas.Horizontal(leftBus, rightBus, middle);
        canvas.Write(leftBus + 2, middle, $" {name} ");
        return rightBus + 2;
    }
}

/// <summary>Lines and words on a grid of characters; where lines meet, the right corner, tee or cross appears by itself.</summary>
internal sealed class LineCanvas
{
    private const int Up = 1, Down = 2, Left = 4, Right = 8;

    // Indexed by the sides to which a cell is joined.
    private const string Joints = " ╵╷│╴┘┐┤╶└┌├─┴┬┼";

    private readonly Dictionary<(int X, int Y), int> joins = [];
    private readonly Dictionary<(int X, int Y), char> letters = [];

    public void Write(int x, int y, string text)
    {
        for (int i = 0; i < text.Length; i++) letters[(x + i, y)] = text[i];
    }

    public void Horizontal(int from, int to, int y)
    {
        for (int x = from; x <= to; x++) Add(x, y, (x > from ? Left : 0) | (x < to ? Right : 0));
        // A line's end beside a word reaches up to it.
        if (from == to) Add(from, y, Left | Right);
    }

    public void Vertical(int x, int from, int to)
    {
        for (int y = from; y <= to; y++) Add(x, y, (y > from ? Up : 0) | (y < to ? Down : 0));
    }

    private void Add(int x, int y, int sides) => joins[(x, y)] = joins.GetValueOrDefault((x, y)) | sides;

    public IReadOnlyList<string> Lines()
    {
        int width = joins.Keys.Concat(letters.Keys).Max(cell => cell.X) + 1;
        int lowest = joins.Keys.Concat(letters.Keys).Max(cell => cell.Y);
        return [.. Enumerable.Range(0, lowest + 1).Select(y => string.Concat(Enumerable.Range(0, width).Select(x => At(x, y))).TrimEnd())];
    }

    private char At(int x, int y) =>
        letters.TryGetValue((x, y), out char letter) ? letter : Joints[joins.GetValueOrDefault((x, y))];
}
