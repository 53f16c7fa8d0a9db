namespace Chainrule.Explain.Stories.Tellers;

/// <summary>Who tells of which kind: a teller is one file, and one line here.</summary>
internal static class LayerTellers
{
    private static readonly Dictionary<string, LayerTeller> All = new()
    {
        ["dense"] = new DenseTeller(),
        ["residual"] = new ResidualTeller(),
        ["layer-norm"] = new LayerNormTeller(),
        ["convolution"] = new ConvolutionTeller(),
        ["max-pooling"] = new MaxPoolingTeller(),
        ["attention"] = new AttentionTeller(),
    };

    private static readonly LayerTeller Formulas = new();

    /// <summary>The kind's teller, or null where it has none of its own.</summary>
    public static LayerTeller? Named(string kind) => All.GetValueOrDefault(kind);

    /// <summary>Who tells of this layer.</summary>
    public static LayerTeller For(Telling telling, int l) => Named(telling.Network.Layers[l - 1].Kind) is { } teller && teller.Tells(telling, l) ? teller : Formulas;
}
