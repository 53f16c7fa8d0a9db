using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>The kernels for registers of type <typeparamref name="R"/>.</summary>
internal sealed unsafe class FloatKernels<R> : FloatKernels where R : unmanaged, ILanes<R>
{
    internal override void Affine(Matrix<F32> A, Matrix<F32> W, Matrix<F32> b, Matrix<F32> Z)
    {
        RequirePanels(W);
        fixed (F32* a = &A.Storage.First, w = &W.Storage.First, bias = &b.Storage.First, z = &Z.Storage.First)
            new Product<R, Added>(
                (A.Rows, W.Rows, W.Columns), ByRow(a, A), PanelSource.Of(Strips.InPanels((float*)w, W.Columns)), Strips.Rows((float*)bias, 0), Strip(z, Z), default).Run();
    }

    internal override void Back(Matrix<F32> dZ, Matrix<F32> W, Matrix<F32> dA)
    {
        RequirePanels(W);
        fixed (F32* dz = &dZ.Storage.First, w = &W.Storage.First, da = &dA.Storage.First)
            new Product<R, Stored>(
                (dZ.Rows, W.Columns, W.Rows), ByRow(dz, dZ), PanelSource.Turned((float*)w, W.Columns), default, Strip(da, dA), default).Run();
    }

    internal override void Outer(Matrix<F32> dZ, Matrix<F32> A, Store<F32> epilogue, Matrix<F32> cells) => Outer(dZ, A, default(Stored), cells);

    internal override void Outer(Matrix<F32> dZ, Matrix<F32> A, Descend<F32> epilogue, Matrix<F32> cells) => Outer(dZ, A, new Descended(epilogue.LearningRate), cells);

    // In panels a row holds what goes to all units from one input: the product that is computed is Aᵀ·dZ.
    private static void Outer<E>(Matrix<F32> dZ, Matrix<F32> A, E finish, Matrix<F32> cells) where E : unmanaged, IFinish
    {
        RequirePanels(cells);
        fixed (F32* dz = &dZ.Storage.First, a = &A.Storage.First, c = &cells.Storage.First)
        {
            Strips panels = Strips.InPanels((float*)c, cells.Columns);
            new Product<R, E>((A.Columns, dZ.Columns, A.Rows), ByColumn(a, A), PanelSource.Of(Strip(dz, dZ)), panels, panels, finish).Run();
        }
    }

    private static Operand ByRow(F32* cells, Matrix<F32> matrix) => new((float*)cells, matrix.Storage.Stride, 1);

    private static Operand ByColumn(F32* cells, Matrix<F32> matrix) => new((float*)cells, 1, matrix.Storage.Stride);

    private static Strips Strip(F32* cells, Matrix<F32> matrix) => Strips.Rows((float*)cells, matrix.Storage.Stride);

    private static void RequirePanels(Matrix<F32> weights)
    {
        if (!weights.Storage.InPanels) throw new ArgumentException($"the matrix of weights, {weights}, was not made by {nameof(Matrix<F32>.ForWeights)}");
    }

    internal override void ColumnSum(Matrix<F32> dZ, Store<F32> epilogue, Matrix<F32> cells) => ColumnSum(dZ, default(Stored), cells);

    internal override void ColumnSum(Matrix<F32> dZ, Descend<F32> epilogue, Matrix<F32> cells) => ColumnSum(dZ, new Descended(epilogue.LearningRate), cells);

    private static void ColumnSum<E>(Matrix<F32> dZ, E finish, Matrix<F32> cells) where E : unmanaged, IFinish
    {
        int stride = dZ.Storage.Stride;
        fixed (F32* dz = &dZ.Storage.First, c = &cells.Storage.First)
            if (stride >= R.Count) Columns.Sum<R, E>((float*)dz, dZ.Rows, stride, stride, finish, (float*)c);
            else if (stride == Lanes256.Count) Columns.Sum<Lanes256, E>((float*)dz, dZ.Rows, stride, stride, finish, (float*)c);
            else Columns.Sum<Lanes128, E>((float*)dz, dZ.Rows, stride, stride, finish, (float*)c);
    }

    internal override void Move(Matrix<F32> parameters, Matrix<F32> gradients, Descend<F32> epilogue)
    {
        fixed (F32* θ = &parameters.Storage.First, g = &gradients.Storage.First)
            Columns.Sum<R, Descended>((float*)g, 1, 0, parameters.Storage.Length, new(epilogue.LearningRate), (float*)θ);
    }

    internal override void Apply(Activation f, Matrix<F32> Z, Matrix<F32> A)
    {
        fixed (F32* z = &Z.Storage.First, a = &A.Storage.First)
            if (f.IsElementwise) Laws<R>.Apply(f, (float*)z, (float*)a, Z.Storage.Length);
            else Laws<R>.ApplyToRows(f, (float*)z, (float*)a, RowsOf(Z));
    }

    internal override void Pull(Activation f, Matrix<F32> dA, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> dZ)
    {
        fixed (F32* da = &dA.Storage.First, z = &Z.Storage.First, a = &A.Storage.First, dz = &dZ.Storage.First)
            if (f.IsElementwise) Laws<R>.Pull(f, (float*)da, (float*)z, (float*)a, (float*)dz, Z.Storage.Length);
            else Laws<R>.PullRows(f, (float*)da, (float*)z, (float*)a, (float*)dz, RowsOf(Z));
    }

    internal override void Measure(Loss loss, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> Y, Matrix<F32> losses)
    {
        fixed (F32* z = &Z.Storage.First, a = &A.Storage.First, y = &Y.Storage.First, into = &losses.Storage.First)
            Laws<R>.Measure(loss, (float*)z, (float*)a, (float*)y, (float*)into, RowsOf(A), RowsOf(losses));
    }

    internal override void Start(Loss loss, Matrix<F32> A, Matrix<F32> Y, F32 share, Matrix<F32> gradient)
    {
        fixed (F32* a = &A.Storage.First, y = &Y.Storage.First, into = &gradient.Storage.First)
            Laws<R>.Start(loss, (float*)a, (float*)y, share, (float*)into, RowsOf(A));
    }

    private static Rows RowsOf(Matrix<F32> matrix) => new(matrix.Rows, matrix.Columns, matrix.Storage.Stride);
}
