using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra;

/// <summary>
/// What is asked of matrices, as orders to be carried out again and again: each method is handed the matrices once and returns the work, so that in a step nothing is
/// chosen, looked up or allocated. <see cref="PlainKernels{T}"/> does it for any type of number with the three loops of <see cref="Plain"/>; the kernels in
/// <c>Tuned</c> do it for floats in the registers of a processor. A device would be another such class. Whoever calls has checked the shapes.
/// </summary>
internal abstract class Kernels<T> where T : struct, IReal<T>
{
    /// <summary>How wide the panels are in which weights must lie; 0 where they lie in rows.</summary>
    internal virtual int PanelWidth => 0;

    /// <summary>How many bits the registers have in whose order sums are taken; 0 where they are taken number by number. Other bits of registers, other bits of sums.</summary>
    internal virtual int RegisterBits => 0;

    /// <summary>Z = A·Wᵀ + b.</summary>
    internal abstract Action Affine(Matrix<T> A, Matrix<T> W, Matrix<T> b, Matrix<T> Z);

    /// <summary>A = f(Z), row by row.</summary>
    internal abstract Action Apply(Activation f, Matrix<T> Z, Matrix<T> A);

    /// <summary>Z = A·Wᵀ + b and next = f(Z) in one go.</summary>
    internal virtual Action Layer(Matrix<T> A, Matrix<T> W, Matrix<T> b, Matrix<T> Z, Activation f, Matrix<T> next) => Affine(A, W, b, Z) + Apply(f, Z, next);

    /// <summary>The loss of each row, n × 1.</summary>
    internal abstract Action Measure(Loss loss, Matrix<T> Z, Matrix<T> A, Matrix<T> Y, Matrix<T> losses);

    /// <summary>Where the backward pass starts, given the share of a row: share·∂ℓ/∂A, or for a fused pair share·∂ℓ/∂Z.</summary>
    internal abstract Action<T> Start(Loss loss, Matrix<T> A, Matrix<T> Y, Matrix<T> gradient);

    /// <summary>dZ from dA, row by row: the chain rule through A = f(Z).</summary>
    internal abstract Action Pull(Activation f, Matrix<T> dA, Matrix<T> Z, Matrix<T> A, Matrix<T> dZ);

    /// <summary>dA = dZ·W.</summary>
    internal abstract Action Back(Matrix<T> dZ, Matrix<T> W, Matrix<T> dA);

    /// <summary>dA = dZ·W and before = dA ⊙ f′(Z) in one go, for an f that acts on each number by itself.</summary>
    internal virtual Action BackAndPull(Matrix<T> dZ, Matrix<T> W, Matrix<T> dA, Activation f, Matrix<T> Z, Matrix<T> A, Matrix<T> before) =>
        Back(dZ, W, dA) + Pull(f, dA, Z, A, before);

    /// <summary>dW = dZᵀ·A, kept as its factors.</summary>
    internal abstract Kept<T> Outer(Matrix<T> dZ, Matrix<T> A);

    /// <summary>db = column sums of dZ, kept as the matrix it sums.</summary>
    internal abstract Kept<T> ColumnSum(Matrix<T> dZ);

    /// <summary>How an update moves parameters, from gradients that were stored and states as many as it has.</summary>
    internal virtual Moves<T> Move(Update update, Matrix<T> parameters, Matrix<T> gradients, params Matrix<T>[] states) =>
        update.Read(new PlainUpdate<T>(parameters, gradients, states));

    /// <summary>into = law(of), row by row; operands of one row stand for all.</summary>
    internal virtual Action Row(IRowLaw law, Matrix<T> into, Matrix<T>[] of) => () => Plain.Row(law, into, of);

    /// <summary>g = Σ over the rows of dA ⊙ N, kept as its factors.</summary>
    internal virtual Kept<T> RowProducts(Matrix<T> dA, Matrix<T> N) => Kept<T>.Stored(cells => Plain.RowProducts(dA, N, cells));

    /// <summary>into[i] = from[places], number by number; see <see cref="Places"/>.</summary>
    internal virtual Action Gather(Matrix<T> into, Matrix<T> from, Places places) => () => Plain.Gather(into, from, places);

    /// <summary>into[places] = Σ from[i], the way back of <see cref="Gather"/>.</summary>
    internal virtual Action Scatter(Matrix<T> into, Matrix<T> from, Places places) => () => Plain.Scatter(into, from, places);

    /// <summary>into = the rows of the table which the ids name.</summary>
    internal virtual Action Look(Matrix<T> into, Matrix<T> table, int[] ids) => () => Plain.Look(into, table, ids);

    /// <summary>The gradient of the table: each row of dA added where it came from, kept as what it is made of.</summary>
    internal virtual Kept<T> ScatterRows(Matrix<T> dA, int[] ids) => Kept<T>.Stored(cells => Plain.ScatterRows(dA, ids, cells));

    /// <summary>A product of two values, example by example and head by head; see <see cref="HeadProduct"/>.</summary>
    internal virtual Action Product(HeadProduct product, Matrix<T> into, Matrix<T> left, Matrix<T> right) => () => Plain.Product(product, into, left, right);

    /// <summary>total += part.</summary>
    internal virtual Action Accumulate(Matrix<T> part, Matrix<T> total) => () => Plain.Accumulate(part, total);
}

/// <summary>
/// The gradient of a parameter as what it is made of, kept until no other gradient is wanted any more: so no gradient can see a parameter that has already moved.
/// </summary>
/// <param name="Store">cells = g.</param>
/// <param name="Descend">cells ← cells − η·g without storing g, with the bits of storing it first; null where only storing is written.</param>
internal sealed record Kept<T>(Action<Matrix<T>> Store, Action<Matrix<T>, T>? Descend) where T : struct, IReal<T>
{
    internal static Kept<T> Stored(Action<Matrix<T>> store) => new(store, null);
}
