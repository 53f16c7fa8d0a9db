using Chainrule.Layers;

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
        ["positions"] = new PositionsTeller(),
        ["attention"] = new AttentionTeller(),
    };

    private static readonly LayerTeller Formulas = new();

    /// <summary>The kind's teller, or null where it has none of its own. A kind from elsewhere may have the name of one that has.</summary>
    public static LayerTeller? Of(LayerKind kind) => LayerKind.All.Contains(kind) ? All.GetValueOrDefault(kind.Name) : null;

    /// <summary>Who tells of this layer.</summary>
    public static LayerTeller For(Telling telling, int l) => Of(telling.Network.Layers[l - 1].Described) is { } teller && teller.Tells(telling, l) ? teller : Formulas;
}
