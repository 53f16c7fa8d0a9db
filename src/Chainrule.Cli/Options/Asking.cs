using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Cli.Options;

/// <summary>How a reader asks further about the story at hand: the commands to type.</summary>
/// <param name="Program">The program, such as <c>chainrule</c>.</param>
/// <param name="Problem">What names the problem again, such as <c>--example xor</c>; empty for the default.</param>
internal sealed record Asking(string Program, string Problem) : IAsking
{
    // Deeper than any network that is read number by number.
    private const int AllTheWay = 9;

    /// <summary>The notation in which addresses are read and printed.</summary>
    public Notation Notation { get; init; } = Notation.All[0];

    public string WhyAny => $"{Program} why ADDRESS{Rest}{InNotation}";

    public string Check => $"{Program} check{Rest}";

    private string Rest => Problem.Length > 0 ? $" {Problem}" : "";

    private string InNotation => Notation == Notation.All[0] ? "" : $" --notation {Notation.Name}";

    public string Deeper(int depth) => $"Follow them with --depth {depth}.";

    // The address is quoted, because brackets mean something to some shells.
    public IEnumerable<Block> Further(Address sample) =>
    [
        new Heading(1, "Ask further"),
        new Paragraph("Every number above has an address. To see where one comes from, down to the inputs:"),
        new Explain.Stories.Command($"{Program} why \"{Notation.Typed(sample)}\"{Rest}{InNotation} --depth {AllTheWay}"),
    ];
}
