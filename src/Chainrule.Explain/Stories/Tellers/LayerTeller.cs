using Chainrule.Explain.Addresses;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Tells of the layers of one kind. Without a teller of its own a layer's chapter is its formulas, in the order in which the engine computed them: what this class does.</summary>
internal class LayerTeller
{
    /// <summary>Whether it tells of this layer.</summary>
    public virtual bool Tells(Telling telling, int l) => true;

    /// <summary>What is said of the layer before its numbers, forward.</summary>
    protected virtual void SayForward(Telling telling, int l)
    {
        if (telling.Network.Layers[l - 1] is Dense) telling.Say("Every position goes through the same weights, by itself.");
    }

    /// <summary>What is said before its gradients.</summary>
    protected virtual void SayBackward(Telling telling, int l)
    {
    }

    /// <summary>A quantity of the kind in words, or null.</summary>
    public virtual string? WordsFor(string letter) => null;

    /// <summary>Where a gradient comes from, as a sentence, or null.</summary>
    protected virtual string? WordsForGradient(string letter) => null;

    /// <summary>Forward, with its heading.</summary>
    public virtual void Forward(Telling telling, int l)
    {
        telling.Heading(2, $"Layer {l}: {telling.Network.Layers[l - 1].Words}");
        SayForward(telling, l);
        foreach (Entry entry in Order(telling, l).Where(each => each.Form == Form.Number)) Introduced(telling, entry);
    }

    /// <summary>Backward, with its heading.</summary>
    public virtual void Backward(Telling telling, int l)
    {
        telling.Heading(2, $"Layer {l}: {telling.Network.Layers[l - 1].Words}{(l == telling.Book.Depth ? ", the output" : "")}");
        SayBackward(telling, l);
        foreach (Entry entry in Order(telling, l).Where(each => each.Form == Form.Gradient))
        {
            if (WordsForGradient(entry.Quantity.Letter) is { } words) telling.Say(words);
            telling.ExplainAll(entry);
        }
    }

    /// <summary>The update, if there is anything to update.</summary>
    public virtual void Update(Telling telling, int l)
    {
        Entry[] updated = [.. telling.Book.EntriesOf(l).Where(each => each.Form == Form.Updated && telling.IsUpdated(each.Quantity))];
        if (updated.Length == 0) return;
        telling.Heading(2, $"Layer {l}: {telling.Network.Layers[l - 1].Words}");
        if (updated.Any(each => each.Quantity.Shape.Count > 1)) telling.Note($"Of each parameter the number that moves most is shown{(telling.Asking is null ? "." : $"; ask for any other with: {telling.Asking.WhyAny}")}");
        foreach (Entry entry in updated) telling.ExplainAll(entry);
    }

    private static IEnumerable<Entry> Order(Telling telling, int l) => telling.Recording.Order.Where(each => each.Quantity.Layer == l);

    private void Introduced(Telling telling, Entry entry)
    {
        if (WordsFor(entry.Quantity.Letter) is { } words) telling.Say(new WholeMatrix(entry.Symbol, entry.Quantity.Layer.ToString()), $" is {words}.");
        telling.ExplainAll(entry);
    }

    /// <summary>The address of the told example's number with this index.</summary>
    protected static Address At(Telling telling, int l, string letter, Form form, params ReadOnlySpan<int> index) =>
        telling.Book.At(Of(telling, l, letter), form, Telling.ToldExample, index);

    /// <summary>A quantity of the layer.</summary>
    protected static Quantity Of(Telling telling, int l, string letter) => telling.Plan.Find(letter, l)!;
}

/// <summary>Who tells of which kind: a teller is one file, and one line here.</summary>
internal static class LayerTellers
{
    private static readonly Dictionary<string, LayerTeller> All = new()
    {
        ["dense"] = new DenseTeller(),
        ["residual"] = new ResidualTeller(),
        ["layer-norm"] = new LayerNormTeller(),
        ["convolution"] = new ConvolutionTeller(),
        ["attention"] = new AttentionTeller(),
    };

    private static readonly LayerTeller Formulas = new();

    /// <summary>The kind's teller, or null where it has none of its own.</summary>
    public static LayerTeller? Named(string kind) => All.GetValueOrDefault(kind);

    /// <summary>Who tells of this layer.</summary>
    public static LayerTeller For(Telling telling, int l) => Named(telling.Network.Layers[l - 1].Kind) is { } teller && teller.Tells(telling, l) ? teller : Formulas;
}
