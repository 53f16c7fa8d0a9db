using System.Globalization;
using System.Text.RegularExpressions;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>
/// What layers copy, beside what they cannot do without. <c>conv:CIN:COUT:SIDE:BATCH</c>: a convolution of 3 × 3 with a border of 1; <c>convproduct:…</c>: only the product it reduces to;
/// <c>embedding:ROWS:DIM:LOOKS</c>: rows of a table; <c>rowcopy:…</c>: as many rows copied one after the other.
/// </summary>
internal static partial class Copying
{
    private const string Form = "conv:16:32:28:32, convproduct:16:32:28:32, embedding:1000:64:4096 or rowcopy:1000:64:4096";

    internal static bool IsOne(string name) => Pattern().IsMatch(name);

    internal static Workload Parse(string name)
    {
        string[] parts = name.Split(':');
        int[] sizes = [.. parts.Skip(1).Select(each => int.TryParse(each, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is > 0 and <= 1_000_000 ? size : 0)];
        if (sizes.Contains(0) || sizes.Length != (parts[0].StartsWith("conv", StringComparison.Ordinal) ? 4 : 3)) throw new ProblemException($"workload: got \"{name}\", wanted {Form}");
        return parts[0] switch
        {
            "conv" => Convolved(sizes),
            "convproduct" => Product(sizes),
            "embedding" => Embedded(sizes),
            _ => Copied(sizes),
        };
    }

    private static double Flops(int[] s) => 2.0 * s[3] * s[2] * s[2] * 9 * s[0] * s[1];

    private static Workload Convolved(int[] s)
    {
        var random = new RandomSource(1);
        Tensor kernels = Tensor.Of(new Shape(false, [s[1], s[0], 3, 3]), _ => random.Uniform(-0.1, 0.1));
        NetworkSpec spec = new(
            [new Convolution(Activation.Named("relu"), kernels, NumberRow.Of(new double[s[1]]), Stride: 1, Padding: 1)], Loss.Named("mse"), input: Shape.Image(s[0], s[2], s[2]));
        Network<F32> network = new(spec);
        Workspace<F32> at = new(network, s[3]);
        foreach (ref F32 cell in at.A[0].Cells) cell = random.Uniform(-1, 1);
        return new(() => network.Forward(at), Flops(s));
    }

    private static Workload Product(int[] s)
    {
        var random = new RandomSource(1);
        Matrix<F32> A = Ladder.Random(new(s[3] * s[2] * s[2], 9 * s[0]), random), W = Ladder.Random(new(s[1], 9 * s[0], Widths.Widest.PanelWidth), random);
        return new(Widths.Widest.Layer(A, W, new(1, s[1]), new(A.Rows, s[1]), Activation.Named("relu"), new(A.Rows, s[1])), Flops(s));
    }

    private static Workload Embedded(int[] s)
    {
        var random = new RandomSource(1);
        Matrix<F32> table = Ladder.Random(new(s[0], s[1]), random);
        int[] ids = [.. Enumerable.Range(0, s[2]).Select(_ => random.Below(s[0]))];
        return new(Widths.Widest.Look(new(s[2], s[1]), table, ids), 0);
    }

    private static Workload Copied(int[] s)
    {
        float[] from = new float[s[2] * s[1]], to = new float[from.Length];
        return new(Copy, 0);

        void Copy()
        {
            for (int e = 0; e < s[2]; e++) from.AsSpan(e * s[1], s[1]).CopyTo(to.AsSpan(e * s[1], s[1]));
        }
    }

    [GeneratedRegex("^(conv|convproduct|embedding|rowcopy):")]
    private static partial Regex Pattern();
}
