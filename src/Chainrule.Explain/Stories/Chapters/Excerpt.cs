using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>What of a story is told.</summary>
/// <param name="Chapters">Which chapters, in the order of the story.</param>
/// <param name="Layers">Which layers, from the inputs on.</param>
/// <param name="IsWhole">Whether it is the whole story.</param>
internal sealed record Excerpt(IReadOnlyList<Chapter> Chapters, IReadOnlyList<int> Layers, bool IsWhole)
{
    /// <summary>
    /// An excerpt of the story of this step. Where layers are chosen and no chapters, those that go layer by layer: a loss belongs to no layer.
    /// </summary>
    /// <param name="book">The numbers of the step.</param>
    /// <param name="chapters">The chosen chapters, or null for all.</param>
    /// <param name="layers">The chosen layers, or null for all.</param>
    public static Excerpt Of(AddressBook book, IReadOnlyCollection<Chapter>? chapters = null, IReadOnlyCollection<int>? layers = null) => new(
        [.. Chapter.All.Where(each => chapters?.Contains(each) ?? (layers is null || each.IsByLayer))],
        [.. Enumerable.Range(1, book.Depth).Where(l => layers?.Contains(l) ?? true)],
        chapters is null && layers is null);

    /// <summary>Whether the number stands in a chosen chapter and, where that goes by layers, in a chosen layer.</summary>
    public bool Holds(Address address) => Chapters.Any(each => each.Holds(address) && (!each.IsByLayer || Layers.Contains(address.Layer)));
}
