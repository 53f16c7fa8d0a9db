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
        telling.Say($"A window of {rows} × {columns} pixels moves over the picture, {Steps(layer.Stride)} at a time. At each place every pixel in it is multiplied by the weight that lies on it, and the products and a bias are added up. All places share the same {rows * columns * kernel.Sizes[1]} weights of an output channel, so what is found in one place is found in every place.");
        if (layer.Padding > 0) telling.Say($"Around the picture lies a border of {layer.Padding} of zeros, so that the window may reach over the edge; the weights there meet nothing, and their terms are left out.");
        Address z = At(telling, l, "z", Form.Number, 0, r, c);
        if (into.Sizes[2] > MostColumns || output.Sizes[2] > MostColumns) return;

        telling.Say("For ", z, $", the window lies like this on channel 0 of the picture. A pixel shows row,column of the weight it meets; a dot is a pixel outside:");
        Dictionary<(int, int), string> met = Meetings(telling, z).Where(each => each.Pixel.Indices[0] == 0).ToDictionary(each => (each.Pixel.Indices[1], each.Pixel.Indices[2]), each => Weight(each.Weight));
        telling.Blocks.Add(Grid(into.Sizes[1], into.Sizes[2], met));

        Address pixel = telling.Book.At(Input(telling, l), Form.Number, Telling.ToldExample, [0, into.Sizes[1] / 2, into.Sizes[2] / 2]);
        telling.Say("And the other way round: ", pixel, " lies in several windows, and meets another weight in each. Here stands, at the row and column of every z of channel 0, the weight it meets there:");
        var windows = new Dictionary<(int, int), string>();
        for (int i = 0; i < output.Sizes[1]; i++)
            for (int j = 0; j < output.Sizes[2]; j++)
                foreach (var each in Meetings(telling, At(telling, l, "z", Form.Number, 0, i, j)).Where(each => each.Pixel == pixel)) windows[(i, j)] = Weight(each.Weight);
        telling.Blocks.Add(Grid(output.Sizes[1], output.Sizes[2], windows));
    }

    public override string? WordsFor(string letter) => letter switch
    {
        "W" => "a weight: [to channel, from channel, row, column]",
        "z" => "the weighted sum of a window, at [channel, row, column]",
        "a" => "what the activation makes of it",
        _ => null,
    };

    protected override string? WordsForGradient(string letter) => letter switch
    {
        "W" => "A weight was used in every window. Its gradient adds up over all of them: upstream of the window's z, times the pixel that the weight met there.",
        "b" => "A bias was added in every window, so its gradient is the sum of all z's gradients of its channel:",
        _ => null,
    };

    protected override void SayBackward(Telling telling, int l)
    {
        Quantity input = Input(telling, l);
        if (telling.Book.HasGradient(input))
            telling.Say("A pixel adds up what comes back from all windows it lies in, each through the weight it met there: the second drawing above, read backward. It is told with the layer that made the pixel.");
    }

    private static string Steps(int stride) => stride == 1 ? "one pixel" : $"{stride} pixels";

    private static Quantity Input(Telling telling, int l) => l == 1 ? telling.Plan.X : telling.Plan.Layers[l - 2].Output;

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
