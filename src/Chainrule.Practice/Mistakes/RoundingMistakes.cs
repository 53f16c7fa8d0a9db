using Chainrule.Explain.Addresses;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Numbers rounded half-way.</summary>
internal static class RoundingMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        Rounded(2, Often.Sometimes),
        Rounded(3, Often.Usual),
    ];

    private static Mistake Rounded(int decimals, Often often) =>
        new($"rounded-to-{decimals}", "any", often, $"A number was rounded to {decimals} decimals half-way, and the rest computed with it.", "Keep two digits more on the way than you write down in the end.", In.Neuron,
            text => text.Entries.Where(each => each.Form == Form.Number || (each.Form == Form.Gradient && each.Quantity.Role == Layers.Role.Value)).Select(each => Spoil.Each(each, number => Math.Round(number, decimals))));
}
