using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Stories;

/// <summary>How a reader asks further about the story at hand: the commands to type.</summary>
/// <param name="Program">The program, such as <c>chainrule</c>.</param>
/// <param name="Problem">What names the problem again, such as <c>--example xor</c>; empty for the default.</param>
public sealed record Asking(string Program = "chainrule", string Problem = "")
{
    /// <summary>The command that asks about an address. It is quoted, because brackets mean something to some shells.</summary>
    public string Why(Address address, int depth) => $"{Program} why \"{address}\"{Rest} --depth {depth}";

    /// <summary>The command that asks about any address.</summary>
    public string WhyAny => $"{Program} why ADDRESS{Rest}";

    /// <summary>The command that checks all gradients.</summary>
    public string Check => $"{Program} check{Rest}";

    private string Rest => Problem.Length > 0 ? $" {Problem}" : "";
}
