using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>A chapter of the story of a step.</summary>
/// <param name="Name">What one calls it to ask for it.</param>
/// <param name="IsByLayer">Whether it goes through the layers one by one.</param>
/// <param name="Tell">Tells it.</param>
/// <param name="Holds">Which numbers of the step belong to it.</param>
internal sealed record Chapter(string Name, bool IsByLayer, Action<Telling> Tell, Func<Address, bool> Holds)
{
    /// <summary>The gradients, from the last layer on.</summary>
    public static Chapter Backward { get; } = new("backward", true, BackwardChapter.Tell, each => each.IsGradient);

    /// <summary>Further steps: nothing where none were taken.</summary>
    public static Chapter Training { get; } = new("training", false, TrainingChapter.Tell, _ => false);

    /// <summary>All chapters, in the order of the story. Each number of a step belongs to one of them.</summary>
    public static IReadOnlyList<Chapter> All { get; } =
    [
        new("given", false, GivenChapter.Tell, each => each.IsGiven),
        new("forward", true, ForwardChapter.Tell, each => IsComputed(each) && each.Layer > 0),
        new("loss", false, LossChapter.Tell, each => IsComputed(each) && each.Layer == 0),
        Backward,
        new("update", true, UpdateChapter.Tell, each => each.Symbol.Form is Form.State or Form.Updated),
        new("after", false, AfterChapter.Tell, _ => false),
        Training,
    ];

    private static bool IsComputed(Address address) => address.Symbol.Form == Form.Number && !address.IsGiven;
}
