using BenchmarkDotNet.Attributes;
using Chainrule.Data;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Bench.Kernels;

/// <summary>The three products of a dense layer: forward, back, and the gradient of the weights with the update.</summary>
public class ProductBenchmarks
{
    private Matrix<F32> A = new(1, 1), W = new(1, 1), b = new(1, 1), Z = new(1, 1), dA = new(1, 1), dZ = new(1, 1);

    /// <summary>Examples, inputs and outputs of the layer.</summary>
    [Params("64x784x128", "128x512x512", "33x101x13")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Fill()
    {
        int[] sides = [.. Shape.Split('x').Select(int.Parse)];
        (int n, int inputs, int outputs) = (sides[0], sides[1], sides[2]);
        var random = new RandomSource(1);
        (A, W, b, Z, dA, dZ) = (Random(new(n, inputs)), Random(Matrix<F32>.ForWeights(outputs, inputs)), new(1, outputs), new(n, outputs), new(n, inputs), Random(new(n, outputs)));

        Matrix<F32> Random(Matrix<F32> matrix)
        {
            foreach (ref F32 cell in matrix.Cells) cell = random.Uniform(-1, 1);
            return matrix;
        }
    }

    [Benchmark]
    public void Affine() => LinearAlgebra.Kernels.Affine(A, W, b, Z);

    [Benchmark]
    public void Back() => LinearAlgebra.Kernels.Back(dZ, W, dA);

    [Benchmark]
    public void OuterDescend() => LinearAlgebra.Kernels.Outer(dZ, A, new Descend<F32>(1e-6), W);

    [Benchmark]
    public void ColumnSumDescend() => LinearAlgebra.Kernels.ColumnSum(dZ, new Descend<F32>(1e-6), b);
}
