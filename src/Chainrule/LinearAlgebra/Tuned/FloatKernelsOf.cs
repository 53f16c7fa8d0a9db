using System.Runtime.CompilerServices;
using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>The kernels for registers of type <typeparamref name="R"/>.</summary>
[SkipLocalsInit]
internal sealed unsafe class FloatKernels<R> : FloatKernels where R : unmanaged, ILanes<R>
{
    internal override void Affine(Matrix<F32> A, Matrix<F32> W, Matrix<F32> b, Matrix<F32> Z)
    {
        Product<R, Added>.Run(
            (A.Rows, W.Rows, W.Columns), ByRow(A), PanelSource.Of(InPanels(W)), Strips.Rows(b.Storage.Floats, 0), Strip(Z), default);
        Keep(A, W, b, Z);
    }

    internal override void Layer(Matrix<F32> A, Matrix<F32> W, Matrix<F32> b, Matrix<F32> Z, Activation f, Matrix<F32> next)
    {
        LaneLaw<R> law = LaneLaw<R>.Of(f);
        Product<R, Added>.Run(
            (A.Rows, W.Rows, W.Columns), ByRow(A), PanelSource.Of(InPanels(W)), Strips.Rows(b.Storage.Floats, 0), Strip(Z), default,
            law.IsElementwise ? Tail.Apply(next.Storage.Floats, next.Storage.Stride, next.Storage.Length) : default, law);
        if (!law.IsElementwise) ApplyToRows(f, Z, next);
        Keep(A, W, b, Z);
        Keep(Z, next);
    }

    internal override void BackAndPull(Matrix<F32> dZ, Matrix<F32> W, Matrix<F32> dA, Activation f, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> before)
    {
        float* square = stackalloc float[Transposition.Side * Transposition.Side];
        // A hidden layer's activation acts on each number by itself: the door sees to it.
        Product<R, Stored>.Run(
            (dZ.Rows, W.Columns, W.Rows), ByRow(dZ), PanelSource.Turned(InPanels(W), W.Columns, square), default, Strip(dA), default,
            Tail.Pull(Z.Storage.Floats, A.Storage.Floats, before.Storage.Floats, before.Storage.Stride, before.Storage.Length), LaneLaw<R>.Of(f));
        Keep(dZ, W, dA);
        Keep(Z, A, before);
    }

    internal override void Back(Matrix<F32> dZ, Matrix<F32> W, Matrix<F32> dA)
    {
        float* square = stackalloc float[Transposition.Side * Transposition.Side];
        Product<R, Stored>.Run((dZ.Rows, W.Columns, W.Rows), ByRow(dZ), PanelSource.Turned(InPanels(W), W.Columns, square), default, Strip(dA), default);
        Keep(dZ, W, dA);
    }

    internal override void Outer(Matrix<F32> dZ, Matrix<F32> A, Store<F32> epilogue, Matrix<F32> cells) => Outer(dZ, A, default(Stored), cells);

    internal override void Outer(Matrix<F32> dZ, Matrix<F32> A, Descend<F32> epilogue, Matrix<F32> cells) => Outer(dZ, A, new Descended(epilogue.LearningRate), cells);

    // In panels a row holds what goes to all units from one input: the product that is computed is Aᵀ·dZ.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Outer<E>(Matrix<F32> dZ, Matrix<F32> A, E finish, Matrix<F32> cells) where E : unmanaged, IFinish
    {
        Strips panels = InPanels(cells);
        Product<R, E>.Run((A.Columns, dZ.Columns, A.Rows), new(A.Storage.Floats, 1, A.Storage.Stride), PanelSource.Of(Strip(dZ)), panels, panels, finish);
        Keep(dZ, A, cells);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Operand ByRow(Matrix<F32> matrix) => new(matrix.Storage.Floats, matrix.Storage.Stride, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Strips Strip(Matrix<F32> matrix) => Strips.Rows(matrix.Storage.Floats, matrix.Storage.Stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Strips InPanels(Matrix<F32> weights)
    {
        if (!weights.Storage.InPanels) NotInPanels(weights);
        return Strips.InPanels(weights.Storage.Floats, weights.Columns);
    }

    private static void NotInPanels(Matrix<F32> weights) =>
        throw new ArgumentException($"the matrix of weights, {weights}, was not made by {nameof(Matrix<F32>.ForWeights)}");

    internal override void ColumnSum(Matrix<F32> dZ, Store<F32> epilogue, Matrix<F32> cells) => ColumnSum(dZ, default(Stored), cells);

    internal override void ColumnSum(Matrix<F32> dZ, Descend<F32> epilogue, Matrix<F32> cells) => ColumnSum(dZ, new Descended(epilogue.LearningRate), cells);

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

    internal override void Move(Matrix<F32> parameters, Matrix<F32> gradients, Descend<F32> epilogue)
    {
        Columns.Sum<R, Descended>(gradients.Storage.Floats, 1, 0, parameters.Storage.Length, new(epilogue.LearningRate), parameters.Storage.Floats);
        Keep(parameters, gradients);
    }

    internal override void Apply(Activation f, Matrix<F32> Z, Matrix<F32> A)
    {
        if (f.IsElementwise) LaneLaws<R>.Apply(f, Z.Storage.Floats, A.Storage.Floats, Z.Storage.Length);
        else ApplyToRows(f, Z, A);
        Keep(Z, A);
    }

    // A law that looks at a whole row gets an example a lane: where there are few, in a register that is no wider than they need.
    private static void ApplyToRows(Activation f, Matrix<F32> Z, Matrix<F32> A)
    {
        Rows rows = RowsOf(Z);
        if (R.Count > 4 && rows.Examples <= 4) LaneLaws<Lanes128>.ApplyToRows(f, Z.Storage.Floats, A.Storage.Floats, rows);
        else if (R.Count > 8 && rows.Examples <= 8) LaneLaws<Lanes256>.ApplyToRows(f, Z.Storage.Floats, A.Storage.Floats, rows);
        else LaneLaws<R>.ApplyToRows(f, Z.Storage.Floats, A.Storage.Floats, rows);
    }

    internal override void Pull(Activation f, Matrix<F32> dA, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> dZ)
    {
        if (f.IsElementwise) LaneLaws<R>.Pull(f, dA.Storage.Floats, Z.Storage.Floats, A.Storage.Floats, dZ.Storage.Floats, Z.Storage.Length);
        else LaneLaws<R>.PullRows(f, dA.Storage.Floats, Z.Storage.Floats, A.Storage.Floats, dZ.Storage.Floats, RowsOf(Z));
        Keep(dA, Z, A, dZ);
    }

    internal override void Measure(Loss loss, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> Y, Matrix<F32> losses)
    {
        // A loss that is a pair with its activation looks at Z alone, any other at A.
        float* outputs = (loss.IsPaired ? Z : A).Storage.Floats;
        Rows rows = RowsOf(A), lossRows = RowsOf(losses);
        if (R.Count > 4 && rows.Examples <= 4) LaneLaws<Lanes128>.Measure(loss, outputs, Y.Storage.Floats, losses.Storage.Floats, rows, lossRows);
        else if (R.Count > 8 && rows.Examples <= 8) LaneLaws<Lanes256>.Measure(loss, outputs, Y.Storage.Floats, losses.Storage.Floats, rows, lossRows);
        else LaneLaws<R>.Measure(loss, outputs, Y.Storage.Floats, losses.Storage.Floats, rows, lossRows);
        Keep(Z, A, Y, losses);
    }

    internal override void Start(Loss loss, Matrix<F32> A, Matrix<F32> Y, F32 share, Matrix<F32> gradient)
    {
        LaneLaws<R>.Start(loss, A.Storage.Floats, Y.Storage.Floats, loss.ShareOfAnOutput(share, A.Columns), gradient.Storage.Floats, A.Storage.Length);
        Keep(A, Y, gradient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows RowsOf(Matrix<F32> matrix) => new(matrix.Rows, matrix.Columns, matrix.Storage.Stride);

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
