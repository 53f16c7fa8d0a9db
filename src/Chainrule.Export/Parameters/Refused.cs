using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Export.Parameters;

/// <summary>Laws and kinds of layers that somebody wrote for themselves have no counterpart elsewhere, whatever they are called.</summary>
internal static class Refused
{
    internal static ProblemException Kind(LayerSpec layer, int l, IEnumerable<LayerKind> known) => new(
        $"layers[{l - 1}]: a layer of kind \"{layer.Kind}\" cannot be exported, since it is one of your own; wanted {string.Join(", ", known)}");

    internal static ProblemException Activation(Activation f, int l, IEnumerable<Activation> known) => new(
        $"layers[{l - 1}].activation: \"{f}\" cannot be exported, since it is one of your own; wanted {string.Join(", ", known)}");
}
