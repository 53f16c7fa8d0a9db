using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories;
using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// A network drawn with characters: a column for each layer with the numbers of its units, and between two columns a line to which all units of both are joined, named after the
/// weights. Backward, the line has an arrow, and the gradients of a unit's weights stand under it. Networks too large for the page, or with other layers, get a line a layer, and arrows past layers at the left.
/// </summary>
internal sealed class TextDrawing(Recording recording, Pass pass, NotationPrinter printer, int width)
{
    private const int MostUnits = 6, MostWeightsOfUnit = 3, LinesPerLayer = 2, LaneWidth = 3;

    private readonly NetworkFilling filling = NetworkFilling.Of(pass);

    private sealed record Column(string Title, string[][] Units);

    public IReadOnlyList<string> Lines() => IsDrawn ? Drawn() : Listed();

    /// <summary>What is what.</summary>
    public Line Legend
    {
        get
        {
            AddressBook book = recording.Book;
            string ofExample = book.HasExampleIndex && IsDrawn ? " Gradients of weights and biases are those of all examples together." : "";
            if (!filling.IsBackward) return IsDrawn ? Line.Of("Of each unit its sum, ", book.At(Symbol.Z, 1, 0, 0), ", and what it hands on, ", book.At(Symbol.A, 1, 0, 0), ".") : "Downwards: the parameters of each layer, and what it hands on.";
            if (!IsDrawn) return "Upwards: of each layer the gradients of what it computes, and the parameter's that is furthest from 0.";
            return Line.Of("From right to left. Of each unit the gradient of its sum, ", book.At(Symbol.DZ, 1, 0, 0), $", and under it those of its {(HasWeights ? "weights and of its " : "")}bias.{ofExample}");
        }
    }

    private bool IsDrawn
    {
        get
        {
            NetworkSpec network = recording.Problem.Network;
            IEnumerable<int> layers = Enumerable.Range(0, network.Layers.Count + 1);
            return layers.All(l => NetworkFigure.IsOfUnits(network, l) && network.Plan.Output(l).Shape.Count <= MostUnits) && Drawn().Max(line => line.Length) <= width;
        }
    }

    // Of every unit or of none.
    private bool HasWeights => recording.Problem.Network.Layers.All(layer => layer is Dense { Inputs: <= MostWeightsOfUnit });

    private IReadOnlyList<string> Listed()
    {
        IReadOnlyList<SkipConnection> skips = SkipConnection.Of(recording.Problem.Network);
        int margin = SkipConnection.Lanes(skips) * LaneWidth, room = width - margin;
        string arrow = filling.IsBackward ? "▲" : "▼";
        var lines = new List<string> { WithSome($"{Name(Symbol.X, "")}  {recording.Problem.Network.Inputs} inputs: ", 0, room) };
        for (int l = 1; l <= recording.Book.Depth; l++)
        {
            lines.Add($"{(filling.IsBackward ? arrow : "│")}  {Parameters(l, room)}".TrimEnd());
            string start = $"{(filling.IsBackward ? "│" : arrow)}  layer {l}", kind = $", {recording.Problem.Network.Layers[l - 1].Words}";
            string Whole(string kind) => filling.OfLayer(recording.Book, l) is { } shown ? WithSome($"{start}{kind}: {Name(shown.Symbol, l.ToString())} = ", l, room) : start + kind;
            // Where a number does not fit beside them, the words give way.
            lines.Add(Whole(kind) is var whole && whole.Length <= room ? whole : Whole(""));
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
        foreach (SkipConnection skip in skips) canvas.Write(margin - 1, (filling.IsBackward ? skip.From : skip.To) * LinesPerLayer, "▶");
        return canvas.Lines();
    }

    // Where there are too many for a line, how many numbers they are in all. Backward, one of their gradients.
    private string Parameters(int layer, int room)
    {
        Quantity[] parameters = [.. recording.Book.Plan.Parameters.Where(each => each.Layer == layer)];
        string all = string.Join(", ", parameters.Select(each => $"{Name(Symbol.Of(each, filling.Form), each.Layer.ToString())} {each.Shape.ToString().Replace(" ", "", StringComparison.Ordinal)}"));
        string named = all.Length + 6 <= room ? all : $"{parameters.Sum(each => each.Shape.Count)} parameters";
        if (!filling.IsBackward || parameters.Length == 0 || filling.Box(recording, layer).Number is not { } largest) return named;
        string number = $"largest {printer.Variable(largest)} = {printer.Number(recording[largest], NetworkFigure.Digits)}";
        return named.Length + number.Length + 8 <= room ? $"{named}: {number}" : number;
    }

    private string Name(Symbol symbol, string layer) => printer.Glyph(printer.Notation.OfMatrix(symbol, layer));

    // Up to four numbers, fewer where they are long.
    private string WithSome(string start, int layer, int room)
    {
        Entry entry = filling.OfLayer(recording.Book, layer)!.Value;
        double[] row = [.. recording.Book.Of(entry).Take(entry.Quantity.Shape.Count).Select(each => recording[each])];
        string line = "";
        for (int shown = Math.Min(row.Length, 4); shown >= 1; shown--)
        {
            string more = row.Length > shown ? $", … ({row.Length - shown} more)" : "";
            line = start + string.Join(", ", row.Take(shown).Select(n => printer.Number(n, NetworkFigure.Digits))) + more;
            if (line.Length <= room) break;
        }
        return line;
    }

    private IReadOnlyList<string> Drawn()
    {
        Column[] columns = [.. Columns()];
        int linesPerUnit = columns.Max(column => column.Units.Max(unit => unit.Length)), height = columns.Max(column => column.Units.Length) * linesPerUnit;
        // The first line of each unit; a short column is centred.
        int[] Rows(Column column) => [.. Enumerable.Range(0, column.Units.Length).Select(i => 1 + (height - column.Units.Length * linesPerUnit) / 2 + i * linesPerUnit)];
        var canvas = new LineCanvas();
        int x = 0;
        for (int c = 0; c < columns.Length; c++)
        {
            bool isTarget = c == columns.Length - 1;
            if (c > 0) x = isTarget ? x + 3 : Join(canvas, x + 1, Rows(columns[c - 1]), Rows(columns[c]), filling.IsBackward ? "◀" : Name(Symbol.W, c.ToString())) + 1;
            int wide = Math.Max(columns[c].Title.Length, columns[c].Units.Max(unit => unit.Max(line => line.Length)));
            canvas.Write(x, 0, columns[c].Title);
            foreach ((string[] unit, int row) in columns[c].Units.Zip(Rows(columns[c])))
                for (int i = 0; i < unit.Length; i++) canvas.Write(x, row + i, unit[i]);
            x += wide;
        }
        return canvas.Lines();
    }

    private IEnumerable<Column> Columns()
    {
        NetworkSpec network = recording.Problem.Network;
        AddressBook book = recording.Book;
        yield return new("inputs", [.. Enumerable.Range(0, network.Inputs).Select(k => new[] { Entry(book.At(Symbol.X, 0, 0, k)) })]);
        for (int l = 1; l <= book.Depth; l++)
            yield return new($"layer {l}, {network.Dense(l).Activation}", [.. Enumerable.Range(0, network.Dense(l).Units).Select(j => filling.IsBackward ? Gradients(l, j) : new[] { Entry(book.At(Symbol.Z, l, 0, j)), Entry(book.At(Symbol.A, l, 0, j)) })]);
        yield return new("targets", [.. Enumerable.Range(0, network.Outputs).Select(j => new[] { Entry(book.At(Symbol.Y, 0, 0, j)) })]);
    }

    private string[] Gradients(int layer, int unit)
    {
        int weights = HasWeights ? recording.Problem.Network.Dense(layer).Inputs : 0;
        IEnumerable<Address> under = [.. Enumerable.Range(0, weights).Select(k => recording.Book.At(Symbol.DW, layer, unit, k)), recording.Book.At(Symbol.DB, layer, 0, unit)];
        return [Entry(recording.Book.At(Symbol.DZ, layer, 0, unit)), .. under.Select(each => "  " + Entry(each, NetworkFigure.Digits))];
    }

    private string Entry(Address address) => Entry(address, filling.IsBackward ? NetworkFigure.Digits : Notations.Rounding.Digits);

    private string Entry(Address address, int digits) => $"{printer.Variable(address)} {printer.Number(recording[address], digits)}";

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

