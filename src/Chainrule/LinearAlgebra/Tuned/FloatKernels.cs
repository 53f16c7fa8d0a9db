using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>What a network asks of matrices of floats, for one width of register; see <see cref="Plain"/> for the formulas.</summary>
internal abstract class FloatKernels
{
    /// <summary>Every width, widest first, and whether this processor has it. The narrowest needs nothing.</summary>
    internal static IReadOnlyList<(int Bits, bool IsHere, FloatKernels Kernels)> Widths { get; } =
    [
        (512, Avx512F.IsSupported, new FloatKernels<Lanes512>()),
        (256, Avx2.IsSupported, new FloatKernels<Lanes256>()),
        (128, Vector128.IsHardwareAccelerated, new FloatKernels<Lanes128>()),
        (32, true, new FloatKernels<Lanes1>()),
    ];

    /// <summary>The kernels in use: the widest there are, here and nowhere else. Tests put others in this place.</summary>
    internal static FloatKernels Current { get; set; } = Widths.First(each => each.IsHere).Kernels;

    internal abstract void Affine(Matrix<F32> A, Matrix<F32> W, Matrix<F32> b, Matrix<F32> Z);

    internal abstract void Layer(Matrix<F32> A, Matrix<F32> W, Matrix<F32> b, Matrix<F32> Z, Activation f, Matrix<F32> next);

    internal abstract void Back(Matrix<F32> dZ, Matrix<F32> W, Matrix<F32> dA);

    internal abstract void BackAndPull(Matrix<F32> dZ, Matrix<F32> W, Matrix<F32> dA, Activation f, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> before);

    internal abstract void Outer(Matrix<F32> dZ, Matrix<F32> A, Store<F32> epilogue, Matrix<F32> cells);

    internal abstract void Outer(Matrix<F32> dZ, Matrix<F32> A, Descend<F32> epilogue, Matrix<F32> cells);

    internal abstract void ColumnSum(Matrix<F32> dZ, Store<F32> epilogue, Matrix<F32> cells);

    internal abstract void ColumnSum(Matrix<F32> dZ, Descend<F32> epilogue, Matrix<F32> cells);

    internal abstract void Move(Matrix<F32> parameters, Matrix<F32> gradients, Descend<F32> epilogue);

    internal abstract void Apply(Activation f, Matrix<F32> Z, Matrix<F32> A);

    internal abstract void Pull(Activation f, Matrix<F32> dA, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> dZ);

    internal abstract void Measure(Loss loss, Matrix<F32> Z, Matrix<F32> A, Matrix<F32> Y, Matrix<F32> losses);

    internal abstract void Start(Loss loss, Matrix<F32> A, Matrix<F32> Y, F32 share, Matrix<F32> gradient);
}
