using Chainrule.Export.Parameters;
using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Export.CSharp.Layers;

/// <summary>Each kind of layer as a method of C#.</summary>
internal static class CSharpNetwork
{
    // Of null there is nothing to do: dropout acts in training only, and numbers lie flat anyway.
    private static readonly Dictionary<LayerKind, Func<CSharpPlace, CSharpMethod?>> known = new()
    {
        [Dense.OfKind] = CSharpRows.Dense,
        [Dropout.OfKind] = _ => null,
        [Residual.OfKind] = CSharpRows.Residual,
        [LayerNorm.OfKind] = CSharpRows.LayerNorm,
        [RmsNorm.OfKind] = CSharpRows.RmsNorm,
        [Convolution.OfKind] = CSharpPictures.Convolution,
        [MaxPooling.OfKind] = CSharpPictures.MaxPooling,
        [Flatten.OfKind] = _ => null,
        [Embedding.OfKind] = CSharpSequences.Embedding,
        [Positions.OfKind] = CSharpSequences.Positions,
        [Attention.OfKind] = CSharpSequences.Attention,
    };

    /// <summary>The layer as a method, or null where there is nothing to do.</summary>
    /// <exception cref="ProblemException">The layer or its activation is one of somebody's own, or a number is larger than any float.</exception>
    internal static CSharpMethod? Method(CSharpPlace at) =>
        known.TryGetValue(at.Spec.Described, out Func<CSharpPlace, CSharpMethod?>? write) ? write(at) : throw Refused.Kind(at.Spec, at.Layer, known.Keys);
}
