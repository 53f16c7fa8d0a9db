using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Layers;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Tells of the layers of one kind. Without a teller of its own a layer's chapter is its formulas, in the order in which the engine computed them: what this class does.</summary>
internal class LayerTeller : IKindWords
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

    /// <inheritdoc/>
    public virtual string? WordsForGradient(string letter) => null;

    /// <inheritdoc/>
    public virtual string? WordsForLocal => null;

    /// <summary>Which numbers of a list are told, and what these are; null for those with the largest gradients.</summary>
    protected virtual (Func<Address, bool> Which, string Words)? Told(Telling telling, Entry entry) => null;

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
        foreach (Entry entry in Order(telling, l).Where(each => each.Form == Form.Gradient)) telling.ExplainAll(entry, Told(telling, entry));
    }

    /// <summary>The update, if there is anything to update.</summary>
    public virtual void Update(Telling telling, int l)
    {
        if (!ParametersOf(telling, l).Any()) return;
        telling.Heading(2, $"Layer {l}: {telling.Network.Layers[l - 1].Words}");
        ExplainMost(telling, l);
    }

    /// <summary>Of each parameter of the layer how the number moves that has the largest gradient.</summary>
    protected static void ExplainMost(Telling telling, int l)
    {
        if (ParametersOf(telling, l).Any(each => each.Shape.Count > 1))
            telling.Note($"Of each parameter the number {(telling.Update.States.Count == 0 ? "that moves most" : "with the largest gradient")} is shown{(telling.Asking is null ? "." : $"; ask for any other with: {telling.Asking.WhyAny}")}");
        foreach (Quantity parameter in ParametersOf(telling, l)) telling.ExplainUpdate(parameter);
    }

    private static IEnumerable<Quantity> ParametersOf(Telling telling, int l) => telling.Plan.Parameters.Where(each => each.Layer == l && telling.IsUpdated(each));

    private static IEnumerable<Entry> Order(Telling telling, int l) => telling.Recording.Order.Where(each => each.Quantity.Layer == l);

    private void Introduced(Telling telling, Entry entry)
    {
        if (WordsFor(entry.Quantity.Letter) is { } words) telling.Say(new WholeMatrix(entry.Symbol, entry.Quantity.Layer.ToString()), $" is {words}.");
        telling.ExplainAll(entry, Told(telling, entry));
    }

    /// <summary>The address of the told example's number with this index.</summary>
    protected static Address At(Telling telling, int l, string letter, Form form, params ReadOnlySpan<int> index) =>
        telling.Book.At(Of(telling, l, letter), form, Telling.ToldExample, index);

    /// <summary>A quantity of the layer.</summary>
    protected static Quantity Of(Telling telling, int l, string letter) => telling.Plan.Find(letter, l)!;
}
