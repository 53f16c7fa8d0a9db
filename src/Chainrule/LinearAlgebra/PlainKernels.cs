using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra;

/// <summary>The kernels for any type of number: the loops of <see cref="Plain"/>, which students read and which remain the oracle for any faster ones.</summary>
internal sealed class PlainKernels<T> : Kernels<T> where T : struct, IReal<T>
{
    internal override Action Affine(Matrix<T> A, Matrix<T> W, Matrix<T> b, Matrix<T> Z) => () => Plain.Affine(A, W, b, Z);

    internal override Action Apply(Activation f, Matrix<T> Z, Matrix<T> A) => () => Plain.Apply(f, Z, A);

    internal override Action Measure(Loss loss, Matrix<T> Z, Matrix<T> A, Matrix<T> Y, Matrix<T> losses) => () => Plain.Measure(loss, Z, A, Y, losses);

    internal override Action<T> Start(Loss loss, Matrix<T> A, Matrix<T> Y, Matrix<T> gradient) => share => Plain.Start(loss, A, Y, share, gradient);

    internal override Action Pull(Activation f, Matrix<T> dA, Matrix<T> Z, Matrix<T> A, Matrix<T> dZ) => () => Plain.Pull(f, dA, Z, A, dZ);

    internal override Action Back(Matrix<T> dZ, Matrix<T> W, Matrix<T> dA) => () => Plain.Back(dZ, W, dA);

    internal override Kept<T> Outer(Matrix<T> dZ, Matrix<T> A) => new(
        cells => Plain.Outer(dZ, A, new Store<T>(), cells),
        (cells, learningRate) => Plain.Outer(dZ, A, new Descend<T>(learningRate), cells));

    internal override Kept<T> ColumnSum(Matrix<T> dZ) => new(
        cells => Plain.ColumnSum(dZ, new Store<T>(), cells),
        (cells, learningRate) => Plain.ColumnSum(dZ, new Descend<T>(learningRate), cells));
}
