using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Reasons;

/// <summary>Who gives reasons: one file a subject, and one line here.</summary>
internal static class AllReasons
{
    private static readonly Func<Question, IEnumerable<Reason>>[] Givers =
    [
        ParameterReasons.Of,
        WayReasons.Of,
        SlopeReasons.Of,
        LossReasons.Of,
        ZeroReasons.Of,
        UpdateReasons.Of,
        PathReasons.Of,
    ];

    /// <summary>The reasons that hold for a number and have not been given yet; then they have been.</summary>
    /// <param name="recording">The step.</param>
    /// <param name="address">The number.</param>
    /// <param name="said">The keys of those that have been given.</param>
    /// <param name="wordsOf">What is said of the gradients of a kind of layer, or null.</param>
    /// <param name="givers">Whose reasons; those of all by default.</param>
    public static IReadOnlyList<Reason> Of(Recording recording, Address address, HashSet<string> said, Func<LayerKind, IKindWords?> wordsOf, params ReadOnlySpan<Func<Question, IEnumerable<Reason>>> givers)
    {
        var question = new Question(recording, address, said, wordsOf);
        var reasons = new List<Reason>();
        foreach (Func<Question, IEnumerable<Reason>> giver in givers.IsEmpty ? Givers : givers) reasons.AddRange(giver(question).Where(each => said.Add(each.Key)));
        return reasons;
    }
}
