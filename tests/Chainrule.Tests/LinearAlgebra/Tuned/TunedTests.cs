using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.LinearAlgebra;

/// <summary>The tuned kernels against the three loops.</summary>
[Collection(nameof(Width))]
public class TunedTests
{
    // The unit roundoff of a float.
    private const double Roundoff = 1.0 / (1 << 24);

    private static readonly float[] Odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, -1e-40f];

    private static readonly Activation Relu = Activation.Named("relu"), Tanh = Activation.Named("tanh"), Softmax = Activation.Named("softmax");

    public static TheoryData<int> Widths => Width.Here;

    private static Matrix<F32> Numbers(Random random, int rows, int columns, double odd = 0) => Filled(random, new(rows, columns), odd);

    private static Matrix<F32> Weights(Kernels<F32> kernels, Random random, int units, int inputs, double odd = 0) => Filled(random, new(units, inputs, kernels.PanelWidth), odd);

    private static Matrix<F32> Filled(Random random, Matrix<F32> matrix, double odd)
    {
        foreach (ref F32 cell in matrix.Cells)
            cell = random.NextDouble() < odd ? new F32(Odd[random.Next(Odd.Length)]) : random.NextDouble() * 2 - 1;
        return matrix;
    }

    private static IEnumerable<(int Rows, int Columns, int Depth)> SmallShapes()
    {
        for (int i = 1; i <= 40; i++)
            for (int j = SlowTests.Wanted ? 1 : 1 + i % 3; j <= 40; j += SlowTests.Wanted ? 1 : 3)
                // Every third pair, and a walk through the third side that begins elsewhere for each.
                for (int k = SlowTests.Wanted ? 1 : 1 + (7 * i + 11 * j) % 40; k <= 40; k += SlowTests.Wanted ? 1 : 40)
                    yield return (i, j, k);
    }

    private static IEnumerable<(int Rows, int Columns, int Depth)> LargeShapes(Random random)
    {
        int most = SlowTests.Wanted ? 400 : 120;
        for (int i = 0; i < (SlowTests.Wanted ? 100 : 3); i++) yield return (random.Next(1, most), random.Next(1, most), random.Next(1, most));
        // Several pieces of several panels; few examples with many inputs; rows that would be an exact number of KB apart.
        yield return (130, 261, 605);
        foreach (int n in (int[])[1, 2, 3, 4, 5, 7, 16]) yield return (n, 9, 401);
        yield return (3, 256, 512);
    }

    private static void Each(int bits, Action<Kernels<F32>, Random, int, int, int> check)
    {
        Kernels<F32> kernels = Width.Of(bits);
        Random random = new(1);
        foreach ((int rows, int columns, int depth) in SmallShapes().Concat(LargeShapes(random))) check(kernels, random, rows, columns, depth);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Affine_is_the_three_loops_within_the_error_of_a_sum(int bits) => Each(bits, (kernels, random, n, units, inputs) =>
    {
        Matrix<F32> A = Numbers(random, n, inputs), W = Weights(kernels, random, units, inputs), b = Numbers(random, 1, units), Z = new(n, units);
        kernels.Affine(A, W, b, Z)();
        // A sum of products in any order, and the bias: inputs + 1 roundings of at most Σ |a·w| + |b| each (Higham 2002, section 3.1).
        for (int e = 0; e < n; e++)
            for (int j = 0; j < units; j++)
            {
                double exact = b[0, j].Number, size = Math.Abs(exact);
                for (int k = 0; k < inputs; k++)
                {
                    double product = (double)A[e, k].Number * W[j, k].Number;
                    exact += product;
                    size += Math.Abs(product);
                }
                double gamma = (inputs + 1) * Roundoff / (1 - (inputs + 1) * Roundoff);
                Assert.True(Math.Abs(Z[e, j].Number - exact) <= gamma * size, $"Z[{e}, {j}] of {n} × {inputs} by {units}: {Z[e, j]}, wanted {exact}");
            }
    });

    // All products run over the same factors in the same order with the same roundings, whatever the tiles: the same number, NaN for NaN.
    [Theory, MemberData(nameof(Widths))]
    public void Affine_is_the_three_loops_exactly(int bits) => Each(bits, (kernels, random, n, units, inputs) =>
    {
        Matrix<F32> A = Numbers(random, n, inputs, 0.01), W = Weights(kernels, random, units, inputs, 0.01), b = Numbers(random, 1, units, 0.01), plain = new(n, units), tuned = new(n, units);
        Plain.Affine(A, W, b, plain);
        kernels.Affine(A, W, b, tuned)();
        AssertSame(plain, tuned, inputs);
    });

    [Theory, MemberData(nameof(Widths))]
    public void Back_is_the_three_loops_exactly(int bits) => Each(bits, (kernels, random, n, inputs, units) =>
    {
        Matrix<F32> dZ = Numbers(random, n, units, 0.01), W = Weights(kernels, random, units, inputs, 0.01), plain = new(n, inputs), tuned = new(n, inputs);
        Plain.Back(dZ, W, plain);
        kernels.Back(dZ, W, tuned)();
        AssertSame(plain, tuned, units);
    });

    [Theory, MemberData(nameof(Widths))]
    public void Outer_is_the_three_loops_exactly_stored_or_descended(int bits) => Each(bits, (kernels, random, units, inputs, n) =>
    {
        Matrix<F32> dZ = Numbers(random, n, units, 0.01), A = Numbers(random, n, inputs, 0.01), plain = Weights(kernels, random, units, inputs), tuned = plain.Copy();
        Plain.Outer(dZ, A, new Descend<F32>(0.5), plain);
        kernels.Outer(dZ, A).Descend!(tuned, 0.5);
        AssertSame(plain, tuned, n);
        Plain.Outer(dZ, A, new Store<F32>(), plain);
        kernels.Outer(dZ, A).Store(tuned);
        AssertSame(plain, tuned, n);
    });

    [Theory, MemberData(nameof(Widths))]
    public void ColumnSum_is_the_loop_exactly_stored_or_descended(int bits) => Each(bits, (kernels, random, n, units, _) =>
    {
        Matrix<F32> dZ = Numbers(random, n, units, 0.01), plain = Numbers(random, 1, units), tuned = plain.Copy();
        Plain.ColumnSum(dZ, new Descend<F32>(0.5), plain);
        kernels.ColumnSum(dZ).Descend!(tuned, 0.5);
        Assert.Equal(plain.Cells.ToArray(), tuned.Cells.ToArray());
        Plain.ColumnSum(dZ, new Store<F32>(), plain);
        kernels.ColumnSum(dZ).Store(tuned);
        Assert.Equal(plain.Cells.ToArray(), tuned.Cells.ToArray());
    });

    [Theory, MemberData(nameof(Widths))]
    public void A_layer_in_one_go_is_its_two_lines_exactly(int bits) => Each(bits, (kernels, random, n, units, inputs) =>
    {
        Matrix<F32> A = Numbers(random, n, inputs, 0.01), W = Weights(kernels, random, units, inputs, 0.01), b = Numbers(random, 1, units, 0.01);
        Matrix<F32> Z = new(n, units), next = new(n, units), fusedZ = new(n, units), fusedNext = new(n, units);
        foreach (Activation f in (Activation[])[Relu, Tanh, Softmax])
        {
            kernels.Affine(A, W, b, Z)();
            kernels.Apply(f, Z, next)();
            kernels.Layer(A, W, b, fusedZ, f, fusedNext)();
            Assert.Equal(Z.Cells.ToArray(), fusedZ.Cells.ToArray());
            Assert.Equal(next.Cells.ToArray(), fusedNext.Cells.ToArray());
        }
    });

    [Theory, MemberData(nameof(Widths))]
    public void A_layer_back_in_one_go_is_its_two_lines_exactly(int bits) => Each(bits, (kernels, random, n, inputs, units) =>
    {
        Matrix<F32> dZ = Numbers(random, n, units, 0.01), W = Weights(kernels, random, units, inputs, 0.01), Z = Numbers(random, n, inputs), A = Numbers(random, n, inputs);
        Matrix<F32> dA = new(n, inputs), before = new(n, inputs), fusedDA = new(n, inputs), fusedBefore = new(n, inputs);
        foreach (Activation f in (Activation[])[Relu, Tanh])
        {
            kernels.Back(dZ, W, dA)();
            kernels.Pull(f, dA, Z, A, before)();
            kernels.BackAndPull(dZ, W, fusedDA, f, Z, A, fusedBefore)();
            Assert.Equal(dA.Cells.ToArray(), fusedDA.Cells.ToArray());
            Assert.Equal(before.Cells.ToArray(), fusedBefore.Cells.ToArray());
        }
    });

    // Without a fused multiply-add in hardware the lanes round each product, the loops do not.
    private static void AssertSame(Matrix<F32> plain, Matrix<F32> tuned, int terms)
    {
        if (Fma.IsSupported || AdvSimd.IsSupported)
        {
            Assert.Equal(plain.Cells.ToArray(), tuned.Cells.ToArray());
            return;
        }
        for (int i = 0; i < plain.Cells.Length; i++)
        {
            float a = plain.Cells[i], b = tuned.Cells[i];
            Assert.True(!float.IsFinite(a) || Math.Abs(a - b) <= 4 * terms * Roundoff * Math.Max(terms, Math.Abs(a)), $"{a} and {b}");
        }
    }
}
