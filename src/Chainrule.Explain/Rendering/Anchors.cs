using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>
/// Where on a page each number is explained: at its equation if the story holds one, else in the matrix in which it is given, else in a table. And, the other way
/// round, which equations read a number.
/// </summary>
internal sealed class Anchors
{
    private const string Cell = "cell-";

    private readonly HashSet<Address> explained = [], tabled = [];
    private readonly HashSet<(Symbol Symbol, int Layer)> given = [];
    private readonly Dictionary<Address, List<Address>> readers = [];

    public Anchors(Story story)
    {
        foreach (MatrixBlock matrix in story.Blocks.OfType<MatrixBlock>()) given.Add((matrix.Symbol, matrix.Layer));
        foreach (Formulated cell in story.Blocks.OfType<Table>().SelectMany(table => table.Rows).SelectMany(row => row).SelectMany(line => line.Runs).OfType<Formulated>())
            if (cell.Mathematics is Found found) tabled.Add(found.Address);
        foreach (Equation equation in story.Blocks.OfType<Equation>())
        {
            if (equation.Address is not { } address || !explained.Add(address)) continue;
            foreach (Address read in Reads(equation))
            {
                if (!readers.TryGetValue(read, out List<Address>? list)) readers[read] = list = [];
                list.Add(address);
            }
        }
    }

    /// <summary>The id of the number's equation: <c>dW1-0-1</c>.</summary>
    public static string Id(Address address) => address.ToString().Replace('[', '-').Replace(',', '-').TrimEnd(']');

    /// <summary>The id of the matrix: <c>matrix-W1</c>.</summary>
    public static string Id(Symbol symbol, int layer) => $"matrix-{symbol.Name}{(layer > 0 ? layer : "")}";

    /// <summary>The id at which the number is explained, or null if nowhere.</summary>
    public string? Of(Address address) => explained.Contains(address) ? Id(address)
        : given.Contains((address.Symbol, address.Layer)) ? Id(address.Symbol, address.Layer)
        : tabled.Contains(address) ? Cell + Id(address) : null;

    /// <summary>Whether this is the id of a number that stands in a table only.</summary>
    public static bool IsCell(string id) => id.StartsWith(Cell, StringComparison.Ordinal);

    /// <summary>The numbers of this story that are computed from this one.</summary>
    public IReadOnlyList<Address> ReadersOf(Address address) => readers.GetValueOrDefault(address) ?? [];

    private static IEnumerable<Address> Reads(Equation equation) => equation.Steps
        .SelectMany(step => step.Right switch
        {
            Written written => written.Formula.Addresses(),
            UpstreamLocal product => [product.Upstream, product.Z],
            _ => [],
        })
        .Distinct();
}
