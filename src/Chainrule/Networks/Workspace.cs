using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

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
    /// <summary>Room for a batch of n examples through this network.</summary>
    public Workspace(Network<T> network, int examples)
    {
        int depth = network.Depth;
        A = new Matrix<T>[depth + 1];
        Z = new Matrix<T>[depth + 1];
        dA = new Matrix<T>[depth + 1];
        dZ = new Matrix<T>[depth + 1];
        // Layer 0 has no pre-activation: its slots hold the inputs' shape and are never written.
        A[0] = Z[0] = dA[0] = dZ[0] = new Matrix<T>(examples, network.Inputs);
        for (int l = 1; l <= depth; l++)
        {
            int units = network.W[l].Rows;
            Z[l] = new Matrix<T>(examples, units);
            A[l] = new Matrix<T>(examples, units);
            dA[l] = new Matrix<T>(examples, units);
            dZ[l] = new Matrix<T>(examples, units);
        }
        Y = new Matrix<T>(examples, network.Outputs);
        ExampleLoss = new Matrix<T>(examples, 1);
        Loss = new Matrix<T>(1, 1);
    }

    /// <summary>How many examples.</summary>
    public int Examples => Y.Rows;

    /// <summary>Activations, n × units; <c>A[0]</c> are the inputs X.</summary>
    public Matrix<T>[] A { get; }

    /// <summary>Pre-activations, n × units, from l = 1.</summary>
    public Matrix<T>[] Z { get; }

    /// <summary>∂L/∂A, from l = 1. The last one is not used where loss and output activation are a pair.</summary>
    public Matrix<T>[] dA { get; }

    /// <summary>∂L/∂Z, from l = 1; printed as δ.</summary>
    public Matrix<T>[] dZ { get; }

    /// <summary>Targets, n × outputs.</summary>
    public Matrix<T> Y { get; }

    /// <summary>The loss of each example, n × 1.</summary>
    public Matrix<T> ExampleLoss { get; }

    /// <summary>The loss, 1 × 1.</summary>
    public Matrix<T> Loss { get; }

    /// <summary>Who is told of each matrix that is written; null in training.</summary>
    public IWitness<T>? Witness { get; set; }

    /// <summary>Puts the examples in place, each double turned into a number by <paramref name="number"/>.</summary>
    public void Load(Batch batch, Func<double, T>? number = null)
    {
        for (int e = 0; e < batch.Count; e++)
        {
            for (int k = 0; k < A[0].Columns; k++) A[0][e, k] = number is null ? batch.X[e][k] : number(batch.X[e][k]);
            for (int j = 0; j < Y.Columns; j++) Y[e, j] = number is null ? batch.Y[e][j] : number(batch.Y[e][j]);
        }
    }
}

/// <summary>The gradients of the parameters, kept to be looked at: <c>dW[l]</c> beside <c>W[l]</c>, <c>db[l]</c> beside <c>b[l]</c>, for l = 1 … L.</summary>
public sealed class Gradients<T> where T : struct, IReal<T>
{
    /// <summary>Room for the gradients of this network.</summary>
    public Gradients(Network<T> network)
    {
        dW = [.. network.W.Select(w => Matrix<T>.ForWeights(w.Rows, w.Columns))];
        db = [.. network.b.Select(b => new Matrix<T>(b.Rows, b.Columns))];
    }

    /// <summary>∂L/∂W, out × in.</summary>
    public Matrix<T>[] dW { get; }

    /// <summary>∂L/∂b, 1 × out.</summary>
    public Matrix<T>[] db { get; }
}
