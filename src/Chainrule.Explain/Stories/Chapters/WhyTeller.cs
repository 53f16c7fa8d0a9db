using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Explain.Stories.Tellers;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>Answers where one number came from, and where those numbers came from, down to what was given.</summary>
internal static class WhyTeller
{
    // Longer sums show this many of their terms; what the rest adds up to stands beside them.
    private const int MostTerms = 5;

    /// <summary>The number's equation and the numbers in it; with a depth over 1 their equations too, each once.</summary>
    /// <param name="recording">The step.</param>
    /// <param name="address">The number asked about.</param>
    /// <param name="depth">How many steps back to go; 1 explains only the number itself.</param>
    /// <param name="notation">The notation in which the answer will be printed; the default unless given.</param>
    /// <param name="asking">How the reader asks further, or null where nobody does.</param>
    public static Story Tell(Recording recording, Address address, int depth, IAsking? asking = null, Notation? notation = null)
    {
        IReadOnlyList<Address> explained = Chain(recording, address, depth);
        notation ??= Notation.Nielsen;
        notation.CheckFit(recording.Problem);
        var blocks = new List<Block> { new Paragraph(Meaning.Of(recording, address)) };
        if (notation.PrefaceTo(address) is { } preface) blocks.Add(new Paragraph(preface) { IsNote = true });
        var said = new HashSet<string>();
        IReadOnlyList<Reason> reasons = AllReasons.Of(recording, address, said, LayerTellers.Of);
        foreach (Address each in explained)
        {
            blocks.AddRange((each == address ? reasons : AllReasons.Of(recording, each, said, LayerTellers.Of)).SelectMany(reason => reason.Blocks));
            blocks.Add(Equations.Of(recording, each, MostTerms));
        }

        var told = explained.ToHashSet();
        Address[] left = [.. explained.SelectMany(each => Shown(recording, each)).Distinct().Where(each => !told.Contains(each))];
        Address[] given = [.. left.Where(each => each.IsGiven)], further = [.. left.Where(each => !each.IsGiven)];
        if (given.Length > 0)
        {
            blocks.Add(new Heading(2, "Given"));
            foreach (Address each in given) blocks.Add(Equations.Of(recording, each, MostTerms));
        }
        if (further.Length > 0)
        {
            blocks.Add(new Heading(2, "Computed before, with formulas of their own"));
            foreach (Address each in further) blocks.Add(new Equation(each, new Letter(each), [new Step(new Figure(recording[each]))]));
            if (asking is not null) blocks.Add(new Paragraph(asking.Deeper(depth + 1)) { IsNote = true });
        }
        if (asking is not null) blocks.AddRange(Passage.Named(reasons.Select(reason => reason.Further), asking));
        return new Story($"Where {notation.Typed(address)} comes from", recording, blocks) { Asking = asking };
    }

    /// <summary>The address and the computed numbers it came from, to this depth, nearest first, each once.</summary>
    public static IReadOnlyList<Address> Chain(Recording recording, Address address, int depth)
    {
        var chain = new List<Address> { address };
        var seen = new HashSet<Address> { address };
        int from = 0;
        for (int d = 1; d < depth && from < chain.Count; d++)
        {
            int to = chain.Count;
            for (; from < to; from++)
                foreach (Address next in Shown(recording, chain[from]))
                    if (!next.IsGiven && seen.Add(next)) chain.Add(next);
        }
        return chain;
    }

    // Of a long sum only the terms that are shown are followed.
    private static IEnumerable<Address> Shown(Recording recording, Address address) =>
        recording.FormulaOf(address)?.Shortened(MostTerms).Addresses() ?? [];
}
