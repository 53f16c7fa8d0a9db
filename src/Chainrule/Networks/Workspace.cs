using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>What a matrix of a step is.</summary>
public enum Quantity
{
    /// <summary>Pre-activations, n × units.</summary>
    Z,

    /// <summary>Activations, n × units; of layer 0 the inputs.</summary>
    A,

    /// <summary>The loss of each example, n × 1.</summary>
    ExampleLoss,

    /// <summary>The loss, 1 × 1.</summary>
    Loss,

    /// <summary>∂L/∂A, n × units.</summary>
    DA,

    /// <summary>∂L/∂Z, n × units.</summary>
    DZ,

    /// <summary>∂L/∂W, out × in.</summary>
    DW,

    /// <summary>∂L/∂b, 1 × out.</summary>
    Db,

    /// <summary>The weights after the update, out × in.</summary>
    NewW,

    /// <summary>The biases after the update, 1 × out.</summary>
    NewB,
}

/// <summary>Is told of every matrix right after it was written, and may replace its numbers by equal ones, such as named nodes of a graph.</summary>
public interface IWitness<T> where T : struct, IReal<T>
{
    /// <summary>The matrix of this quantity and layer (1 … L; 0 where there is no layer) has just been written.</summary>
    void Wrote(Quantity quantity, int layer, Matrix<T> numbers);
}

/// <summary>
/// The numbers of one step for a batch of n examples, in the letters of the book: <c>A[0]</c> = X, then <c>Z[l]</c>, <c>A[l]</c> for the layers l = 1 … L, and
/// beside each its gradient. Allocated once; every step writes over it.
/// </summary>
public sealed class Workspace<T> where T : struct, IReal<T>
{
    private readonly Loss loss;

    /// <summary>Room for a batch of n examples through this network.</summary>
    /// <exception cref="ArgumentException">The network is null, or n is not positive.</exception>
    public Workspace(Network<T> network, int examples)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(examples);
        (MadeFor, loss) = (network.Sizes, network.Spec.Loss);
        int depth = network.Depth;
        Matrix<T>[] a = new Matrix<T>[depth + 1], z = new Matrix<T>[depth + 1], da = new Matrix<T>[depth + 1], dz = new Matrix<T>[depth + 1];
        // Layer 0 has no pre-activation: its slots hold the inputs' shape and are never written.
        a[0] = z[0] = da[0] = dz[0] = new Matrix<T>(examples, network.Inputs);
        for (int l = 1; l <= depth; l++)
        {
            int units = network.W[l].Rows;
            z[l] = new Matrix<T>(examples, units);
            a[l] = new Matrix<T>(examples, units);
            da[l] = new Matrix<T>(examples, units);
            dz[l] = new Matrix<T>(examples, units);
        }
        (A, Z, dA, dZ) = (new(a), new(z), new(da), new(dz));
        Y = new Matrix<T>(examples, network.Outputs);
        ExampleLoss = new Matrix<T>(examples, 1);
        Loss = new Matrix<T>(1, 1);
    }

    // The sizes of the network: any network of the same sizes may use it.
    internal LayerSizes MadeFor { get; }

    /// <summary>How many examples.</summary>
    public int Examples => Y.Rows;

    /// <summary>Activations, n × units; <c>A[0]</c> are the inputs X.</summary>
    public Matrices<T> A { get; }

    /// <summary>Pre-activations, n × units, from l = 1.</summary>
    public Matrices<T> Z { get; }

    /// <summary>∂L/∂A, from l = 1. The last one is not used where loss and output activation are a pair.</summary>
    public Matrices<T> dA { get; }

    /// <summary>∂L/∂Z, from l = 1; printed as δ.</summary>
    public Matrices<T> dZ { get; }

    /// <summary>Targets, n × outputs.</summary>
    public Matrix<T> Y { get; }

    /// <summary>The loss of each example, n × 1.</summary>
    public Matrix<T> ExampleLoss { get; }

    /// <summary>The loss, 1 × 1.</summary>
    public Matrix<T> Loss { get; }

    /// <summary>Who is told of each matrix that is written; null in training.</summary>
    public IWitness<T>? Witness { get; set; }

    /// <summary>Puts the examples in place, each double turned into a number by <paramref name="number"/>.</summary>
    /// <exception cref="ProblemException">Not as many examples as there is room for, wrong sizes, or targets that the network's loss cannot take.</exception>
    public void Load(Batch batch, Func<double, T>? number = null)
    {
        All(Loading.Check(batch, A[0].Columns, Y.Columns, Examples, loss));
        for (int e = 0; e < batch.Count; e++)
        {
            for (int k = 0; k < A[0].Columns; k++) A[0][e, k] = number is null ? batch.X[e][k] : number(batch.X[e][k]);
            for (int j = 0; j < Y.Columns; j++) Y[e, j] = number is null ? batch.Y[e][j] : number(batch.Y[e][j]);
        }
    }

    /// <summary>Puts examples in place that stand one after the other, each with the network's inputs in x and its outputs in y.</summary>
    /// <exception cref="ProblemException">
    /// No whole number of examples, not as many as there is room for, a number that is not finite, or targets that the network's loss cannot take.
    /// </exception>
    public void Load(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        All(Loading.Check(x, y, A[0].Columns, Y.Columns, Examples, loss));
        Loading.Put(x, A[0]);
        Loading.Put(y, Y);
    }

    /// <inheritdoc cref="Load(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void Load(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        All(Loading.Check(x, y, A[0].Columns, Y.Columns, Examples, loss));
        Loading.Put(x, A[0]);
        Loading.Put(y, Y);
    }

    // Rows left over from other examples would have a part in the loss.
    private void All(int count)
    {
        if (count != Examples) throw new ProblemException($"examples: got {count}, wanted {Examples}, all that this workspace has room for; make another one, new Workspace<T>(network, {count})");
    }
}

/// <summary>The gradients of the parameters, kept to be looked at: <c>dW[l]</c> beside <c>W[l]</c>, <c>db[l]</c> beside <c>b[l]</c>, for l = 1 … L.</summary>
public sealed class Gradients<T> where T : struct, IReal<T>
{
    /// <summary>Room for the gradients of this network.</summary>
    /// <exception cref="ArgumentNullException">There is no network.</exception>
    public Gradients(Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        MadeFor = network.Sizes;
        dW = new([.. network.W.Select(w => Matrix<T>.ForWeights(w.Rows, w.Columns))]);
        db = new([.. network.b.Select(b => new Matrix<T>(b.Rows, b.Columns))]);
    }

    // The sizes of the network: any network of the same sizes may use them.
    internal LayerSizes MadeFor { get; }

    /// <summary>∂L/∂W, out × in.</summary>
    public Matrices<T> dW { get; }

    /// <summary>∂L/∂b, 1 × out.</summary>
    public Matrices<T> db { get; }
}
