using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Chainrule.Data;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>W9, a function of N numbers from ±4 (10 ns and more a number where it is computed one by one).</summary>
internal static class Elementwise
{
    internal static Workload Parse(string name, string variant)
    {
        string[] parts = name.Split(':');
        if (parts.Length != 3 || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count is < 1 or > 1 << 28)
            throw new ProblemException($"workload: got \"{name}\", wanted W9:F:N with exp, tanh or sigmoid and a whole number, such as W9:exp:4096");
        var random = new RandomSource(1);
        F32[] x = [.. Enumerable.Range(0, count).Select(_ => (F32)random.Uniform(-4, 4))], y = new F32[count];
        return new((parts[1], variant) switch
        {
            ("exp", "tensorprimitives") => () => TensorPrimitives.Exp(Floats(x), Floats(y)),
            ("tanh", "tensorprimitives") => () => TensorPrimitives.Tanh(Floats(x), Floats(y)),
            ("sigmoid", "tensorprimitives") => () => TensorPrimitives.Sigmoid(Floats(x), Floats(y)),
            ("exp", _) => () => Exp(x, y),
            ("tanh" or "sigmoid", _) => Of(Activation.Named(parts[1]), x, y),
            _ => throw new ProblemException($"workload: got the function \"{parts[1]}\", wanted exp, tanh or sigmoid"),
        }, 0);
    }

    private static Action Of(Activation activation, F32[] x, F32[] y) => () => activation.Apply<F32>(x, y);

    private static Span<float> Floats(F32[] numbers) => MemoryMarshal.Cast<F32, float>(numbers.AsSpan());

    private static void Exp(F32[] x, F32[] y)
    {
        for (int i = 0; i < x.Length; i++) y[i] = F32.Exp(x[i]);
    }
}
