using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra;

/// <summary>
/// The few products a network needs, as the three loops they are. These are read by students, run by every number type, and remain the
/// oracle for any faster version. Shapes were checked when the network was placed; there are no checks in here.
/// </summary>
internal static partial class Plain
{
    /// <summary>Z = A·Wᵀ + b: Z[e,j] = Σₖ W[j,k]·A[e,k] + b[j]. A: n × in, W: out × in, b: 1 × out, Z: n × out.</summary>
    public static void Affine<T>(Matrix<T> A, Matrix<T> W, Matrix<T> b, Matrix<T> Z) where T : struct, IReal<T>
    {
        for (int e = 0; e < A.Rows; e++)
            for (int j = 0; j < W.Rows; j++)
            {
                T sum = W[j, 0] * A[e, 0];
                for (int k = 1; k < W.Columns; k++) sum = T.MulAdd(W[j, k], A[e, k], sum);
                Z[e, j] = sum + b[0, j];
            }
    }

    /// <summary>dA = dZ·W: dA[e,k] = Σⱼ dZ[e,j]·W[j,k]. dZ: n × out, W: out × in, dA: n × in.</summary>
    public static void Back<T>(Matrix<T> dZ, Matrix<T> W, Matrix<T> dA) where T : struct, IReal<T>
    {
        for (int e = 0; e < dZ.Rows; e++)
            for (int k = 0; k < W.Columns; k++)
            {
                T sum = dZ[e, 0] * W[0, k];
                for (int j = 1; j < W.Rows; j++) sum = T.MulAdd(dZ[e, j], W[j, k], sum);
                dA[e, k] = sum;
            }
    }

    /// <summary>G = dZᵀ·A: G[j,k] = Σₑ dZ[e,j]·A[e,k], each handed to the epilogue of its cell. dZ: n × out, A: n × in, cells: out × in.</summary>
    public static void Outer<T, E>(Matrix<T> dZ, Matrix<T> A, E epilogue, Matrix<T> cells)
        where T : struct, IReal<T> where E : struct, IEpilogue<T>
    {
        for (int j = 0; j < dZ.Columns; j++)
            for (int k = 0; k < A.Columns; k++)
            {
                T sum = dZ[0, j] * A[0, k];
                for (int e = 1; e < dZ.Rows; e++) sum = T.MulAdd(dZ[e, j], A[e, k], sum);
                epilogue.Take(ref cells[j, k], sum);
            }
    }

    /// <summary>g[j] = Σₑ dZ[e,j], each handed to the epilogue of its cell. dZ: n × out, cells: 1 × out.</summary>
    public static void ColumnSum<T, E>(Matrix<T> dZ, E epilogue, Matrix<T> cells)
        where T : struct, IReal<T> where E : struct, IEpilogue<T>
    {
        for (int j = 0; j < dZ.Columns; j++)
        {
            T sum = dZ[0, j];
            for (int e = 1; e < dZ.Rows; e++) sum += dZ[e, j];
            epilogue.Take(ref cells[0, j], sum);
        }
    }

    /// <summary>A = f(Z), row by row. Both n × units.</summary>
    public static void Apply<T>(Activation f, Matrix<T> Z, Matrix<T> A) where T : struct, IReal<T>
    {
        for (int e = 0; e < Z.Rows; e++) f.Apply(Z.Row(e), A.Storage.RowInPlace(e));
    }

    /// <summary>dZ from dA, row by row: the chain rule through A = f(Z). All n × units.</summary>
    public static void Pull<T>(Activation f, Matrix<T> dA, Matrix<T> Z, Matrix<T> A, Matrix<T> dZ) where T : struct, IReal<T>
    {
        for (int e = 0; e < Z.Rows; e++) f.Pull(dA.Row(e), Z.Row(e), A.Row(e), dZ.Storage.RowInPlace(e));
    }

    /// <summary>The loss of each example. Z, A, Y: n × outputs, losses: n × 1.</summary>
    public static void Measure<T>(Loss loss, Matrix<T> Z, Matrix<T> A, Matrix<T> Y, Matrix<T> losses) where T : struct, IReal<T>
    {
        for (int e = 0; e < A.Rows; e++) losses[e, 0] = loss.OfExample(Z.Row(e), A.Row(e), Y.Row(e));
    }

    /// <summary>Where the backward pass starts, row by row: share·∂ℓ/∂A, or for a fused pair share·∂ℓ/∂Z. All n × outputs.</summary>
    public static void Start<T>(Loss loss, Matrix<T> A, Matrix<T> Y, T share, Matrix<T> gradient) where T : struct, IReal<T>
    {
        for (int e = 0; e < A.Rows; e++) loss.Start(A.Row(e), Y.Row(e), share, gradient.Storage.RowInPlace(e));
    }
}
