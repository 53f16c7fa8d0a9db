namespace Chainrule.Explain.Stories.Reasons;

/// <summary>What is said of the gradients of one kind of layer. Who tells of the kind says it.</summary>
internal interface IKindWords
{
    /// <summary>Where a gradient comes from, as a sentence before its equation, or null.</summary>
    string? WordsForGradient(string letter);

    /// <summary>What local is on the way into a layer of this kind, as the end of a sentence, or null.</summary>
    string? WordsForLocal { get; }
}
