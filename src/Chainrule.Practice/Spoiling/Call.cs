using Chainrule.Layers;

namespace Chainrule.Practice.Spoiling;

/// <summary>Which verb of <see cref="IKernels"/> was said.</summary>
internal enum Verb
{
    Affine,
    Apply,
    Pull,
    Back,
    KeepWeights,
    KeepBias,
    KeepProducts,
    KeepRows,
    Row,
    Gather,
    Scatter,
    Look,
    Product,
    Measure,
    Total,
    Start,
}

/// <summary>
/// A verb as a layer's text said it: what it writes, from what, and with which law. A gradient of a parameter, which is kept, counts as written.
/// </summary>
/// <param name="Verb">The verb.</param>
/// <param name="Into">What it writes.</param>
/// <param name="Of">What it reads, in the order of the verb.</param>
/// <param name="Law">The activation, loss, law, places or product; null for none.</param>
/// <param name="Say">Says it again.</param>
internal sealed record Call(Verb Verb, Operand Into, Operand[] Of, object? Law, Action<IKernels> Say)
{
    /// <summary>The layer whose text it stands in: that of what is written forward, and of what is read backward.</summary>
    public int Layer => Into.IsGradient ? Of[0].Of.Layer : Into.Of.Layer;

    /// <summary>By what it is found again when the text is read anew: a plan's text never says the same verb of the same operands twice, or then means both.</summary>
    public CallKey Key => new(Verb, Into, At(0), At(1), At(2));

    private Operand At(int index) => index < Of.Length ? Of[index] : default;
}

/// <inheritdoc cref="Call.Key"/>
internal readonly record struct CallKey(Verb Verb, Operand Into, Operand First, Operand Second, Operand Third);
