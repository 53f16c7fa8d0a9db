using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Reasons;

/// <summary>A number that is asked about, and what its formula says of it: what a reason claims is looked up here.</summary>
internal sealed class Question
{
    private readonly IReadOnlySet<string> said;

    /// <summary>A question about a number.</summary>
    /// <param name="recording">The step.</param>
    /// <param name="address">The number.</param>
    /// <param name="said">The keys of the reasons that have been given before.</param>
    /// <param name="wordsOf">What is said of the gradients of a kind of layer, or null.</param>
    public Question(Recording recording, Address address, IReadOnlySet<string> said, Func<LayerKind, IKindWords?> wordsOf)
    {
        (Recording, Address, Formula, this.said, WordsOf) = (recording, address, recording.FormulaOf(address), said, wordsOf);
        Upstreams = IsGradient && Formula is not null ? [.. Formula.Addresses().Where(each => each.IsGradient)] : [];
    }

    public Recording Recording { get; }

    public Func<LayerKind, IKindWords?> WordsOf { get; }

    public Address Address { get; }

    /// <summary>How it was computed; null where it was given.</summary>
    public Formula? Formula { get; }

    /// <summary>The gradients in its formula: those of the numbers that come next.</summary>
    public IReadOnlyList<Address> Upstreams { get; }

    /// <summary>Whether the reason of this key has not been given yet. Who takes long to find one asks before.</summary>
    public bool Wants(string key) => !said.Contains(key);

    public bool IsGradient => Address.IsGradient;

    public double Value => Recording[Address];

    public AddressBook Book => Recording.Book;

    public NetworkSpec Network => Recording.Problem.Network;

    /// <summary>The number whose gradient, or whose new value, this is.</summary>
    public Address Base => Address.As(Address.Symbol.Base);

    public Quantity? Quantity => Book.Find(Address.Symbol, Address.Layer);

    /// <summary>The layer's specification; null for what is of no layer.</summary>
    public LayerSpec? Layer => Address.Layer > 0 ? Network.Layers[Address.Layer - 1] : null;

    /// <summary>The activation through which the number went, if it is a pre-activation.</summary>
    public Activation? Through => Address.Layer > 0 && Book.Plan.Layers[Address.Layer - 1].Ending is { } ending && ending.Z == Quantity ? ending.F : null;

    /// <summary>Whether the backward pass starts with it: it is what the loss reads.</summary>
    public bool IsStart => IsGradient && Upstreams.Count == 0 && Address.Layer == Book.Depth && Quantity == (Network.Loss.IsPaired ? Book.Plan.Layers[^1].Ending?.Z : Book.Plan.Layers[^1].Output);

    /// <summary>How many examples the loss is a mean over; 1 where it is none.</summary>
    public int MeanOver => Book.HasExampleIndex && Network.Reduction == Reduction.Mean ? Recording.Problem.Batch.Count : 1;
}
