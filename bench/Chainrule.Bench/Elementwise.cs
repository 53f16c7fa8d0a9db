using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Chainrule.Data;
using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>W9, a function of N numbers from ±4: as the network applies an activation, or as the library's TensorPrimitives do.</summary>
internal static class Elementwise
{
    internal static Workload Parse(string name, string variant)
    {
        string[] parts = name.Split(':');
        if (parts.Length != 3 || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count is < 1 or > 1 << 28)
            throw new ProblemException($"workload: got \"{name}\", wanted W9:F:N with exp, tanh or sigmoid and a whole number, such as W9:exp:4096");
        var random = new RandomSource(1);
        Matrix<F32> x = new(1, count), y = new(1, count);
        foreach (ref F32 each in x.Cells) each = random.Uniform(-4, 4);
        return new((parts[1], variant) switch
        {
            ("exp", "tensorprimitives") => () => TensorPrimitives.Exp(Floats(x), Floats(y)),
            ("tanh", "tensorprimitives") => () => TensorPrimitives.Tanh(Floats(x), Floats(y)),
            ("sigmoid", "tensorprimitives") => () => TensorPrimitives.Sigmoid(Floats(x), Floats(y)),
            ("exp", _) => Of(new Elementwise<Exponential>(), x, y),
            ("tanh" or "sigmoid", _) => Of(Activation.Named(parts[1]), x, y),
            _ => throw new ProblemException($"workload: got the function \"{parts[1]}\", wanted exp, tanh or sigmoid"),
        }, 0);
    }

    private static Action Of(Activation activation, Matrix<F32> x, Matrix<F32> y) => Widths.Widest.Apply(activation, x, y);

    // One row lies in one piece.
    private static Span<float> Floats(Matrix<F32> numbers) => MemoryMarshal.CreateSpan(ref Unsafe.As<F32, float>(ref numbers[0, 0]), numbers.Columns);

    /// <summary>eˣ as an activation, which nobody uses as one: so it is computed by the lanes like any other law.</summary>
    private readonly struct Exponential : IActivation
    {
        public static string Name => "exp";

        public static T Value<T>(T z) where T : struct, IReal<T> => T.Exp(z);

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => a;
    }
}
