using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// Layer normalisation of each row of m numbers: mean = 1/m Σ x, sd = √(1/m Σ (x − mean)² + ε), n = (x − mean)/sd, a = gain ⊙ n + b. (Ba, Kiros and Hinton 2016.)
/// </summary>
/// <param name="Gain">One number for each column.</param>
/// <param name="Biases">One number for each column.</param>
/// <param name="Epsilon">ε, so that equal numbers divide by something.</param>
public sealed record LayerNorm(NumberRow Gain, NumberRow Biases, double Epsilon = 1e-5) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "layer-norm", ["gain", "biases", "epsilon"],
        read => new LayerNorm(read.Row("gain"), read.Row("biases"), read.Number("epsilon", 1e-5)),
        Samples.Rows, (random, x) => new LayerNorm(Samples.Gain(random, x.Columns), Samples.Row(random, x.Columns)));

    /// <summary>One number for each column.</summary>
    public NumberRow Gain { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Gain)); } = Chainrule.Numbers.Given.NotNull(Gain);

    /// <summary>One number for each column.</summary>
    public NumberRow Biases { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Biases)); } = Chainrule.Numbers.Given.NotNull(Biases);

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields => [("gain", (Tensor)Gain), ("biases", (Tensor)Biases), ("epsilon", Epsilon)];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        Quantity x = plan.Input();
        Shape one = plan.OneForEachRow(x.Shape), vector = Shape.Vector(x.Shape.Columns);
        const string why = "one for each number of a row that comes in";
        return new Placed(
            new(Positive.Epsilon(plan, Epsilon)), x, plan.Parameter("gain", vector, Gain, "gain", why), plan.Parameter("b", vector, Biases, "biases", why, isBias: true),
            plan.Value("mean", one), plan.Value("sd", one), plan.Value("n", x.Shape), plan.Value("a", x.Shape));
    }

    private sealed record Placed(Deviation Deviation, Quantity X, Quantity Gain, Quantity B, Quantity Mean, Quantity Sd, Quantity N, Quantity A) : ILayer
    {
        public Quantity Output => A;

        public void Forward(IKernels k)
        {
            k.Row(new Mean(), Mean, X);                // mean = 1/m Σ x
            k.Row(Deviation, Sd, X, Mean);             // sd = √(1/m Σ (x − mean)² + ε)
            k.Row(new Normalised(), N, X, Mean, Sd);   // n = (x − mean)/sd
            k.Row(new Scaled(), A, N, Gain, B);        // a = gain ⊙ n + b
        }

        // With xⱼ, the mean and sd move too: ∂mean/∂xⱼ = 1/m and ∂sd/∂xⱼ = (xⱼ − mean)/(m·sd) = nⱼ/m (through the mean sd does not move, since Σ (x − mean) = 0). So
        // dxⱼ = dnⱼ/sd − 1/m Σ dnᵢ/sd − (Σ dnᵢ·nᵢ/sd)·nⱼ/m = (dnⱼ − mean of dn − nⱼ · mean of dn ⊙ n)/sd.
        public void Backward(IKernels k)
        {
            k.Row(new Times(), N.d, A.d, Gain);             // undoes a = gain ⊙ n + b, for n
            k.KeepProducts(Gain, A, N);                     //                          for gain: column sums of dA ⊙ n
            k.Keep(B, A);                                   //                          for b
            k.Row(new NormalisedBack(), X.d, N.d, N, Sd);   // undoes the three lines of mean, sd and n together
        }
    }

    // √(1/m Σ (x − mean)² + ε).
    private sealed record Deviation(double Epsilon) : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            ReadOnlySpan<T> x = of[0];
            T mean = of[1][0], sum = Real.Square(x[0] - mean);
            for (int j = 1; j < x.Length; j++) sum += Real.Square(x[j] - mean);
            into[0] = T.Sqrt(sum / (T)x.Length + Epsilon);
        }
    }

    private readonly struct Normalised : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            ReadOnlySpan<T> x = of[0];
            T mean = of[1][0], sd = of[2][0];
            for (int j = 0; j < x.Length; j++) into[j] = (x[j] - mean) / sd;
        }
    }

    private readonly struct Scaled : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            ReadOnlySpan<T> n = of[0], gain = of[1], b = of[2];
            for (int j = 0; j < n.Length; j++) into[j] = gain[j] * n[j] + b[j];
        }
    }

    // (dn − mean of dn − n · mean of dn ⊙ n)/sd.
    private readonly struct NormalisedBack : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            ReadOnlySpan<T> dn = of[0], n = of[1];
            T sd = of[2][0], sum = dn[0], along = dn[0] * n[0];
            for (int j = 1; j < n.Length; j++)
            {
                sum += dn[j];
                along += dn[j] * n[j];
            }
            for (int j = 0; j < n.Length; j++) into[j] = (dn[j] - sum / (T)n.Length - n[j] * (along / (T)n.Length)) / sd;
        }
    }
}

internal static class Positive
{
    /// <summary>An ε that keeps a division from being one by 0.</summary>
    internal static double Epsilon(Plan plan, double epsilon) => epsilon > 0 && double.IsFinite(epsilon)
        ? epsilon
        : throw new ProblemException($"{plan.At}.epsilon: got {epsilon:R}, wanted a small positive number such as 1e-5");
}
