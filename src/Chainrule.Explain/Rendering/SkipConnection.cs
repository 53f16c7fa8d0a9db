using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Explain.Rendering;

/// <summary>A connection past layers: what a layer hands on, or for 0 the inputs, is added again in a later one.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">The layer where it ends.</param>
/// <param name="Lane">How far outside it is drawn: two that would meet have different lanes.</param>
internal sealed record SkipConnection(int From, int To, int Lane)
{
    /// <summary>Those of a network, the shorter ones inside.</summary>
    public static IReadOnlyList<SkipConnection> Of(NetworkSpec network)
    {
        var all = new List<SkipConnection>();
        IEnumerable<(int From, int To)> ends = network.Layers.Select((layer, i) => (layer, To: i + 1)).Where(each => each.layer is Residual).Select(each => (((Residual)each.layer).From, each.To));
        foreach ((int from, int to) in ends.OrderBy(each => each.To - each.From))
        {
            int lane = 0;
            while (all.Any(each => each.Lane == lane && each.From <= to && from <= each.To)) lane++;
            all.Add(new(from, to, lane));
        }
        return all;
    }

    /// <summary>How many lanes they take.</summary>
    public static int Lanes(IReadOnlyList<SkipConnection> skips) => skips.Select(each => each.Lane + 1).DefaultIfEmpty(0).Max();

    /// <summary>What it does, in words.</summary>
    public string Words => $"{(From == 0 ? "The inputs are" : $"What layer {From} hands on is")} added again in layer {To}";

    /// <summary>The same on the way back.</summary>
    public string WordsBack => From == 0 ? $"The gradient of what layer {To} hands on ends at the inputs too" : $"The gradient of what layer {To} hands on goes to layer {From} too";
}
