using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Chainrule.Data;
using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Bench.Kernels;

/// <summary>Activations of 4096 numbers, and the library's functions beside them.</summary>
public class ActivationBenchmarks
{
    private readonly Matrix<F32> x = new(1, 4096), y = new(1, 4096);
    private Action apply = () => { };

    [Params("sigmoid", "tanh", "relu", "gelu")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Fill()
    {
        var random = new RandomSource(1);
        foreach (ref F32 each in x.Cells) each = random.Uniform(-4, 4);
        apply = Widths.Widest.Apply(Activation.Named(Name), x, y);
    }

    [Benchmark]
    public void Apply() => apply();

    [Benchmark]
    public void LibraryTanh() => TensorPrimitives.Tanh(Floats(x), Floats(y));

    // One row lies in one piece.
    private static Span<float> Floats(Matrix<F32> numbers) => MemoryMarshal.CreateSpan(ref Unsafe.As<F32, float>(ref numbers[0, 0]), numbers.Columns);
}
