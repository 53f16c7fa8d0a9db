using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>A convolution: which pixel meets which weight, read off the recorded formulas and drawn.</summary>
internal sealed class ConvolutionTeller : LayerTeller
{
    // Pictures wider than this are not drawn.
    private const int MostColumns = 12;

    protected override void SayForward(Telling telling, int l)
    {
        var layer = (Convolution)telling.Network.Layers[l - 1];
        Shape kernel = Of(telling, l, "W").Shape, into = Input(telling, l).Shape, output = Of(telling, l, "z").Shape;
        int rows = kernel.Sizes[2], columns = kernel.Sizes[3], r = output.Sizes[1] / 2, c = output.Sizes[2] / 2;
        telling.Say($"A window of {rows} × {columns} pixels moves over the picture, {Steps(layer.Stride)} at a time{(layer.Padding > 0 ? "" : ", and stays inside it")}, so it has {output.Sizes[1]} × {output.Sizes[2]} places. At each place every pixel in it is multiplied by the weight that lies on it, and the products and a bias are added up. All places share the same {rows * columns * kernel.Sizes[1]} weights of an output channel, so what is found in one place is found in every place. They are called the kernel; w[to channel, from channel, row, column] is the one that lies on that row and column of the window.");
        if (layer.Padding > 0) telling.Say($"Around the picture lies a border of {layer.Padding} of zeros, so that the window may reach over the edge; the weights there meet nothing, and their terms are left out.");
        Address z = At(telling, l, "z", Form.Number, 0, r, c);
        if (into.Sizes[2] > MostColumns || output.Sizes[2] > MostColumns) return;

        telling.Say("For ", z, $", the window lies like this on channel 0 of the picture. A pixel shows row,column of the weight it meets; a dot is a pixel outside:");
        Dictionary<(int, int), string> met = Meetings(telling, z).Where(each => each.Pixel.Indices[0] == 0).ToDictionary(each => (each.Pixel.Indices[1], each.Pixel.Indices[2]), each => Weight(each.Weight));
        telling.Blocks.Add(Grid(into.Sizes[1], into.Sizes[2], met));

        SayPixel(telling, l, telling.Book.At(Input(telling, l), Form.Number, Telling.ToldExample, [0, into.Sizes[1] / 2, into.Sizes[2] / 2]));
    }

    /// <summary>The other way round: which weights a pixel meets, and in which windows.</summary>
    private static void SayPixel(Telling telling, int l, Address pixel)
    {
        const int mostRows = 9;
        Shape output = Of(telling, l, "z").Shape;
        var met = new List<(Address Z, Address Weight)>();
        for (int i = 0; i < output.Sizes[1]; i++)
            for (int j = 0; j < output.Sizes[2]; j++)
            {
                Address z = At(telling, l, "z", Form.Number, 0, i, j);
                met.AddRange(Meetings(telling, z).Where(each => each.Pixel == pixel).Select(each => (z, each.Weight)));
            }
        if (met.Count == 0) return;
        telling.Say("And the other way round: ", pixel, $" lies in {Telling.Count(met.Count, "window")}{(met.Count > 1 ? ", and meets a different weight in each" : "")}. Here stands, at the row and column of every z of channel 0, the weight it meets there:");
        telling.Blocks.Add(Grid(output.Sizes[1], output.Sizes[2], met.ToDictionary(each => (each.Z.Indices[1], each.Z.Indices[2]), each => Weight(each.Weight))));
        telling.Say("So ", pixel, " = ", telling.Recording[pixel], " goes into these sums:");
        telling.Blocks.Add(new Table(["window", "weight", "its number", "weight times pixel"], [.. met.Take(mostRows).Select(each => (IReadOnlyList<Line>)
            [Line.Of(each.Z), Line.Of(each.Weight), Line.Of(telling.Recording[each.Weight]), Line.Of(telling.Recording[each.Weight] * telling.Recording[pixel])])]));
        telling.SayNotShown(Math.Min(met.Count, mostRows), met.Count, "windows");
        SayCorner(telling, l);
    }

    // At the edge there are fewer windows.
    private static void SayCorner(Telling telling, int l)
    {
        Shape output = Of(telling, l, "z").Shape;
        Address corner = telling.Book.At(Input(telling, l), Form.Number, Telling.ToldExample, [0, 0, 0]);
        Address[] met = [.. Enumerable.Range(0, output.Sizes[1] * output.Sizes[2]).SelectMany(at =>
            Meetings(telling, At(telling, l, "z", Form.Number, 0, at / output.Sizes[2], at % output.Sizes[2]))).Where(each => each.Pixel == corner).Select(each => each.Weight)];
        if (met is [var weight]) telling.Say("The pixel at the corner, ", corner, ", lies in one window only, and meets ", weight, ".");
    }

    public override string? WordsFor(string letter) => letter switch
    {
        "W" => "a weight: [to channel, from channel, row, column]",
        "z" => "the weighted sum of a window, at [channel, row, column]",
        "a" => "what the activation makes of it",
        _ => null,
    };

    public override string? WordsForLocal => "local is the weight that it meets in that window";

    public override string? WordsForGradient(string letter) => letter switch
    {
        "W" => "A weight was used in every window, so moving it moves every z, each z moves the loss, and the effects add up. Its gradient is the sum over all windows: upstream of the window's z, times the pixel that the weight met there.",
        "b" => "A bias was added in every window, so its gradient is the sum of all z's gradients of its channel:",
        _ => null,
    };

    protected override void SayBackward(Telling telling, int l)
    {
        Quantity input = Input(telling, l);
        telling.Say(telling.Book.HasGradient(input)
            ? "A pixel adds up what comes back from all windows it lies in, each through the weight it met there: the second drawing above, read backward. It is told with the layer that made the pixel."
            : "The pixels are the inputs of the network, which nobody changes, so the gradient ends at the weights.");
    }

    private static string Steps(int stride) => stride == 1 ? "one pixel" : $"{stride} pixels";

    private static Quantity Input(Telling telling, int l) => telling.Plan.Output(l - 1);

    private static string Weight(Address weight) => $"{weight.Indices[2]},{weight.Indices[3]}";

    /// <summary>Which weight is multiplied by which pixel, in the formula of a weighted sum.</summary>
    private static IEnumerable<(Address Weight, Address Pixel)> Meetings(Telling telling, Address z)
    {
        Formula formula = telling.Recording.FormulaOf(z)!;
        foreach (Formula part in formula is Sum sum ? sum.Parts : [formula])
        {
            Address[] factors = [.. part.Addresses()];
            if (factors is [var one, var other]) yield return one.Symbol == Symbol.W && one.Layer == z.Layer ? (one, other) : (other, one);
        }
    }

    private static Sketch Grid(int rows, int columns, Dictionary<(int, int), string> cells)
    {
        int wide = Math.Max(cells.Values.Select(each => each.Length).DefaultIfEmpty(1).Max(), 3) + 2;
        string Cell(string text) => text.PadLeft(wide);
        string head = new string(' ', 7) + string.Concat(Enumerable.Range(0, columns).Select(c => Cell($"{c}")));
        return new([head, .. Enumerable.Range(0, rows).Select(r => $"row {r,2} " + string.Concat(Enumerable.Range(0, columns).Select(c => Cell(cells.GetValueOrDefault((r, c), ".")))))]);
    }
}
