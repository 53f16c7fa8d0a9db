using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Rules;

namespace Chainrule.Explain.Worksheets;

/// <summary>Which numbers of a step somebody computes by hand, in which order, and what they need to know for it.</summary>
internal sealed class Worksheet
{
    // Some ten pages. Nobody fills in more.
    internal const int Most = 400;

    private Worksheet(Recording recording, Excerpt excerpt, IReadOnlyList<Address> asked, IReadOnlyList<Address> read) =>
        (Recording, Excerpt, Asked, Read) = (recording, excerpt, asked, read);

    /// <summary>The step.</summary>
    public Recording Recording { get; }

    /// <summary>What of it is asked.</summary>
    public Excerpt Excerpt { get; }

    /// <summary>The numbers to compute, each after those that it is computed from.</summary>
    public IReadOnlyList<Address> Asked { get; }

    /// <summary>The other numbers in their formulas: what is given, and what was computed in parts of the step that are not asked.</summary>
    public IReadOnlyList<Address> Read { get; }

    /// <summary>The worksheet of a part of a step.</summary>
    /// <exception cref="ProblemException">There is nothing to compute in it, or more than fits on paper.</exception>
    public static Worksheet Of(Recording recording, Excerpt excerpt)
    {
        Address[] candidates = [.. InOrder(recording.Book, excerpt).Where(each => !each.IsGiven)];
        if (candidates.Length > Most) throw TooLong(candidates.Length, "to compute");
        Address[] asked = [.. candidates.Where(each => IsComputed(recording, each))];
        if (asked.Length == 0) throw new ProblemException($"there is no number to compute in {string.Join(", ", excerpt.Chapters.Select(each => each.Name))}; wanted a part with one, such as {Chapter.Backward.Name}");
        Address[] read = [.. asked.SelectMany(each => recording.FormulaOf(each)!.Addresses()).Distinct().Except(asked)];
        return read.Length <= Most ? new(recording, excerpt, asked, read) : throw TooLong(read.Length, "to know for it");
    }

    /// <summary>All numbers of a part of a step in the order in which one computes them: what is given, then chapter by chapter, layer by layer, and backward from the last layer on.</summary>
    public static IEnumerable<Address> InOrder(AddressBook book, Excerpt excerpt) => excerpt.Chapters.SelectMany(chapter =>
        !chapter.IsByLayer ? book.All().Where(chapter.Holds)
        : (chapter == Chapter.Backward ? excerpt.Layers.Reverse() : excerpt.Layers).SelectMany(l => book.EntriesOf(l).SelectMany(book.Of).Where(chapter.Holds)));

    /// <summary>Whether there is something to compute: what a layer sets comes from nothing, and a parameter that stays is only copied.</summary>
    public static bool IsComputed(Recording recording, Address address) => recording.FormulaOf(address) switch
    {
        null or Constant => false,
        Variable => address.Symbol.Form != Form.Updated,
        _ => true,
    };

    private static ProblemException TooLong(int count, string what) =>
        new($"got {count:N0} numbers {what}, wanted at most {Most} on a worksheet; take fewer chapters, layers or examples, or a smaller network");
}
