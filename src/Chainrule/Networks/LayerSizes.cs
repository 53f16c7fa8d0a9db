using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Chainrule.Networks;

/// <summary>
/// Inputs and units of a network, for the door of each pass: a workspace carries the sizes of the network it was made for. Usually both are the same
/// object, so that the door costs a comparison of references.
/// </summary>
internal sealed class LayerSizes
{
    private readonly int[] sizes;

    internal LayerSizes(NetworkSpec spec) => sizes = [spec.Inputs, .. spec.Layers.Select(layer => layer.Units)];

    /// <summary>Refuses what was made for a network of other sizes: the kernels would reach beyond its matrices.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Want(LayerSizes got, string what, string parameter)
    {
        if (!ReferenceEquals(this, got)) Compare(got, what, parameter);
    }

    private void Compare(LayerSizes got, string what, string parameter)
    {
        if (!sizes.AsSpan().SequenceEqual(got.sizes)) Refuse(got, what, parameter);
    }

    [DoesNotReturn]
    private void Refuse(LayerSizes got, string what, string parameter) => throw new ArgumentException(
        $"{what}: got one made for a network of {got}, wanted one for this network of {this}; make it of the network that it is used with", parameter);

    /// <summary>As in <c>784-30-10</c>.</summary>
    public override string ToString() => string.Join('-', sizes);
}
