using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Chainrule.Data;
using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>
/// The way from the three loops of <see cref="Plain"/> to the tuned product, a step at a time, for docs/performance.md: the forward product Z = A·Wᵀ, where every
/// number of Z is the dot product of a row of A and a row of W. <c>ladder:STEP:MxNxK</c>: Z is M × N, the rows have K numbers.
/// </summary>
internal static class Ladder
{
    private const int Side = 4;

    private static readonly Dictionary<string, Action<Matrix<F32>, Matrix<F32>, Matrix<F32>>> Steps = new()
    {
        ["sums"] = EightSums,
        ["vector"] = Registers,
        ["vector-sums"] = FourRegisters,
        ["tile"] = Tiles,
    };

    internal static Workload Parse(string name)
    {
        string[] parts = name.Split(':');
        int[] shape = parts.Length == 3 ? [.. parts[2].Split('x').Select(Whole)] : [];
        if (shape.Length != 3 || shape[0] % Side != 0 || shape[1] % Side != 0 || shape[2] % Vector<float>.Count != 0 || shape.Contains(0))
            throw new ProblemException(
                $"workload: got \"{name}\", wanted ladder:STEP:MxNxK with M and N multiples of {Side} and K of {Vector<float>.Count}, such as ladder:tile:64x128x784");
        var random = new RandomSource(1);
        Matrix<F32> A = Random(new(shape[0], shape[2]), random), W = Random(new(shape[1], shape[2]), random), Z = new(shape[0], shape[1]);
        return new(parts[1] switch
        {
            "loops" => Loops(A, W),
            "tuned" => Tuned(A, W, Z),
            _ when Steps.TryGetValue(parts[1], out var step) => () => step(A, W, Z),
            _ => throw new ProblemException($"workload: got the step \"{parts[1]}\", wanted loops, {string.Join(", ", Steps.Keys)} or tuned"),
        }, 2.0 * shape[0] * shape[1] * shape[2]);
    }

    private static int Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static Action Loops(Matrix<F32> A, Matrix<F32> W)
    {
        Matrix<PlainFloat> plainA = A.Map(x => (PlainFloat)x.Number), plainW = W.Map(x => (PlainFloat)x.Number), Z = new(A.Rows, W.Rows), b = new(1, W.Rows);
        return () => Plain.Affine(plainA, plainW, b, Z);
    }

    private static Action Tuned(Matrix<F32> A, Matrix<F32> W, Matrix<F32> Z)
    {
        Matrix<F32> b = new(1, W.Rows), weights = new(W.Rows, W.Columns, Widths.Widest.PanelWidth);
        for (int i = 0; i < W.Cells.Length; i++) weights.Cells[i] = W.Cells[i];
        return Widths.Widest.Affine(A, weights, b, Z);
    }

    internal static Matrix<F32> Random(Matrix<F32> matrix, RandomSource random)
    {
        foreach (ref F32 cell in matrix.Cells) cell = random.Uniform(-1, 1);
        return matrix;
    }

    private static ref float Row(Matrix<F32> matrix, int row) => ref Unsafe.As<F32, float>(ref MemoryMarshal.GetReference(matrix.Row(row)));

    // An addition takes four cycles, and each waits for the one before. Eight sums take turns instead of waiting.
    private static void EightSums(Matrix<F32> A, Matrix<F32> W, Matrix<F32> Z)
    {
        for (int e = 0; e < A.Rows; e++)
            for (int j = 0; j < W.Rows; j++)
            {
                ReadOnlySpan<F32> a = A.Row(e), w = W.Row(j)[..a.Length];
                float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
                for (int k = 0; k <= a.Length - 8; k += 8)
                {
                    s0 = MathF.FusedMultiplyAdd(a[k], w[k], s0);
                    s1 = MathF.FusedMultiplyAdd(a[k + 1], w[k + 1], s1);
                    s2 = MathF.FusedMultiplyAdd(a[k + 2], w[k + 2], s2);
                    s3 = MathF.FusedMultiplyAdd(a[k + 3], w[k + 3], s3);
                    s4 = MathF.FusedMultiplyAdd(a[k + 4], w[k + 4], s4);
                    s5 = MathF.FusedMultiplyAdd(a[k + 5], w[k + 5], s5);
                    s6 = MathF.FusedMultiplyAdd(a[k + 6], w[k + 6], s6);
                    s7 = MathF.FusedMultiplyAdd(a[k + 7], w[k + 7], s7);
                }
                Z[e, j] = new(s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7)));
            }
    }

    // A register holds eight numbers or sixteen, and multiplies and adds them at once; but again each waits for the one before.
    private static void Registers(Matrix<F32> A, Matrix<F32> W, Matrix<F32> Z)
    {
        for (int e = 0; e < A.Rows; e++)
            for (int j = 0; j < W.Rows; j++)
            {
                ref float a = ref Row(A, e), w = ref Row(W, j);
                Vector<float> sum = default;
                for (nuint k = 0; k < (nuint)A.Columns; k += (nuint)Vector<float>.Count)
                    sum = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, k), Vector.LoadUnsafe(ref w, k), sum);
                Z[e, j] = new(Vector.Sum(sum));
            }
    }

    // Both at once: registers full of sums, four of them taking turns. Now two numbers are loaded for every product, and loading is what takes the time.
    private static void FourRegisters(Matrix<F32> A, Matrix<F32> W, Matrix<F32> Z)
    {
        nuint lanes = (nuint)Vector<float>.Count, length = (nuint)A.Columns, whole = length - length % (4 * lanes);
        for (int e = 0; e < A.Rows; e++)
            for (int j = 0; j < W.Rows; j++)
            {
                ref float a = ref Row(A, e), w = ref Row(W, j);
                Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
                for (nuint k = 0; k < whole; k += 4 * lanes)
                {
                    s0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, k), Vector.LoadUnsafe(ref w, k), s0);
                    s1 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, k + lanes), Vector.LoadUnsafe(ref w, k + lanes), s1);
                    s2 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, k + 2 * lanes), Vector.LoadUnsafe(ref w, k + 2 * lanes), s2);
                    s3 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, k + 3 * lanes), Vector.LoadUnsafe(ref w, k + 3 * lanes), s3);
                }
                for (nuint k = whole; k < length; k += lanes) s0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, k), Vector.LoadUnsafe(ref w, k), s0);
                Z[e, j] = new(Vector.Sum(s0 + s1 + (s2 + s3)));
            }
    }

    // A square of 4 × 4 dot products at once: what is loaded is used four times, and sixteen sums take turns.
    private static void Tiles(Matrix<F32> A, Matrix<F32> W, Matrix<F32> Z)
    {
        for (int j = 0; j < W.Rows; j += Side)
            for (int e = 0; e < A.Rows; e += Side)
                Tile(A, W, Z, e, j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(Matrix<F32> A, Matrix<F32> W, Matrix<F32> Z, int e, int j)
    {
        ref float a0 = ref Row(A, e), a1 = ref Row(A, e + 1), a2 = ref Row(A, e + 2), a3 = ref Row(A, e + 3);
        ref float w0 = ref Row(W, j), w1 = ref Row(W, j + 1), w2 = ref Row(W, j + 2), w3 = ref Row(W, j + 3);
        nuint length = (nuint)A.Columns, lanes = (nuint)Vector<float>.Count;
        Vector<float> s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector<float> s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        for (nuint k = 0; k < length; k += lanes)
        {
            Vector<float> x0 = Vector.LoadUnsafe(ref a0, k), x1 = Vector.LoadUnsafe(ref a1, k), x2 = Vector.LoadUnsafe(ref a2, k), x3 = Vector.LoadUnsafe(ref a3, k);
            Vector<float> y = Vector.LoadUnsafe(ref w0, k);
            s00 = Vector.FusedMultiplyAdd(x0, y, s00);
            s10 = Vector.FusedMultiplyAdd(x1, y, s10);
            s20 = Vector.FusedMultiplyAdd(x2, y, s20);
            s30 = Vector.FusedMultiplyAdd(x3, y, s30);
            y = Vector.LoadUnsafe(ref w1, k);
            s01 = Vector.FusedMultiplyAdd(x0, y, s01);
            s11 = Vector.FusedMultiplyAdd(x1, y, s11);
            s21 = Vector.FusedMultiplyAdd(x2, y, s21);
            s31 = Vector.FusedMultiplyAdd(x3, y, s31);
            y = Vector.LoadUnsafe(ref w2, k);
            s02 = Vector.FusedMultiplyAdd(x0, y, s02);
            s12 = Vector.FusedMultiplyAdd(x1, y, s12);
            s22 = Vector.FusedMultiplyAdd(x2, y, s22);
            s32 = Vector.FusedMultiplyAdd(x3, y, s32);
            y = Vector.LoadUnsafe(ref w3, k);
            s03 = Vector.FusedMultiplyAdd(x0, y, s03);
            s13 = Vector.FusedMultiplyAdd(x1, y, s13);
            s23 = Vector.FusedMultiplyAdd(x2, y, s23);
            s33 = Vector.FusedMultiplyAdd(x3, y, s33);
        }
        Put(Z, e, j, s00, s01, s02, s03);
        Put(Z, e + 1, j, s10, s11, s12, s13);
        Put(Z, e + 2, j, s20, s21, s22, s23);
        Put(Z, e + 3, j, s30, s31, s32, s33);
    }

    private static void Put(Matrix<F32> Z, int e, int j, Vector<float> s0, Vector<float> s1, Vector<float> s2, Vector<float> s3)
    {
        Z[e, j] = new(Vector.Sum(s0));
        Z[e, j + 1] = new(Vector.Sum(s1));
        Z[e, j + 2] = new(Vector.Sum(s2));
        Z[e, j + 3] = new(Vector.Sum(s3));
    }
}
