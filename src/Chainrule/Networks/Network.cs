using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>
/// A network of dense layers over numbers of type <typeparamref name="T"/>: parameters, and what is done with them. Forward and Backward stand
/// next to each other and are written once; careful doubles, floats, dual numbers, error bounds and recording values all run this text.
/// </summary>
/// <remarks>Layers count from 1 as in the books: <c>W[l]</c> maps <c>A[l−1]</c> to <c>Z[l]</c>. Slot 0 of the arrays is a 1 × 1 placeholder.</remarks>
public sealed class Network<T> where T : struct, IReal<T>
{
    private readonly Activation[] activations;
    private readonly bool isPaired;

    /// <summary>A network with the parameters of the specification, each turned into a number by <paramref name="number"/>.</summary>
    /// <exception cref="ArgumentNullException">There is no specification.</exception>
    public Network(NetworkSpec spec, Func<double, T>? number = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Spec = spec;
        Sizes = new(spec);
        Depth = spec.Layers.Count;
        isPaired = spec.Loss.IsPaired;
        activations = [Rules.Activation.Named("identity"), .. spec.Layers.Select(layer => layer.Activation)];
        Matrix<T>[] weights = new Matrix<T>[Depth + 1], biases = new Matrix<T>[Depth + 1];
        weights[0] = biases[0] = new Matrix<T>(1, 1);
        for (int l = 1; l <= Depth; l++)
        {
            weights[l] = Matrix<T>.WeightsFrom(spec.Layers[l - 1].Weights, number);
            biases[l] = Matrix<T>.From([spec.Layers[l - 1].Biases], number);
        }
        (W, b) = (new(weights), new(biases));
    }

    private Network(Network<T> other)
    {
        Spec = other.Spec;
        Depth = other.Depth;
        isPaired = other.isPaired;
        activations = other.activations;
        Sizes = other.Sizes;
        W = new([.. other.W.Select(w => w.Copy())]);
        b = new([.. other.b.Select(v => v.Copy())]);
    }

    /// <summary>What it was built from: activations, loss, shapes. The parameters of a trained network are in W and b, not here.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>How many layers, L.</summary>
    public int Depth { get; }

    // What workspaces and gradients are compared with at the door of each pass.
    internal LayerSizes Sizes { get; }

    /// <summary>How many numbers an input has.</summary>
    public int Inputs => Spec.Inputs;

    /// <summary>How many numbers an output has.</summary>
    public int Outputs => Spec.Outputs;

    /// <summary>Weights: <c>W[l][j, k]</c> goes to unit j of layer l from unit k of layer l − 1.</summary>
    public Matrices<T> W { get; }

    /// <summary>Biases, as rows: <c>b[l][0, j]</c> belongs to unit j of layer l.</summary>
    public Matrices<T> b { get; }

    /// <summary>A network with parameters of its own, equal to these.</summary>
    public Network<T> Copy() => new(this);

    /// <summary>The activation of layer l.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such layer.</exception>
    public Activation Activation(int l) => activations[l];

    /// <summary>Forward: from A[0] = X to the outputs A[L].</summary>
    /// <exception cref="ArgumentException">The workspace is null or was made for a network of other sizes.</exception>
    public void Forward(Workspace<T> at)
    {
        Fits(at);
        for (int l = 1; l <= Depth; l++)
        {
            if (at.Witness is null)
            {
                Kernels.Layer(at.A[l - 1], W[l], b[l], at.Z[l], Activation(l), at.A[l]); // nobody looks in between: both lines in one go
                continue;
            }
            Kernels.Affine(at.A[l - 1], W[l], b[l], at.Z[l]);                           // Z = A_prev·Wᵀ + b
            at.Witness.Wrote(Quantity.Z, l, at.Z[l]);

            Kernels.Apply(Activation(l), at.Z[l], at.A[l]);                             // A = f(Z)
            at.Witness.Wrote(Quantity.A, l, at.A[l]);
        }
    }

    /// <summary>The loss of the outputs against the targets Y: 1/n Σ L[e], or Σ L[e]. After <see cref="Forward"/>.</summary>
    /// <exception cref="ArgumentException">The workspace is null or was made for a network of other sizes.</exception>
    public T Measure(Workspace<T> at)
    {
        Fits(at);
        int L = Depth;
        Kernels.Measure(Spec.Loss, at.Z[L], at.A[L], at.Y, at.ExampleLoss);
        at.Witness?.Wrote(Quantity.ExampleLoss, 0, at.ExampleLoss);

        Kernels.ColumnSum(at.ExampleLoss, new Store<T>(), at.Loss);
        at.Loss[0, 0] = ExampleShare(at) * at.Loss[0, 0];
        at.Witness?.Wrote(Quantity.Loss, 0, at.Loss);
        return at.Loss[0, 0];
    }

    /// <summary>
    /// Backward: the chain rule from the loss to every dZ[l]; each line undoes the forward line named beside it. Parameters are only read:
    /// their gradients are the products of two factors kept here, dW[l] = dZ[l]ᵀ·A[l−1], taken by <see cref="Gradients"/> or
    /// <see cref="Descend(Workspace{T}, T, bool)"/> when no dA is wanted any more. So no dA can see a weight that has already moved.
    /// </summary>
    /// <exception cref="ArgumentException">The workspace is null or was made for a network of other sizes.</exception>
    public void Backward(Workspace<T> at)
    {
        Fits(at);
        Start(at);                                                                      // undoes L = loss(A, Y)
        if (!isPaired) Pull(at, Depth);                                                 // undoes A = f(Z)
        for (int l = Depth; l > 1; l--)                                                 // as far as layer 1: nobody asks for dX
        {
            if (at.Witness is null)
            {
                // Nobody looks in between: both lines in one go.
                Kernels.BackAndPull(at.dZ[l], W[l], at.dA[l - 1], Activation(l - 1), at.Z[l - 1], at.A[l - 1], at.dZ[l - 1]);
                continue;
            }
            Kernels.Back(at.dZ[l], W[l], at.dA[l - 1]);                                 // undoes Z = A_prev·Wᵀ + b, for A_prev
            at.Witness.Wrote(Quantity.DA, l - 1, at.dA[l - 1]);

            Pull(at, l - 1);                                                            // undoes A = f(Z)
        }
    }

    private void Pull(Workspace<T> at, int l)
    {
        Kernels.Pull(Activation(l), at.dA[l], at.Z[l], at.A[l], at.dZ[l]);
        at.Witness?.Wrote(Quantity.DZ, l, at.dZ[l]);
    }

    // For a fused pair the first gradient is dZ = share·(A − Y); otherwise it is dA.
    private void Start(Workspace<T> at)
    {
        Matrix<T> first = isPaired ? at.dZ[Depth] : at.dA[Depth];
        Kernels.Start(Spec.Loss, at.A[Depth], at.Y, ExampleShare(at), first);
        at.Witness?.Wrote(isPaired ? Quantity.DZ : Quantity.DA, Depth, first);
    }

    // The 1/n of the mean over the examples; this is the only place where it comes from.
    private T ExampleShare(Workspace<T> at) => Spec.Reduction == Reduction.Mean ? Share.Of<T>(at.Examples) : 1.0;

    /// <summary>The gradients of the parameters, dW = dZᵀ·A_prev and db = column sums of dZ, written out. After <see cref="Backward"/>.</summary>
    /// <exception cref="ArgumentException">The workspace or the gradients are null or were made for a network of other sizes.</exception>
    public void Gradients(Workspace<T> at, Gradients<T> into)
    {
        Fits(at);
        Fits(into);
        for (int l = 1; l <= Depth; l++)
        {
            Kernels.Outer(at.dZ[l], at.A[l - 1], new Store<T>(), into.dW[l]);           // undoes Z = A_prev·Wᵀ + b, for W
            at.Witness?.Wrote(Quantity.DW, l, into.dW[l]);
            Kernels.ColumnSum(at.dZ[l], new Store<T>(), into.db[l]);                    // undoes Z = A_prev·Wᵀ + b, for b
            at.Witness?.Wrote(Quantity.Db, l, into.db[l]);
        }
    }

    /// <summary>The update θ ← θ − η·∂L/∂θ without storing the gradients: the same bits as by way of <see cref="Gradients"/>.</summary>
    /// <exception cref="ArgumentException">The workspace is null or was made for a network of other sizes.</exception>
    public void Descend(Workspace<T> at, T learningRate, bool updateBiases = true)
    {
        Fits(at);
        Descend<T> descend = new(learningRate);
        for (int l = 1; l <= Depth; l++)
        {
            Kernels.Outer(at.dZ[l], at.A[l - 1], descend, W[l]);
            if (updateBiases) Kernels.ColumnSum(at.dZ[l], descend, b[l]);
        }
    }

    /// <summary>The update θ ← θ − η·∂L/∂θ from gradients that were written out.</summary>
    /// <exception cref="ArgumentException">The gradients are null or were made for a network of other sizes.</exception>
    public void Descend(Gradients<T> gradients, T learningRate, bool updateBiases = true, IWitness<T>? witness = null)
    {
        Fits(gradients);
        Descend<T> descend = new(learningRate);
        for (int l = 1; l <= Depth; l++)
        {
            Kernels.Move(W[l], gradients.dW[l], descend);
            witness?.Wrote(Quantity.NewW, l, W[l]);
            if (updateBiases) Kernels.Move(b[l], gradients.db[l], descend);
            witness?.Wrote(Quantity.NewB, l, b[l]);
        }
    }

    private void Fits(Workspace<T> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        Sizes.Want(at.MadeFor, "workspace", nameof(at));
    }

    private void Fits(Gradients<T> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Sizes.Want(gradients.MadeFor, "gradients", nameof(gradients));
    }
}
