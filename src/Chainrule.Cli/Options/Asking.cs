using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;

namespace Chainrule.Cli.Options;

/// <summary>How a reader asks further about the story at hand: the commands to type.</summary>
/// <param name="Program">The program, such as <c>chainrule</c>.</param>
/// <param name="Problem">What names the problem again, such as <c>--example xor</c>; empty for the default.</param>
internal sealed record Asking(string Program, string Problem) : IAsking
{
    /// <summary>The notation in which addresses are read and printed.</summary>
    public Notation Notation { get; init; } = Notation.All[0];

    public string WhyAny => $"{Program} why ADDRESS{Rest}{InNotation}";

    public string Check => $"{Program} check{Rest}";

    private string Rest => Problem.Length > 0 ? $" {Problem}" : "";

    private string InNotation => Notation == Notation.All[0] ? "" : $" --notation {Notation.Name}";

    public string Lesson(int number) => $"{Program} lesson run {number}";

    public string Deeper(int depth) => $"Follow them with --depth {depth}.";

    public IEnumerable<Block> Answers() =>
    [
        new Heading(1, "When you are done"),
        new Paragraph("Write your numbers into a file, and have them checked:"),
        new Explain.Stories.Command($"{Program} explain --blank --format csv --output answers.csv{Rest}"),
        new Explain.Stories.Command($"{Program} check --mine answers.csv{Rest}"),
    ];

    public IEnumerable<Block> Why(Address address) =>
    [
        new Paragraph("Where it comes from, one step further back:"),
        new Explain.Stories.Command($"{Program} why \"{Notation.Typed(address)}\"{Rest}{InNotation} --depth 2"),
    ];

    // The address is quoted, because brackets mean something to some shells.
    public IEnumerable<Block> Further(Recording recording, Address sample) =>
    [
        new Heading(1, "Ask further"),
        new Paragraph("Every number above has an address. To see where one comes from, as far back as fits on a page:"),
        new Explain.Stories.Command($"{Program} why \"{Notation.Typed(sample)}\"{Rest}{InNotation} --depth {PageDepth.Of(recording, sample, this)}"),
    ];
}
