using Chainrule.Explain.Addresses;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Reasons;

/// <summary>Along which ways a number acts on the loss, and why their slopes add up. What a kind of layer says of its own gradients goes before.</summary>
internal static class WayReasons
{
    private const int MostNamed = 3;

    public static IEnumerable<Reason> Of(Question q)
    {
        if (!q.IsGradient || q.Upstreams.Count == 0 || q.Through is not null) yield break;
        if (q.Layer is { } layer && q.WordsOf(layer.Described)?.WordsForGradient(q.Address.Symbol.Letter) is { } words)
        {
            yield return Reason.Of($"{layer.Kind}.{q.Address.Symbol.Letter}", Passage.OneLayerBack, words);
            yield break;
        }
        if (q.Layer is Dense && q.Quantity!.Role == Role.Parameter) yield break;
        string local = Local(q), kinds = string.Join(",", Layers(q).Select(l => q.Network.Layers[l - 1].Kind).Distinct());
        if (q.Upstreams is [var only])
            yield return Reason.Of($"way:{kinds}", Passage.OneLayerBack, q.Base, " acts on the loss in one way only, through ", only.As(only.Symbol.Base), $". So its gradient is one product, upstream × local{local}.");
        else
            yield return Reason.Of($"ways:{kinds}", Passage.OneLayerBack, [q.Base, .. Into(q), $". It acts on the loss through each of them, so the slopes add up: upstream × local for each way{local}."]);
    }

    // What local is on the way into each layer, where that can be said in a few words.
    private static string Local(Question q)
    {
        int[] layers = [.. Layers(q)];
        string[] words = [.. layers.Select(l => q.WordsOf(q.Network.Layers[l - 1].Described)?.WordsForLocal is { } local ? layers.Length > 1 ? $"into layer {l} {local}" : local : null).OfType<string>()];
        return words.Length > 0 ? $"; {string.Join(", ", words)}" : "";
    }

    private static IEnumerable<int> Layers(Question q) => q.Upstreams.Select(each => each.Layer).Distinct();

    private static IEnumerable<object> Into(Question q)
    {
        if (Layers(q).ToArray() is [var l] && q.Network.Layers[l - 1] is Dense dense && q.Upstreams.Count == dense.Units) return [$" feeds all {q.Upstreams.Count} units of layer {l}"];
        if (q.Upstreams.Count > MostNamed) return [$" goes into {q.Upstreams.Count} numbers"];
        return [" goes into ", .. q.Upstreams.SelectMany((each, i) => (object[])[i == 0 ? "" : i == q.Upstreams.Count - 1 ? " and " : ", ", each.As(each.Symbol.Base)])];
    }
}
