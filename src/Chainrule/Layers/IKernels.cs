using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// The verbs of which layers are written. Who implements them is a reader of layers: it binds each verb, once, to matrices of its type of number, or, as a wrapper around
/// another reader, spoils or watches some of them. A verb may not be called outside <see cref="ILayer.Forward"/> and <see cref="ILayer.Backward"/>.
/// </summary>
/// <remarks>
/// A verb that would read a gradient which nobody writes (dA of a pair of loss and activation), or write one which nobody wants (of what was given), is skipped. A gradient that is written
/// several times is the sum of what is written. Every verb checks that the shapes of its operands fit and throws <see cref="ProblemException"/> where they do not.
/// </remarks>
public interface IKernels
{
    /// <summary>Z = X·Wᵀ + b, row by row.</summary>
    void Affine(Quantity X, Quantity W, Quantity b, Quantity Z);

    /// <summary>A = f(Z), row by row.</summary>
    void Apply(Activation f, Quantity Z, Quantity A);

    /// <summary>dZ from dA: undoes A = f(Z).</summary>
    void Pull(Activation f, Quantity A, Quantity Z);

    /// <summary>dX = dZ·W: undoes Z = X·Wᵀ + b, for X.</summary>
    void Back(Quantity Z, Quantity W, Quantity X);

    /// <summary>dW = dZᵀ·X, kept as its factors: undoes Z = X·Wᵀ + b, for W.</summary>
    void Keep(Quantity W, Quantity Z, Quantity X);

    /// <summary>db = column sums of dZ, kept: undoes what b was added to in every row.</summary>
    void Keep(Quantity b, Quantity Z);

    /// <summary>dg = column sums of dA ⊙ N, kept: undoes A = g ⊙ N, where g multiplies every row.</summary>
    void KeepProducts(Quantity g, Quantity A, Quantity N);

    /// <summary>The gradient of a table, each row of dA added to the row that was looked up, kept: undoes <see cref="Look"/>.</summary>
    void KeepRows(Quantity table, Quantity A, Quantity ids);

    /// <summary>into = law(of), row by row. What is not there for every row, such as a parameter, is the same for all.</summary>
    void Row(IRowLaw law, Operand into, params ReadOnlySpan<Operand> of);

    /// <summary>into = numbers of from, each from its place.</summary>
    void Gather(Operand into, Operand from, Places places);

    /// <summary>The way back of <see cref="Gather"/>: what came from one place several times is added up.</summary>
    void Scatter(Operand into, Operand from, Places places);

    /// <summary>A = the rows of the table which the ids name, whole numbers from 0.</summary>
    void Look(Quantity A, Quantity table, Quantity ids);

    /// <summary>A product of two values, example by example.</summary>
    void Product(HeadProduct product, Operand into, Operand left, Operand right);

    /// <summary>The loss of each row.</summary>
    void Measure(Loss loss, Quantity Z, Quantity A, Quantity Y, Quantity losses);

    /// <summary>The loss of the batch: the mean over the examples, or their sum.</summary>
    void Total(Quantity losses, Quantity total);

    /// <summary>Where the backward pass starts: share·∂ℓ/∂A, or for a loss that is fused with its activation share·∂ℓ/∂Z. The share is the 1/n of a mean over n examples, over each example's positions.</summary>
    void Start(Loss loss, Quantity A, Quantity Y, Operand into);
}
