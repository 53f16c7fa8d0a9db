using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Networks;

/// <summary>The gradients of the parameters, kept to be looked at: <c>dW[l]</c> beside <c>W[l]</c>, <c>db[l]</c> beside <c>b[l]</c>, for l = 1 … L.</summary>
/// <remarks>Any number of threads may read them while nobody writes.</remarks>
public sealed class Gradients<T> where T : struct, IReal<T>
{
    /// <summary>Room for the gradients of this network.</summary>
    public Gradients(Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        All = [.. network.Plan.Parameters.Select(network.Room)];
        (dW, db) = (new("dW", network.Plan, "W", Known), new("db", network.Plan, "b", Known));
    }

    // A layer may have given the letter to something that is not learned.
    private Matrix<T>? Known(Quantity quantity) => quantity.Role == Role.Parameter ? this[quantity] : null;

    internal Network<T> Network { get; }

    internal IReadOnlyList<Matrix<T>> All { get; }

    /// <summary>∂L/∂W, out × in.</summary>
    public PerLayer<T> dW { get; }

    /// <summary>∂L/∂b, 1 × out.</summary>
    public PerLayer<T> db { get; }

    /// <summary>The gradient of a parameter of the network.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public Matrix<T> this[Quantity parameter] => All.Zip(Network.Plan.Parameters).FirstOrDefault(each => each.Second == parameter).First
        ?? throw new ArgumentException($"got {parameter}, wanted a parameter of the network", nameof(parameter));
}
