using Chainrule.Explain.Addresses;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Max-pooling: whose number each window hands on, and that nobody else gets a gradient.</summary>
internal sealed class MaxPoolingTeller : LayerTeller
{
    private const int MostWindows = 12;

    protected override void SayForward(Telling telling, int l)
    {
        var layer = (MaxPooling)telling.Network.Layers[l - 1];
        telling.Say($"This layer has no weights. A window of {layer.Size} × {layer.Size} moves over the picture, {(layer.Stride == 1 ? "one pixel" : $"{layer.Stride} pixels")} at a time, and hands on the largest number it sees, wherever that stands. The picture becomes smaller, and a small shift of it changes little.");
        Address[] outputs = [.. Outputs(telling, l)];
        telling.Say("Whose number it is:");
        telling.Blocks.Add(new Table(["window", "the largest is", "its number"], [.. outputs.Take(MostWindows).Select(each => (IReadOnlyList<Line>)
            [Line.Of(each), Line.Of(Largest(telling, each)), Line.Of(telling.Recording[each])])]));
        telling.SayNotShown(Math.Min(outputs.Length, MostWindows), outputs.Length, "windows");
    }

    protected override void SayBackward(Telling telling, int l)
    {
        int winners = Outputs(telling, l).Select(each => Largest(telling, each)).Distinct().Count(), all = Input(telling, l).Shape.Count;
        telling.Say($"If the largest number of a window grew a little, so would what the window hands on: local = 1. If another grew a little, nothing would change: local = 0. So the gradient of a window goes to its largest number alone, and where a number is the largest of several windows, their gradients add up. Here {winners} of {all} numbers get one; the others get 0.");
        telling.Note("In the formulas of the numbers that come in, told with the layer that made them, step(…) asks who is larger.");
    }

    public override string? WordsForLocal => "local is 1 where it is the largest of the window, else 0";

    private static Quantity Input(Telling telling, int l) => telling.Plan.Output(l - 1);

    private static IEnumerable<Address> Outputs(Telling telling, int l) => telling.Book.Of(new Entry(Of(telling, l, "a"), Form.Number)).Take(Of(telling, l, "a").Shape.Count);

    // The last of those that are equally large, as in the law.
    private static Address Largest(Telling telling, Address output)
    {
        IReadOnlyList<Address> window = telling.Recording.FormulaOf(output)!.Addresses();
        return window.Last(each => telling.Recording[each] == telling.Recording[output]);
    }
}
