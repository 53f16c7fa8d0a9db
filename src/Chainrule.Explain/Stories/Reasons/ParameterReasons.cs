using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Reasons;

/// <summary>Why the gradient of a dense layer's weight is upstream times what came in, that of its bias upstream alone, and why they add up over examples and positions.</summary>
internal static class ParameterReasons
{
    public static IEnumerable<Reason> Of(Question q)
    {
        if (!q.IsGradient || q.Layer is not Dense || q.Quantity?.Role != Role.Parameter || q.Upstreams.Count == 0) yield break;
        Address upstream = q.Upstreams[0], z = upstream.As(upstream.Symbol.Base);
        if (q.Quantity.IsBias)
            yield return Reason.Of("bias", Passage.OneNeuron, q.Base, " is simply added to ", z, ", which grows just as fast. So local = 1, and upstream, ", upstream, ", is all there is.");
        else if (LocalIn(q, upstream) is { } local)
            yield return Reason.Of("weight", Passage.OneNeuron, "In ", z, " the weight ", q.Base, " is multiplied by ", local, ". So ", z, " grows ", local, " times as fast as the weight does: local = ", local, ". Upstream is ", upstream, ", how fast the loss grows with ", z, ".");
        if (q.Upstreams.Count > 1)
            yield return Reason.Of("shared", Passage.Batch, $"{(q.Quantity.IsBias ? "The bias" : "The weight")} is the same {Everywhere(q)}. It acts on the loss through the z of each, so the slopes add up: {q.Upstreams.Count} times upstream × local.");
    }

    // The other factor beside this upstream.
    private static Address? LocalIn(Question q, Address upstream)
    {
        IEnumerable<Formula> terms = q.Formula is Sum sum ? sum.Parts : [q.Formula!];
        Address[] factors = [.. terms.First(each => each.Addresses().Contains(upstream)).Addresses().Where(each => each != upstream)];
        return factors is [var local] ? local : null;
    }

    private static string Everywhere(Question q)
    {
        int examples = q.Upstreams.Select(each => each.Example).Distinct().Count();
        return q.Upstreams.Count == examples ? $"in all {examples} examples" : examples == 1 ? $"at all {q.Upstreams.Count} positions" : "in every example and at every position";
    }
}
