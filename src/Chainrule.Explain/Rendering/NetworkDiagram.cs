using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Explain.Rendering;

/// <summary>The network as a mermaid flow chart: units and weights of a small network, else a box a layer.</summary>
internal static class NetworkDiagram
{
    private const int MostUnits = 6, MostWeights = 24;

    /// <summary>The lines of the chart.</summary>
    public static IEnumerable<string> Lines(Recording recording, Notation notation)
    {
        var printer = new TextPrinter(notation);
        NetworkSpec network = recording.Problem.Network;
        bool isSmall = Enumerable.Range(1, network.Layers.Count).All(l => NetworkFigure.IsOfUnits(network, l)) && network.Inputs <= MostUnits && network.Layers.Cast<Dense>().All(layer => layer.Units <= MostUnits)
            && network.Layers.Cast<Dense>().Sum(layer => layer.Units * layer.Inputs) <= MostWeights;
        return ["flowchart LR", .. isSmall ? Units(recording, printer) : Layers(recording, network)];
    }

    private static IEnumerable<string> Units(Recording recording, TextPrinter printer)
    {
        AddressBook book = recording.Book;
        NetworkSpec network = recording.Problem.Network;
        string Entry(Address address) => $"{printer.Variable(address)} = {printer.Number(recording[address], NetworkFigure.Digits)}";
        for (int k = 0; k < network.Inputs; k++) yield return $"  {Id(0, k)}((\"{Entry(book.At(Symbol.X, 0, 0, k))}\"))";
        for (int l = 1; l <= book.Depth; l++)
            for (int j = 0; j < network.Dense(l).Units; j++)
            {
                yield return $"  {Id(l, j)}((\"{Entry(book.At(Symbol.A, l, 0, j))}<br/>{Entry(book.At(Symbol.Z, l, 0, j))}<br/>{Entry(book.At(Symbol.B, l, 0, j))}\"))";
                for (int k = 0; k < network.Dense(l).Inputs; k++)
                    yield return $"  {Id(l - 1, k)} -- \"{printer.Number(recording[book.At(Symbol.W, l, j, k)], NetworkFigure.Digits)}\" --> {Id(l, j)}";
            }
        yield return $"  loss[\"{Entry(new Address(Symbol.L))}\"]";
        for (int j = 0; j < network.Outputs; j++) yield return $"  {Id(book.Depth, j)} -- \"{Entry(book.At(Symbol.Y, 0, 0, j))}\" --> loss";
    }

    private static IEnumerable<string> Layers(Recording recording, NetworkSpec network)
    {
        yield return $"  {Id(0, 0)}[\"{network.Inputs} inputs\"]";
        for (int l = 1; l <= network.Layers.Count; l++)
        {
            yield return $"  {Id(l, 0)}[\"layer {l}: {network.Layers[l - 1].Words}\"]";
            yield return network.Layers[l - 1] switch
            {
                Dense dense => $"  {Id(l - 1, 0)} -- \"{dense.Units} × {dense.Inputs} weights\" --> {Id(l, 0)}",
                _ => $"  {Id(l - 1, 0)} --> {Id(l, 0)}",
            };
        }
        foreach (SkipConnection skip in SkipConnection.Of(network)) yield return $"  {Id(skip.From, 0)} --> {Id(skip.To, 0)}";
        yield return $"  loss[\"{network.Loss}: {Rounding.Ascii(recording.Loss)}\"]";
        yield return $"  {Id(network.Layers.Count, 0)} --> loss";
    }

    private static string Id(int layer, int unit) => $"n{layer}_{unit}";
}
