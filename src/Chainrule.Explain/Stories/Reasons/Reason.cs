namespace Chainrule.Explain.Stories.Reasons;

/// <summary>Why a number is what it is. The story says a reason where it first comes up, and the answer about a number says all that hold for it: the same words, from here.</summary>
/// <param name="Key">What it explains: two reasons of one key would say the same again.</param>
/// <param name="Further">Where a lesson goes deeper.</param>
/// <param name="Blocks">The sentences, and equations where they say it better.</param>
internal sealed record Reason(string Key, Passage Further, params IReadOnlyList<Block> Blocks)
{
    /// <summary>A reason in one paragraph.</summary>
    public static Reason Of(string key, Passage further, params ReadOnlySpan<object> pieces) => new(key, further, new Paragraph(Line.Of(pieces)));
}
