using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.Numbers;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Self-attention: who looks at whom and how much, why the scores are divided by √d, what the mask changes, and where the query's gradient comes from.</summary>
internal sealed class AttentionTeller : LayerTeller
{
    private const int MostPositions = 8, MostHeads = 4, MostTold = 8;

    protected override void SayForward(Telling telling, int l)
    {
        Attention layer = Layer(telling, l);
        telling.Say("The numbers of a row, one position, are its channels. Every position asks a question, its query q. It compares it with the key k of each position; the better the two fit, the more it takes of that position's value v. All three are made from the same row of inputs, each by weights of its own.");
        telling.Say("The score s[head, query, key] of a pair is the sum of the products of q and k, divided by √d. A softmax over the keys turns the scores of a query into weights p, which add up to 1. What the position gets is the mean of the values with these weights, o.");
        SayRoot(telling, l);
        if (layer.IsCausal) SayMask(telling, l);
        for (int h = 0; h < Math.Min(layer.Heads, MostHeads); h++) SayWho(telling, l, h);
        SayLast(telling, l);
        if (layer.Heads > 1) telling.Note($"Each of the {layer.Heads} heads reads {D(telling, l)} of the channels and looks by itself; their o stand side by side, and the weights Wo mix them.");
    }

    // One position is followed all the way, the last, which may look at everybody; and backward the first, which everybody may look at.
    protected override (Func<Address, bool> Which, string Words)? Told(Telling telling, Entry entry)
    {
        int last = Positions(telling, entry.Quantity.Layer) - 1;
        (Func<Address, bool> Which, string Words)? told = (entry.Quantity.Letter, entry.Form) switch
        {
            ("s" or "p", _) => (each => each.Indices[0] == 0 && each.Indices[1] == last, $"those of the query of position {last} in head 0"),
            ("q" or "o" or "a", _) => (each => each.Indices[0] == last, $"those of position {last}, which is followed here"),
            ("k" or "v", Form.Number) => (_ => true, "all"),
            ("k" or "v", _) => (each => each.Indices[0] == 0, "those of position 0, at which every position may look"),
            _ => null,
        };
        return told is { } some && telling.Book.Of(entry).Take(entry.Quantity.Shape.Count).Count(some.Which) <= MostTold ? told : null;
    }

    public override string? WordsFor(string letter) => letter switch
    {
        "q" => "the query of a position: what it asks",
        "k" => "the key of a position: what it answers to",
        "v" => "the value of a position: what it hands on to those who look at it",
        "s" => "the score of [head, query, key]: how well the query fits the key",
        "p" => "the weight of [head, query, key]: how much the query's position looks at the key's",
        "o" => "what a position has gathered: the values, each times the weight with which it is looked at",
        "a" => "the output: a weighted sum of what all heads have gathered",
        _ => null,
    };

    public override string? WordsForLocal => "local is the weight on the way into query, key or value";

    public override string? WordsForGradient(string letter) => letter switch
    {
        "o" => "What was gathered got to the output by the weights Wo, and its gradient comes back by the same ones:",
        "p" => "A weight p multiplied a value. So the loss grows with it as fast as the gradient of what was gathered, times that value, says:",
        "v" => "A value went to every position that looked at it. Its gradient adds up over those, each times the weight with which it was looked at:",
        "s" => "The weights of a query add up to 1: what one gains the others lose. So a score's gradient is its weight times how much more the loss grows with its own p than on average with all p of that query, each counted by its weight. A weight near 0 or 1 lets hardly anything through; one that is 1 for sure, nothing:",
        "q" => "The gradient of a query comes from the keys it was compared with: each key of a position it may look at, times the gradient of the score of that pair, divided by √d as the score was. Values and outputs are not in it directly; they act through the gradients of the scores above:",
        "k" => "A key was compared with the queries of all who may look at it, so its gradient adds up over those queries:",
        _ => null,
    };

    private static void SayRoot(Telling telling, int l)
    {
        int d = D(telling, l);
        if (d == 1)
        {
            telling.Say("Here d, the number of channels of a head, is 1, and dividing by √1 changes nothing. With more channels a sum of d products grows like √d, and the division keeps the scores from growing with it.");
            return;
        }
        int last = Positions(telling, l) - 1;
        double[] p = Softmax(telling, l, last, 1), without = Softmax(telling, l, last, Math.Sqrt(d));
        telling.Say($"Why √d? A score adds up d = {d} products. If those are about as large as 1 and of either sign, their sum is about √d large, since products of either sign partly cancel (as the distance of a random walk grows with the root of its steps): the more channels, the larger the scores, and a softmax of large scores gives nearly all weight to one position and lets hardly any gradient through. Divided by √d, the scores stay about as large as 1 for every d.");
        telling.Say($"Here, position {last} gives its favourite the weight ", p.Max(), " in head 0; without the division it would be ", without.Max(), ".");
    }

    private static void SayMask(Telling telling, int l)
    {
        int positions = Positions(telling, l);
        if (positions == 1) return;
        double[] all = Softmax(telling, l, 0, 1, seesAll: true);
        telling.Say("The mask is what says who may look at whom: a position may look only at itself and at those before it, because in a text, for which this was made, what comes later is what it has to predict. The weights of later positions are 0, and the softmax goes over the others alone, so that they add up to 1 without them. This is called causal, since nothing is moved by what comes after it.");
        telling.Say("So position 0 looks at itself alone, with weight ", telling.Recording[At(telling, l, "p", Form.Number, 0, 0, 0)], "; without the mask it would look at itself with weight ", all[0], $" and at {(positions == 2 ? "position 1" : "the later ones together")} with ", all.Skip(1).Sum(), " in head 0.");
        telling.Say("Backward, the gradient of a score that was masked is 0: ", At(telling, l, "s", Form.Gradient, 0, 0, positions - 1), " = ", telling.Recording[At(telling, l, "s", Form.Gradient, 0, 0, positions - 1)], ". No blame goes from a position to later ones.");
    }

    private static void SayWho(Telling telling, int l, int head)
    {
        int positions = Positions(telling, l), shown = Math.Min(positions, MostPositions);
        double P(int query, int key) => telling.Recording[At(telling, l, "p", Form.Number, head, query, key)];
        telling.Say($"Who looks at whom{(Layer(telling, l).Heads > 1 ? $" in head {head}" : "")}: a row is the position that looks, a column the one that is looked at. Each row adds up to 1.");
        Line[] header = ["position", .. Enumerable.Range(0, shown).Select(k => (Line)$"at {k}"), "most at"];
        telling.Blocks.Add(new Table(header, [.. Enumerable.Range(0, shown).Select(q => (IReadOnlyList<Line>)
            [$"{q}", .. Enumerable.Range(0, shown).Select(k => Line.Of(P(q, k))), $"{Enumerable.Range(0, positions).MaxBy(k => P(q, k))}"])]));
        telling.SayNotShown(shown, positions, "positions");
        telling.Blocks.Add(new Sketch([.. Enumerable.Range(0, shown).Select(q => $"{q} looks at  " + string.Join("  ", Enumerable.Range(0, shown).Select(k => $"{k} {Bar(P(q, k))}")))]));
        telling.Note("A # stands for a weight of 0.1, rounded.");
    }

    private static void SayLast(Telling telling, int l)
    {
        int positions = Positions(telling, l), last = positions - 1;
        if (positions is 1 or > MostPositions) return;
        var pieces = new List<object> { $"So position {last} looks " };
        for (int k = 0; k < positions; k++)
        {
            if (k > 0) pieces.Add(k == last ? " and " : ", ");
            pieces.Add($"at {(k == last ? "itself" : $"position {k}")} with weight ");
            pieces.Add(telling.Recording[At(telling, l, "p", Form.Number, 0, last, k)]);
        }
        pieces.Add($"{(Layer(telling, l).Heads > 1 ? " in head 0" : "")}: that much of the value v of each goes into its o. This position is followed below.");
        telling.Say([.. pieces]);
    }

    private static string Bar(double weight)
    {
        int tenths = (int)Math.Round(10 * weight);
        return new string('#', tenths).PadRight(10, '.');
    }

    // The softmax of the scores of a query of head 0, times a factor, over those it may look at or over all.
    private static double[] Softmax(Telling telling, int l, int query, double times, bool seesAll = false)
    {
        int seen = Layer(telling, l).IsCausal && !seesAll ? query + 1 : Positions(telling, l);
        F64[] scores = [.. Enumerable.Range(0, seen).Select(k => (F64)(times * telling.Recording[At(telling, l, "s", Form.Number, 0, query, k)]))], weights = new F64[seen];
        F64.Softmax(scores, weights);
        return [.. weights.Select(each => each.Number)];
    }

    private static Attention Layer(Telling telling, int l) => (Attention)telling.Network.Layers[l - 1];

    private static int Positions(Telling telling, int l) => Of(telling, l, "q").Shape.Rows;

    private static int D(Telling telling, int l) => Of(telling, l, "q").Shape.Columns / Layer(telling, l).Heads;
}
