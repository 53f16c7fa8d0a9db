using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Layers;

/// <summary>
/// Root-mean-square normalisation of each row of m numbers: rms = √(1/m Σ x² + ε), n = x/rms, a = gain ⊙ n. Layer normalisation without the mean. (Zhang and Sennrich 2019.)
/// </summary>
/// <param name="Gain">One number for each column.</param>
/// <param name="Epsilon">ε, so that zeros divide by something.</param>
public sealed record RmsNorm(NumberRow Gain, double Epsilon = 1e-5) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "rms-norm", ["gain", "epsilon"],
        read => new RmsNorm(read.Row("gain"), read.Number("epsilon", 1e-5)),
        Samples.Rows, (random, x) => new RmsNorm(Samples.Gain(random, x.Columns)));

    /// <summary>One number for each column.</summary>
    public NumberRow Gain { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Gain)); } = Chainrule.Numbers.Given.NotNull(Gain);

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields => [("gain", (Tensor)Gain), ("epsilon", Epsilon)];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        Quantity x = plan.Input();
        return new Placed(
            new(Positive.Epsilon(plan, Epsilon)), x, plan.Parameter("gain", Shape.Vector(x.Shape.Columns), Gain, "gain", "one for each number of a row that comes in"),
            plan.Value("rms", plan.OneForEachRow(x.Shape)), plan.Value("n", x.Shape), plan.Value("a", x.Shape));
    }

    private sealed record Placed(RootMeanSquare Root, Quantity X, Quantity Gain, Quantity Rms, Quantity N, Quantity A) : ILayer
    {
        public Quantity Output => A;

        public void Forward(IKernels k)
        {
            k.Row(Root, Rms, X);                   // rms = √(1/m Σ x² + ε)
            k.Row(new DividedBy(), N, X, Rms);     // n = x/rms
            k.Row(new Times(), A, N, Gain);        // a = gain ⊙ n
        }

        // ∂rms/∂xⱼ = xⱼ/(m·rms) = nⱼ/m. So dxⱼ = dnⱼ/rms − (Σ dnᵢ·nᵢ/rms)·nⱼ/m = (dnⱼ − nⱼ · mean of dn ⊙ n)/rms.
        public void Backward(IKernels k)
        {
            k.Row(new Times(), N.d, A.d, Gain);                  // undoes a = gain ⊙ n, for n
            k.KeepProducts(Gain, A, N);                          //                      for gain
            k.Row(new DividedBack(), X.d, N.d, N, Rms);          // undoes the two lines of rms and n together
        }
    }

    // √(1/m Σ x² + ε).
    private sealed record RootMeanSquare(double Epsilon) : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            ReadOnlySpan<T> x = of[0];
            T sum = Real.Square(x[0]);
            for (int j = 1; j < x.Length; j++) sum += Real.Square(x[j]);
            into[0] = T.Sqrt(sum / (T)x.Length + Epsilon);
        }
    }

    private readonly struct DividedBy : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            ReadOnlySpan<T> x = of[0];
            T by = of[1][0];
            for (int j = 0; j < x.Length; j++) into[j] = x[j] / by;
        }
    }

    // (dn − n · mean of dn ⊙ n)/rms.
    private readonly struct DividedBack : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            ReadOnlySpan<T> dn = of[0], n = of[1];
            T rms = of[2][0], along = dn[0] * n[0];
            for (int j = 1; j < n.Length; j++) along += dn[j] * n[j];
            for (int j = 0; j < n.Length; j++) into[j] = (dn[j] - n[j] * (along / (T)n.Length)) / rms;
        }
    }
}
