using System.Runtime.CompilerServices;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.LinearAlgebra;

/// <summary>
/// What a network asks of its matrices. For any type of number it is the three loops of <see cref="Plain"/>; for floats it is the same formulas in the
/// registers of this processor (<c>LinearAlgebra/Tuned</c>). This is the one place where the two part, and the compiler decides it, not the program.
/// </summary>
internal static class Kernels
{
    /// <summary>Z = A·Wᵀ + b.</summary>
    public static void Affine<T>(Matrix<T> A, Matrix<T> W, Matrix<T> b, Matrix<T> Z) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Affine(Floats(A), Floats(W), Floats(b), Floats(Z));
        else Plain.Affine(A, W, b, Z);
    }

    /// <summary>Z = A·Wᵀ + b and next = f(Z): a layer in one go.</summary>
    public static void Layer<T>(Matrix<T> A, Matrix<T> W, Matrix<T> b, Matrix<T> Z, Activation f, Matrix<T> next) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Layer(Floats(A), Floats(W), Floats(b), Floats(Z), f, Floats(next));
        else
        {
            Plain.Affine(A, W, b, Z);
            Plain.Apply(f, Z, next);
        }
    }

    /// <summary>A = f(Z), row by row.</summary>
    public static void Apply<T>(Activation f, Matrix<T> Z, Matrix<T> A) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Apply(f, Floats(Z), Floats(A));
        else Plain.Apply(f, Z, A);
    }

    /// <summary>The loss of each example, n × 1.</summary>
    public static void Measure<T>(Loss loss, Matrix<T> Z, Matrix<T> A, Matrix<T> Y, Matrix<T> losses) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Measure(loss, Floats(Z), Floats(A), Floats(Y), Floats(losses));
        else Plain.Measure(loss, Z, A, Y, losses);
    }

    /// <summary>Where the backward pass starts, row by row: share·∂ℓ/∂A, or for a fused pair share·∂ℓ/∂Z.</summary>
    public static void Start<T>(Loss loss, Matrix<T> A, Matrix<T> Y, T share, Matrix<T> gradient) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Start(loss, Floats(A), Floats(Y), Unsafe.BitCast<T, F32>(share), Floats(gradient));
        else Plain.Start(loss, A, Y, share, gradient);
    }

    /// <summary>dZ from dA, row by row: the chain rule through A = f(Z).</summary>
    public static void Pull<T>(Activation f, Matrix<T> dA, Matrix<T> Z, Matrix<T> A, Matrix<T> dZ) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Pull(f, Floats(dA), Floats(Z), Floats(A), Floats(dZ));
        else Plain.Pull(f, dA, Z, A, dZ);
    }

    /// <summary>dA = dZ·W.</summary>
    public static void Back<T>(Matrix<T> dZ, Matrix<T> W, Matrix<T> dA) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Back(Floats(dZ), Floats(W), Floats(dA));
        else Plain.Back(dZ, W, dA);
    }

    /// <summary>dA = dZ·W and before = dA ⊙ f′(Z): a layer back in one go, to the dZ of the hidden layer before it.</summary>
    public static void BackAndPull<T>(Matrix<T> dZ, Matrix<T> W, Matrix<T> dA, Activation f, Matrix<T> Z, Matrix<T> A, Matrix<T> before) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.BackAndPull(Floats(dZ), Floats(W), Floats(dA), f, Floats(Z), Floats(A), Floats(before));
        else
        {
            Plain.Back(dZ, W, dA);
            Plain.Pull(f, dA, Z, A, before);
        }
    }

    /// <summary>G = dZᵀ·A, stored.</summary>
    public static void Outer<T>(Matrix<T> dZ, Matrix<T> A, Store<T> epilogue, Matrix<T> cells) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Outer(Floats(dZ), Floats(A), new Store<F32>(), Floats(cells));
        else Plain.Outer(dZ, A, epilogue, cells);
    }

    /// <summary>cells ← cells − η·dZᵀ·A.</summary>
    public static void Outer<T>(Matrix<T> dZ, Matrix<T> A, Descend<T> epilogue, Matrix<T> cells) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Outer(Floats(dZ), Floats(A), Floats(epilogue), Floats(cells));
        else Plain.Outer(dZ, A, epilogue, cells);
    }

    /// <summary>g = column sums of dZ, stored.</summary>
    public static void ColumnSum<T>(Matrix<T> dZ, Store<T> epilogue, Matrix<T> cells) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.ColumnSum(Floats(dZ), new Store<F32>(), Floats(cells));
        else Plain.ColumnSum(dZ, epilogue, cells);
    }

    /// <summary>cells ← cells − η·column sums of dZ.</summary>
    public static void ColumnSum<T>(Matrix<T> dZ, Descend<T> epilogue, Matrix<T> cells) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.ColumnSum(Floats(dZ), Floats(epilogue), Floats(cells));
        else Plain.ColumnSum(dZ, epilogue, cells);
    }

    /// <summary>θ ← θ − η·g from gradients that were stored.</summary>
    public static void Move<T>(Matrix<T> parameters, Matrix<T> gradients, Descend<T> epilogue) where T : struct, IReal<T>
    {
        if (typeof(T) == typeof(F32)) FloatKernels.Current.Move(Floats(parameters), Floats(gradients), Floats(epilogue));
        else Plain.Move(parameters, gradients, epilogue);
    }

    private static Matrix<F32> Floats<T>(Matrix<T> matrix) where T : struct, IReal<T> => Unsafe.As<Matrix<F32>>(matrix);

    private static Descend<F32> Floats<T>(Descend<T> epilogue) where T : struct, IReal<T> => Unsafe.BitCast<Descend<T>, Descend<F32>>(epilogue);
}
