using System.Diagnostics;
using System.Runtime.CompilerServices;
using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>The kernels for floats in registers of type <typeparamref name="R"/>; see <see cref="Plain"/> for the formulas.</summary>
[SkipLocalsInit]
internal sealed unsafe partial class FloatKernels<R> : Kernels<F32> where R : unmanaged, ILanes<R>
{
    internal override int PanelWidth => Product<R, Stored>.Widest;

    internal override int RegisterBits => R.Count * 8 * sizeof(float);

    internal override Action Affine(Matrix<F32> A, Matrix<F32> W, Matrix<F32> b, Matrix<F32> Z)
    {
        Debug.Assert(W.Storage.PanelWidth == PanelWidth);
        return () =>
        {
            Product<R, Added>.Run((A.Rows, W.Rows, W.Columns), ByRow(A), PanelSource.Of(InPanels(W)), Strips.Rows(b.Storage.Floats, 0), Strip(Z), default);
            Keep(A, W, b, Z);
        };
    }

    internal override Action Layer(Matrix<F32> A, Matrix<F32> W, Matrix<F32> b, Matrix<F32> Z, Activation f, Matrix<F32> next)
    {
        if (!f.IsElementwise) return base.Layer(A, W, b, Z, f, next);
        Debug.Assert(W.Storage.PanelWidth == PanelWidth);
        LaneLaw<R> law = new(f);
        return () =>
        {
            Product<R, Added>.Run(
                (A.Rows, W.Rows, W.Columns), ByRow(A), PanelSource.Of(InPanels(W)), Strips.Rows(b.Storage.Floats, 0), Strip(Z), default,
                Tail.Apply(next.Storage.Floats, next.Storage.Stride, next.Storage.Length), law);
            Keep(A, W, b, Z);
            GC.KeepAlive(next);
        };
    }

    internal override Action Back(Matrix<F32> dZ, Matrix<F32> W, Matrix<F32> dA) => () =>
    {
        float* square = stackalloc float[Transposition.Side * Transposition.Side];
        Product<R, Stored>.Run((dZ.Rows, W.Columns, W.Rows), ByRow(dZ), Turned(W, square), default, Strip(dA), default);
        Keep(dZ, W, dA);
    };

    internal override Action BackAndPull(Matrix<F32> dZ, Matrix<F32> W, Matrix<F32> dA, Activation f, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> before)
    {
        if (!f.IsElementwise) return base.BackAndPull(dZ, W, dA, f, Z, A, before);
        LaneLaw<R> law = new(f);
        return () =>
        {
            float* square = stackalloc float[Transposition.Side * Transposition.Side];
            Product<R, Stored>.Run(
                (dZ.Rows, W.Columns, W.Rows), ByRow(dZ), Turned(W, square), default, Strip(dA), default,
                Tail.Pull(Z.Storage.Floats, A.Storage.Floats, before.Storage.Floats, before.Storage.Stride, before.Storage.Length), law);
            Keep(dZ, W, dA, Z);
            Keep(A, before);
        };
    }

    internal override Kept<F32> Outer(Matrix<F32> dZ, Matrix<F32> A) => new(
        cells => Outer(dZ, A, default(Stored), cells),
        (cells, learningRate) => Outer(dZ, A, new Descended(learningRate), cells));

    // In panels a row holds what goes to all units from one input: the product that is computed is Aᵀ·dZ.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Outer<E>(Matrix<F32> dZ, Matrix<F32> A, E finish, Matrix<F32> cells) where E : unmanaged, IFinish
    {
        Strips panels = InPanels(cells);
        Product<R, E>.Run((A.Columns, dZ.Columns, A.Rows), new(A.Storage.Floats, 1, A.Storage.Stride), PanelSource.Of(Strip(dZ)), panels, panels, finish);
        Keep(dZ, A, cells);
    }

    internal override Kept<F32> ColumnSum(Matrix<F32> dZ) => new(
        cells => ColumnSum(dZ, default(Stored), cells),
        (cells, learningRate) => ColumnSum(dZ, new Descended(learningRate), cells));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ColumnSum<E>(Matrix<F32> dZ, E finish, Matrix<F32> cells) where E : unmanaged, IFinish
    {
        int stride = dZ.Storage.Stride;
        float* rows = dZ.Storage.Floats, sums = cells.Storage.Floats;
        if (stride >= R.Count) Columns.Sum<R, E>(rows, dZ.Rows, stride, stride, finish, sums);
        else if (stride == Lanes256.Count) Columns.Sum<Lanes256, E>(rows, dZ.Rows, stride, stride, finish, sums);
        else Columns.Sum<Lanes128, E>(rows, dZ.Rows, stride, stride, finish, sums);
        Keep(dZ, cells);
    }

    internal override Moves<F32> Move(Update update, Matrix<F32> parameters, Matrix<F32> gradients, params Matrix<F32>[] states) =>
        base.Move(update, parameters, gradients, states) with { Both = update.Read(new LaneUpdate<R>(parameters, gradients, states)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Operand ByRow(Matrix<F32> matrix) => new(matrix.Storage.Floats, matrix.Storage.Stride, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Strips Strip(Matrix<F32> matrix) => Strips.Rows(matrix.Storage.Floats, matrix.Storage.Stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Strips InPanels(Matrix<F32> weights) => Strips.InPanels(weights.Storage.Floats, weights.Columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PanelSource Turned(Matrix<F32> weights, float* square) => PanelSource.Turned(InPanels(weights), weights.Columns, Product<R, Stored>.Widest, square);

    // Until here their memory is theirs. To the machine it is no instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(Matrix<F32> first, Matrix<F32> second, Matrix<F32>? third = null, Matrix<F32>? fourth = null)
    {
        GC.KeepAlive(first);
        GC.KeepAlive(second);
        GC.KeepAlive(third);
        GC.KeepAlive(fourth);
    }
}
