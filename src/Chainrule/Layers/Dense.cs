using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// A dense layer, Z = X·Wᵀ + b and A = f(Z): every unit reads every number of a row. Where an example has several rows (positions), each goes through the same weights.
/// </summary>
/// <param name="Activation">f.</param>
/// <param name="Weights">W: <c>Weights[j][k]</c> goes to unit j from input k.</param>
/// <param name="Biases">b: <c>Biases[j]</c> belongs to unit j.</param>
/// <remarks>Nobody can change it: arrays are copied. Whether its shapes are right is seen by the network that it becomes part of.</remarks>
/// <exception cref="ArgumentException">Something is null.</exception>
public sealed record Dense(Activation Activation, NumberTable Weights, NumberRow Biases) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "dense", ["activation", "weights", "biases"],
        read => new Dense(read.Activation("activation"), read.Table("weights"), read.Row("biases")),
        Samples.Rows, (random, x) =>
        {
            int units = Samples.From(random, 1, 4);
            return new Dense(Samples.Elementwise(random), Samples.Table(random, units, x.Columns), Samples.Row(random, units));
        });

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <summary>f, what turns the weighted sums into the layer's outputs.</summary>
    public Activation Activation { get; init => field = Given.NotNull(value, nameof(Activation)); } = Given.NotNull(Activation);

    /// <summary>W, out × in.</summary>
    public NumberTable Weights { get; init => field = Given.NotNull(value, nameof(Weights)); } = Given.NotNull(Weights);

    /// <summary>b, one for each unit.</summary>
    public NumberRow Biases { get; init => field = Given.NotNull(value, nameof(Biases)); } = Given.NotNull(Biases);

    /// <summary>How many numbers come in.</summary>
    public int Inputs => Weights.Count == 0 ? 0 : Weights[0].Count;

    /// <summary>How many units there are.</summary>
    public int Units => Weights.Count;

    /// <summary>How many weights and biases.</summary>
    public long ParameterCount => Units * (Inputs + 1L);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields => [("activation", Activation), ("weights", (Tensor)Weights), ("biases", (Tensor)Biases)];

    /// <inheritdoc/>
    public override string Words => $"{Units} {Activation}";

    /// <inheritdoc/>
    // One without weights is refused where it is placed.
    public override Shape? InputShape => Shape.Units(Math.Max(1, Inputs));

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        Quantity x = plan.Input();
        int inputs = x.Shape.Columns;
        if (Inputs == 0) throw new ProblemException($"{plan.At}.weights: empty; wanted one row for each unit and in it one number for each input");
        if (!x.Shape.EndsInRow) throw new ProblemException($"{plan.At}: the input is {x.Shape}, a picture, and a dense layer wants numbers in a row; put {{ \"kind\": \"flatten\" }} before it");
        string source = plan.Layers.Count == 0 ? "as in row 0" : $"one for each unit of layers[{plan.Layers.Count - 1}]";
        if (!Activation.IsElementwise && !plan.IsLast)
            throw new ProblemException($"{plan.At}.activation: {Activation} can only be the output layer's, and this is a hidden layer; use for example \"sigmoid\" or \"relu\" here");
        return new Placed(
            Activation, x,
            plan.Parameter("W", Shape.Matrix(Units, inputs), Weights, "weights", source),
            plan.Parameter("b", Shape.Vector(Units), Biases, "biases", "one for each row of weights", isBias: true),
            plan.Value("z", x.Shape.WithLast(Units)),
            plan.Value("a", x.Shape.WithLast(Units)));
    }

    private sealed record Placed(Activation F, Quantity X, Quantity W, Quantity B, Quantity Z, Quantity A) : ILayer
    {
        public Quantity Output => A;

        public (Activation F, Quantity Z)? Ending => (F, Z);

        public IReadOnlyList<KinkOf> Kinks => F.Kinks.Count > 0 ? [new(F.Name, Z, F.Kinks)] : [];

        public void Forward(IKernels k)
        {
            k.Affine(X, W, B, Z);  // Z = X·Wᵀ + b
            k.Apply(F, Z, A);      // A = f(Z)
        }

        public void Backward(IKernels k)
        {
            k.Pull(F, A, Z);       // undoes A = f(Z):       dZ = dA ⊙ f′(Z)
            k.Keep(W, Z, X);       // undoes Z = X·Wᵀ + b, for W: dW = dZᵀ·X
            k.Keep(B, Z);          //                      for b: db = column sums of dZ
            k.Back(Z, W, X);       //                      for X: dX = dZ·W
        }
    }
}
