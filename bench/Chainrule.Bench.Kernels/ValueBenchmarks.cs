using BenchmarkDotNet.Attributes;
using Chainrule.Numbers;

namespace Chainrule.Bench.Kernels;

/// <summary>A graph of single numbers: 1000 dot products of length N, recorded, walked backward and forgotten.</summary>
[MemoryDiagnoser]
public class ValueBenchmarks
{
    private readonly Tape tape = Tape.Begin();
    private Value[] weights = [];
    private int mark;

    [Params(10, 500)]
    public int N { get; set; }

    [GlobalSetup]
    public void Weights()
    {
        weights = [.. Enumerable.Range(0, N).Select(i => (Value)(1.0 / (i + 1)))];
        mark = tape.Mark();
    }

    /// <summary>2000·N nodes: the million-node graph for N = 500.</summary>
    [Benchmark]
    public double BuildAndBackward()
    {
        tape.Rewind(mark);
        Value sum = 0.0;
        for (int e = 0; e < 1000; e++)
        {
            Value z = weights[0] * weights[0];
            for (int k = 1; k < weights.Length; k++) z += weights[k] * weights[k];
            sum += z;
        }
        sum.Backward();
        return weights[0].Grad;
    }
}
