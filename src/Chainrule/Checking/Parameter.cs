using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Checking;

/// <summary>
/// The address of a parameter: <c>W1[0,1]</c> goes to unit 0 of layer 1 from unit 1 of layer 0, <c>b2[1]</c> is the bias of unit 1 of layer 2.
/// Layers count from 1, units from 0.
/// </summary>
/// <param name="Layer">Which layer, from 1.</param>
/// <param name="To">Which unit of the layer, from 0.</param>
/// <param name="From">Which unit of the layer before, from 0; null for a bias.</param>
public readonly record struct Parameter(int Layer, int To, int? From)
{
    /// <summary>All parameters of a network, in the order W1, b1, W2, b2, ….</summary>
    public static IEnumerable<Parameter> Of(NetworkSpec network) => All(Given.NotNull(network));

    private static IEnumerable<Parameter> All(NetworkSpec network)
    {
        for (int l = 1; l <= network.Layers.Count; l++)
        {
            LayerSpec layer = network.Layers[l - 1];
            for (int j = 0; j < layer.Units; j++)
                for (int k = 0; k < layer.Inputs; k++) yield return new Parameter(l, j, k);
            for (int j = 0; j < layer.Units; j++) yield return new Parameter(l, j, null);
        }
    }

    /// <summary>The parameter in a network, to read or to set.</summary>
    /// <exception cref="IndexOutOfRangeException">The network has no such parameter.</exception>
    public ref T In<T>(Network<T> network) where T : struct, IReal<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (From is int k) return ref network.W[Layer][To, k];
        return ref network.b[Layer][0, To];
    }

    /// <summary>Its gradient.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such parameter.</exception>
    public T In<T>(Gradients<T> gradients) where T : struct, IReal<T> =>
        gradients is null ? throw new ArgumentNullException(nameof(gradients)) : From is int k ? gradients.dW[Layer][To, k] : gradients.db[Layer][0, To];

    /// <summary>The address.</summary>
    public override string ToString() => From is null ? $"b{Layer}[{To}]" : $"W{Layer}[{To},{From}]";
}
