using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;

namespace Chainrule.Explain.Stories;

/// <summary>Answers where one number came from, and where those numbers came from, down to what was given.</summary>
public static class WhyTeller
{
    // Longer sums show this many of their terms; what the rest adds up to stands beside them.
    private const int MostTerms = 5;

    /// <summary>The number's equation and the numbers in it; with a depth over 1 their equations too, each once.</summary>
    /// <param name="recording">The step.</param>
    /// <param name="address">The number asked about.</param>
    /// <param name="depth">How many steps back to go; 1 explains only the number itself.</param>
    public static Story Tell(Recording recording, Address address, int depth)
    {
        IReadOnlyList<Address> explained = Chain(recording, address, depth);
        var blocks = new List<Block> { new Paragraph(Meaning(recording, address)) };
        foreach (Address each in explained) blocks.Add(Equations.Of(recording, each, MostTerms));

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
            blocks.Add(new Paragraph("Follow them with --depth " + (depth + 1) + ".") { IsNote = true });
        }
        return new Story($"Where {address} comes from", recording, blocks);
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

    private static Line Meaning(Recording recording, Address a)
    {
        string example = recording.Book.HasExampleIndex && a.Row >= 0 && a.Symbol is not (Symbol.W or Symbol.DW or Symbol.NewW) ? $", in example {a.Row}" : "";
        string ofUnit = $"of unit {a.Column} in layer {a.Layer}{example}", weight = $"the weight of layer {a.Layer} to unit {a.Row} from {(a.Layer == 1 ? "input" : "unit")} {a.Column}";
        string words = a.Symbol switch
        {
            Symbol.X => $"input {a.Column}{example}. It was given.",
            Symbol.Y => $"the target of output {a.Column}{example}. It was given.",
            Symbol.Eta => "the learning rate. It was given.",
            Symbol.W => $"{weight}. It was given.",
            Symbol.B => $"the bias {ofUnit}. It was given.",
            Symbol.Z => $"the weighted sum {ofUnit}: inputs times weights, plus the bias.",
            Symbol.A => $"the activation {ofUnit}: what the unit hands on.",
            Symbol.L => a.Row >= 0 ? $"the loss of example {a.Row}." : "the loss: how wrong the outputs are, as one number.",
            Symbol.DA => $"how fast the loss grows with the activation {ofUnit}.",
            Symbol.DZ => $"how fast the loss grows with the weighted sum {ofUnit}.",
            Symbol.DW => $"how fast the loss grows with {weight}.",
            Symbol.DB => $"how fast the loss grows with the bias {ofUnit}.",
            Symbol.NewW => $"{weight}, after the update.",
            Symbol.NewB => $"the bias {ofUnit}, after the update.",
            _ => throw new ArgumentOutOfRangeException(nameof(a)),
        };
        return Line.Of(a, $" is {words}");
    }
}
