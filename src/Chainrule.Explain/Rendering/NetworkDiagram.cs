using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories;
using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Explain.Rendering;

/// <summary>The network as a mermaid flow chart: units and weights, or their gradients, of a small network, else a box a layer. Backward all arrows point to the inputs.</summary>
internal sealed class NetworkDiagram
{
    private const int MostUnits = 6, MostWeights = 24;

    private readonly Recording recording;
    private readonly NetworkFilling filling;
    private readonly TextPrinter printer;

    private NetworkDiagram(Recording recording, Notation notation, Pass pass) =>
        (this.recording, filling, printer) = (recording, NetworkFilling.Of(pass), new TextPrinter(notation));

    /// <summary>The lines of the chart.</summary>
    public static IEnumerable<string> Lines(Recording recording, Notation notation, Pass pass)
    {
        var diagram = new NetworkDiagram(recording, notation, pass);
        return [$"flowchart {(diagram.filling.IsBackward ? "RL" : "LR")}", .. IsSmall(recording.Problem.Network) ? diagram.Units() : diagram.Layers()];
    }

    /// <summary>What is what in the chart.</summary>
    public static Line Legend(Recording recording, Pass pass)
    {
        NetworkSpec network = recording.Problem.Network;
        AddressBook book = recording.Book;
        bool isSmall = IsSmall(network);
        LegendEntry[] entries = [.. NetworkFilling.Of(pass).Legend(book, isSmall ? 1 : null, null, hasBoxes: !isSmall)];
        Line words = new([.. entries.SelectMany((entry, i) => i == 0 ? entry.Words.Runs : [new Words(" "), .. entry.Words.Runs])]);
        if (!isSmall) return words;
        Address weight = book.At(NetworkFilling.Of(pass).OfWeight, 1, 0, 0);
        return new([.. words.Runs, .. Line.Of(pass == Pass.Forward ? " On an arrow: its weight, such as " : " On an arrow: the gradient of its weight, such as ", weight, ".").Runs]);
    }

    private static bool IsSmall(NetworkSpec network) =>
        Enumerable.Range(1, network.Layers.Count).All(l => NetworkFigure.IsOfUnits(network, l)) && network.Inputs <= MostUnits && network.Layers.Cast<Dense>().All(layer => layer.Units <= MostUnits)
            && network.Layers.Cast<Dense>().Sum(layer => layer.Units * layer.Inputs) <= MostWeights;

    private IEnumerable<string> Units()
    {
        AddressBook book = recording.Book;
        NetworkSpec network = recording.Problem.Network;
        for (int k = 0; k < network.Inputs; k++) yield return $"  {Id(0, k)}((\"{Entry(book.At(Symbol.X, 0, 0, k))}\"))";
        for (int l = 1; l <= book.Depth; l++)
            for (int j = 0; j < network.Dense(l).Units; j++)
            {
                FigureNumbers numbers = filling.Unit(book, l, j);
                Address?[] shown = [numbers.Main, numbers.Inside, numbers.Above, numbers.Under];
                yield return $"  {Id(l, j)}((\"{string.Join("<br/>", shown.OfType<Address>().Select(Entry))}\"))";
                for (int k = 0; k < network.Dense(l).Inputs; k++)
                    yield return Arrow(Id(l - 1, k), Id(l, j), printer.Number(recording[book.At(filling.OfWeight, l, j, k)], NetworkFigure.Digits));
            }
        yield return $"  loss[\"{Entry(filling.Loss(book))}\"]";
        for (int j = 0; j < network.Outputs; j++) yield return Arrow(Id(book.Depth, j), "loss", Entry(filling.AtLoss(book, j)));
    }

    private IEnumerable<string> Layers()
    {
        NetworkSpec network = recording.Problem.Network;
        yield return $"  {Id(0, 0)}[\"{network.Inputs} inputs\"]";
        for (int l = 1; l <= network.Layers.Count; l++)
        {
            string number = filling.Box(recording, l).Number is { } largest ? $"<br/>largest gradient<br/>{Entry(largest)}" : "";
            yield return $"  {Id(l, 0)}[\"layer {l}: {network.Layers[l - 1].Words}{number}\"]";
            yield return Arrow(Id(l - 1, 0), Id(l, 0), network.Layers[l - 1] is Dense dense && !filling.IsBackward ? $"{dense.Units} × {dense.Inputs} weights" : "");
        }
        foreach (SkipConnection skip in SkipConnection.Of(network)) yield return Arrow(Id(skip.From, 0), Id(skip.To, 0), "");
        yield return $"  loss[\"{network.Loss}: {Rounding.Ascii(recording[filling.Loss(recording.Book)])}\"]";
        yield return Arrow(Id(network.Layers.Count, 0), "loss", "");
    }

    private string Arrow(string from, string to, string words)
    {
        (string first, string second) = filling.IsBackward ? (to, from) : (from, to);
        return words.Length > 0 ? $"  {first} -- \"{words}\" --> {second}" : $"  {first} --> {second}";
    }

    private string Entry(Address address) => $"{printer.Variable(address)} = {printer.Number(recording[address], NetworkFigure.Digits)}";

    private static string Id(int layer, int unit) => $"n{layer}_{unit}";
}
