using System.Runtime.CompilerServices;
using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

// The laws: activations and losses. What looks at a whole row gets an example a lane: where there are few, in a register that is no wider than they need.
internal sealed unsafe partial class FloatKernels<R>
{
    internal override Action Apply(Activation f, Matrix<F32> Z, Matrix<F32> A)
    {
        LaneLaw<R> law = new(f);
        if (f.IsElementwise)
            return () =>
            {
                LaneLaws<R>.Apply(law, Z.Storage.Floats, A.Storage.Floats, Z.Storage.Length);
                Keep(Z, A);
            };
        LaneLaw<Lanes128> quarter = new(f);
        LaneLaw<Lanes256> half = new(f);
        return () =>
        {
            Rows rows = RowsOf(Z);
            if (R.Count > 4 && rows.Examples <= 4) LaneLaws<Lanes128>.ApplyToRows(quarter, Z.Storage.Floats, A.Storage.Floats, rows);
            else if (R.Count > 8 && rows.Examples <= 8) LaneLaws<Lanes256>.ApplyToRows(half, Z.Storage.Floats, A.Storage.Floats, rows);
            else LaneLaws<R>.ApplyToRows(law, Z.Storage.Floats, A.Storage.Floats, rows);
            Keep(Z, A);
        };
    }

    internal override Action Pull(Activation f, Matrix<F32> dA, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> dZ)
    {
        LaneLaw<R> law = new(f);
        return f.IsElementwise
            ? () =>
            {
                LaneLaws<R>.Pull(law, dA.Storage.Floats, Z.Storage.Floats, A.Storage.Floats, dZ.Storage.Floats, Z.Storage.Length);
                Keep(dA, Z, A, dZ);
            }
        : () =>
        {
            LaneLaws<R>.PullRows(law, dA.Storage.Floats, Z.Storage.Floats, A.Storage.Floats, dZ.Storage.Floats, RowsOf(Z));
            Keep(dA, Z, A, dZ);
        };
    }

    internal override Action Measure(Loss loss, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> Y, Matrix<F32> losses)
    {
        // A loss that is a pair with its activation looks at Z alone, any other at A.
        Matrix<F32> outputs = loss.IsPaired ? Z : A;
        LaneLaw<R> law = new(loss);
        LaneLaw<Lanes128> quarter = new(loss);
        LaneLaw<Lanes256> half = new(loss);
        return () =>
        {
            Rows rows = RowsOf(outputs), lossRows = RowsOf(losses);
            if (R.Count > 4 && rows.Examples <= 4) LaneLaws<Lanes128>.Measure(quarter, outputs.Storage.Floats, Y.Storage.Floats, losses.Storage.Floats, rows, lossRows);
            else if (R.Count > 8 && rows.Examples <= 8) LaneLaws<Lanes256>.Measure(half, outputs.Storage.Floats, Y.Storage.Floats, losses.Storage.Floats, rows, lossRows);
            else LaneLaws<R>.Measure(law, outputs.Storage.Floats, Y.Storage.Floats, losses.Storage.Floats, rows, lossRows);
            Keep(outputs, Y, losses);
        };
    }

    internal override Action<F32> Start(Loss loss, Matrix<F32> A, Matrix<F32> Y, Matrix<F32> gradient)
    {
        LaneLaw<R> law = new(loss);
        return share =>
        {
            LaneLaws<R>.Start(law, A.Storage.Floats, Y.Storage.Floats, loss.ShareOfAnOutput(share, A.Columns), gradient.Storage.Floats, A.Storage.Length);
            Keep(A, Y, gradient);
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows RowsOf(Matrix<F32> matrix) => new(matrix.Rows, matrix.Columns, matrix.Storage.Stride);
}
