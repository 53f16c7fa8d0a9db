using BenchmarkDotNet.Attributes;
using Chainrule.Data;
using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;

namespace Chainrule.Bench.Kernels;

/// <summary>The three products of a dense layer: forward, back, and the gradient of the weights with the update.</summary>
public class ProductBenchmarks
{
    private Action affine = () => { }, back = () => { }, outer = () => { }, columnSum = () => { };

    /// <summary>Examples, inputs and outputs of the layer.</summary>
    [Params("64x784x128", "128x512x512", "33x101x13")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Fill()
    {
        int[] sides = [.. Shape.Split('x').Select(int.Parse)];
        (int n, int inputs, int outputs) = (sides[0], sides[1], sides[2]);
        var random = new RandomSource(1);
        Kernels<F32> kernels = Widths.Widest;
        Matrix<F32> A = Random(new(n, inputs)), W = Random(new(outputs, inputs, kernels.PanelWidth)), dZ = Random(new(n, outputs)), b = new(1, outputs);
        affine = kernels.Affine(A, W, b, new(n, outputs));
        back = kernels.Back(dZ, W, new(n, inputs));
        outer = Moving(kernels.Outer(dZ, A), W);
        columnSum = Moving(kernels.ColumnSum(dZ), b);

        Matrix<F32> Random(Matrix<F32> matrix)
        {
            foreach (ref F32 cell in matrix.Cells) cell = random.Uniform(-1, 1);
            return matrix;
        }
    }

    [Benchmark]
    public void Affine() => affine();

    [Benchmark]
    public void Back() => back();

    [Benchmark]
    public void OuterDescend() => outer();

    [Benchmark]
    public void ColumnSumDescend() => columnSum();

    private static Action Moving(Kept<F32> gradient, Matrix<F32> parameter)
    {
        Action<Matrix<F32>, F32> descend = gradient.Descend ?? throw new InvalidOperationException("this gradient can only be stored");
        return () => descend(parameter, 1e-6);
    }
}
