using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// A dense layer, Z = X·Wᵀ + b and A = f(Z): every unit reads every number of a row. Where an example has several rows (positions), each goes through the same weights.
/// </summary>
public sealed record Dense : LayerSpec
{
    /// <summary>A dense layer. <paramref name="weights"/>[j][k] goes to unit j from input k; <paramref name="biases"/>[j] belongs to unit j.</summary>
    public Dense(Activation activation, double[][] weights, double[] biases) : this(activation, Tensor.Of(weights), Tensor.Of(biases))
    {
    }

    /// <summary>The same.</summary>
    public Dense(Activation activation, Tensor weights, Tensor biases)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(biases);
        (Activation, Weights, Biases) = (activation, weights, biases);
    }

    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <summary>f.</summary>
    public Activation Activation { get; init; }

    /// <summary>W: a row for each unit, in it a number for each input.</summary>
    public Tensor Weights { get; init; }

    /// <summary>b: a number for each unit.</summary>
    public Tensor Biases { get; init; }

    /// <summary>How many numbers come in.</summary>
    public int Inputs => Weights.IsRow ? 0 : Weights[0].Count;

    /// <summary>How many units there are.</summary>
    public int Units => Weights.Count;

    /// <summary>How many weights and biases.</summary>
    public int ParameterCount => Units * (Inputs + 1);

    /// <inheritdoc/>
    public override string Words => $"{Units} {Activation}";

    /// <inheritdoc/>
    public override Shape? InputShape => Inputs > 0 ? Shape.Units(Inputs) : null;

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
