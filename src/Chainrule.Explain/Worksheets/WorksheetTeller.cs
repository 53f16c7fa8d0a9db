using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;
using Chainrule.Explain.Stories.Tellers;

namespace Chainrule.Explain.Worksheets;

/// <summary>A worksheet as a story: what is given, the formula of the first number of each kind, and a line to fill in for each number.</summary>
internal static class WorksheetTeller
{
    // As in the story.
    private const int MostTerms = 5;

    /// <summary>The worksheet.</summary>
    /// <param name="sheet">Which numbers.</param>
    /// <param name="notation">The notation in which it will be printed.</param>
    /// <param name="title">What the problem is called.</param>
    /// <param name="source">Where the problem comes from, or null.</param>
    /// <param name="hasKey">Whether the numbers stand on the lines.</param>
    /// <param name="asking">How the reader asks further, or null where nobody does.</param>
    public static Story Tell(Worksheet sheet, Notation notation, string title, string? source = null, bool hasKey = false, IAsking? asking = null)
    {
        Recording recording = sheet.Recording;
        var telling = new Telling(recording, notation, asking) { Source = source, HasDrawings = false };
        telling.Say($"{(hasKey ? "The key to a" : "A")} worksheet of one training step: {Telling.Count(sheet.Asked.Count, "number")} to compute by hand, each after those that it is computed from. The word at the left is the number's address. Keep a digit or two more on the way than you write down.");
        GivenChapter.Tell(telling);
        TellKnown(telling, sheet, notation);
        foreach (Chapter chapter in sheet.Excerpt.Chapters)
            TellChapter(telling, chapter, [.. sheet.Asked.Where(chapter.Holds)], hasKey);
        if (asking is not null && !hasKey) telling.Blocks.AddRange(asking.Answers());
        return new Story($"{title}: {(hasKey ? "worksheet with its key" : "worksheet")}", recording, telling.Blocks) { Asking = asking };
    }

    // What the formulas read and no matrix above shows: large matrices have gaps there.
    private static void TellKnown(Telling telling, Worksheet sheet, Notation notation)
    {
        HashSet<Address> shown = [.. telling.Blocks.OfType<MatrixBlock>().SelectMany(block => new MatrixView(block, telling.Book, notation).Rows).SelectMany(row => row).OfType<MatrixCell>().Select(cell => cell.Address), new Address(Symbol.Eta)];
        Address[] known = [.. sheet.Read.Where(each => !shown.Contains(each))];
        if (known.Length == 0) return;
        telling.Heading(1, "What is known already");
        foreach (Address each in known) telling.Blocks.Add(new Equation(each, new Letter(each), [new Step(new Figure(telling.Recording[each]))]));
    }

    private static void TellChapter(Telling telling, Chapter chapter, Address[] asked, bool hasKey)
    {
        if (asked.Length == 0) return;
        telling.Heading(1, char.ToUpperInvariant(chapter.Name[0]) + chapter.Name[1..]);
        int layer = 0;
        foreach (IGrouping<(int Layer, Symbol Symbol), Address> kind in asked.GroupBy(each => (each.Layer, each.Symbol)))
        {
            if (kind.Key.Layer != layer) telling.Heading(2, $"Layer {layer = kind.Key.Layer}: {telling.Network.Layers[layer - 1].Words}");
            Address first = kind.First();
            foreach (Address each in kind)
                telling.Blocks.Add(new Equation(each, new Letter(each), [.. each == first ? Letters(telling.Recording, each) : [], new Step(hasKey ? new Figure(telling.Recording[each]) : new Blank())]));
        }
    }

    // The formula without numbers, and the textbook's form where that is another one.
    private static IEnumerable<Step> Letters(Recording recording, Address address) =>
        Equations.Of(recording, address, MostTerms).Steps.TakeWhile(step => step.Right is Written { WithNumbers: false });
}
