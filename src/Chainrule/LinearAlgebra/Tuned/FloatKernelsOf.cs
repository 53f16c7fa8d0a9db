using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>The kernels for registers of type <typeparamref name="R"/>.</summary>
internal sealed unsafe class FloatKernels<R> : FloatKernels where R : unmanaged, ILanes<R>
{
    internal override void Affine(Matrix<F32> A, Matrix<F32> W, Matrix<F32> b, Matrix<F32> Z)
    {
        (int Examples, int Units, int Inputs) size = (A.Rows, W.Rows, W.Columns);
        fixed (F32* a = A.Cells, w = W.Cells, bias = b.Cells, z = Z.Cells)
            if (Dots<R>.AreWorthIt(size.Examples, size.Inputs) && !Product<R, AddOld<R>>.IsTiny(size))
                new Dots<R>(size, (float*)a, (float*)w, (float*)bias, (float*)z).Run();
            else
                Product<R, AddOld<R>>.Run(size, Rows(a, A), Turned(w, W), new((float*)bias, 0, 1), Rows(z, Z), default);
    }

    internal override void Back(Matrix<F32> dZ, Matrix<F32> W, Matrix<F32> dA)
    {
        fixed (F32* dz = dZ.Cells, w = W.Cells, da = dA.Cells)
            Product<R, Store<R>>.Run((dZ.Rows, W.Columns, W.Rows), Rows(dz, dZ), Rows(w, W), default, Rows(da, dA), default);
    }

    internal override void Outer(Matrix<F32> dZ, Matrix<F32> A, Store<F32> epilogue, Matrix<F32> cells) => Outer(dZ, A, new Store<R>(), cells);

    internal override void Outer(Matrix<F32> dZ, Matrix<F32> A, Descend<F32> epilogue, Matrix<F32> cells) => Outer(dZ, A, InLanes(epilogue), cells);

    private static void Outer<E>(Matrix<F32> dZ, Matrix<F32> A, E epilogue, Matrix<F32> cells) where E : unmanaged, IEpilogue<R>
    {
        fixed (F32* dz = dZ.Cells, a = A.Cells, c = cells.Cells)
            Product<R, E>.Run((dZ.Columns, A.Columns, dZ.Rows), Turned(dz, dZ), Rows(a, A), Rows(c, cells), Rows(c, cells), epilogue);
    }

    private static Layout Rows(F32* cells, Matrix<F32> matrix) => new((float*)cells, matrix.Columns, 1);

    private static Layout Turned(F32* cells, Matrix<F32> matrix) => new((float*)cells, 1, matrix.Columns);

    internal override void ColumnSum(Matrix<F32> dZ, Store<F32> epilogue, Matrix<F32> cells) => ColumnSum(dZ, new Store<R>(), cells);

    internal override void ColumnSum(Matrix<F32> dZ, Descend<F32> epilogue, Matrix<F32> cells) => ColumnSum(dZ, InLanes(epilogue), cells);

    private static void ColumnSum<E>(Matrix<F32> dZ, E epilogue, Matrix<F32> cells) where E : unmanaged, IEpilogue<R>
    {
        fixed (F32* dz = dZ.Cells, c = cells.Cells)
            Columns.Sum<R, E>((float*)dz, dZ.Rows, dZ.Columns, epilogue, (float*)c);
    }

    internal override void Move(Matrix<F32> parameters, Matrix<F32> gradients, Descend<F32> epilogue)
    {
        fixed (F32* θ = parameters.Cells, g = gradients.Cells)
            Columns.Sum<R, Descend<R>>((float*)g, 1, parameters.Cells.Length, InLanes(epilogue), (float*)θ);
    }

    private static Descend<R> InLanes(Descend<F32> epilogue) => new(R.All(epilogue.LearningRate));

    internal override void Apply(Activation f, Matrix<F32> Z, Matrix<F32> A)
    {
        fixed (F32* z = Z.Cells, a = A.Cells)
            if (f.IsElementwise) Laws<R>.Apply(f, (float*)z, (float*)a, Z.Cells.Length);
            else Laws<R>.ApplyToRows(f, (float*)z, (float*)a, Z.Rows, Z.Columns);
    }

    internal override void Pull(Activation f, Matrix<F32> dA, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> dZ)
    {
        fixed (F32* da = dA.Cells, z = Z.Cells, a = A.Cells, dz = dZ.Cells)
            if (f.IsElementwise) Laws<R>.Pull(f, (float*)da, (float*)z, (float*)a, (float*)dz, Z.Cells.Length);
            else Laws<R>.PullRows(f, (float*)da, (float*)z, (float*)a, (float*)dz, Z.Rows, Z.Columns);
    }

    internal override void Measure(Loss loss, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> Y, Matrix<F32> losses)
    {
        fixed (F32* z = Z.Cells, a = A.Cells, y = Y.Cells, into = losses.Cells)
            Laws<R>.Measure(loss, (float*)z, (float*)a, (float*)y, (float*)into, A.Rows, A.Columns);
    }

    internal override void Start(Loss loss, Matrix<F32> A, Matrix<F32> Y, F32 share, Matrix<F32> gradient)
    {
        fixed (F32* a = A.Cells, y = Y.Cells, into = gradient.Cells)
            Laws<R>.Start(loss, (float*)a, (float*)y, share, (float*)into, A.Rows, A.Columns);
    }
}

/// <summary>The sum is added to what stands there: Z = A·Wᵀ + b, with b for the old number of every row.</summary>
internal readonly struct AddOld<R> : IEpilogue<R> where R : struct, ILanes<R>
{
    public static bool NeedsOld => true;

    public void Take(ref R cell, R gradient) => cell = gradient + cell;
}
