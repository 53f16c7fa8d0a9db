using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>How the losses of several examples become one number.</summary>
public enum Reduction
{
    /// <summary>L = 1/n Σ L[e], the default.</summary>
    Mean,

    /// <summary>L = Σ L[e].</summary>
    Sum,
}

/// <summary>
/// A dense layer as data. <paramref name="Weights"/>[j][k] goes to unit j from input k; <paramref name="Biases"/>[j] belongs to unit j. Nobody can change it:
/// arrays are copied. Whether its shapes are right is seen by the network that it becomes part of.
/// </summary>
/// <exception cref="ArgumentException">Something is null.</exception>
public sealed record LayerSpec(Activation Activation, NumberTable Weights, NumberRow Biases)
{
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
    public int ParameterCount => Units * (Inputs + 1);
}

/// <summary>A network as data, in plain doubles: what a file holds and what <see cref="Network{T}"/> is built from.</summary>
public sealed record NetworkSpec
{
    /// <summary>A network, with its shapes checked.</summary>
    /// <exception cref="ProblemException">
    /// No layer, ragged or mismatched shapes, a number that is not finite, softmax in a hidden layer, or an output activation which
    /// the loss does not go with.
    /// </exception>
    /// <exception cref="ArgumentException">Something is null, or the reduction is none of the two.</exception>
    public NetworkSpec(IReadOnlyList<LayerSpec> layers, Loss loss, Reduction reduction = Reduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(loss);
        if (!Enum.IsDefined(reduction)) throw new ArgumentOutOfRangeException(nameof(reduction), $"got {(int)reduction}, wanted {nameof(Reduction.Mean)} or {nameof(Reduction.Sum)}");
        // A copy, behind which nobody can reach: what was checked stays so.
        Layers = Array.AsReadOnly(layers.ToArray());
        Loss = loss;
        Reduction = reduction;
        NetworkShapes.Check(Layers, loss);
    }

    /// <summary>The layers, the first one nearest to the inputs.</summary>
    public IReadOnlyList<LayerSpec> Layers { get; }

    /// <summary>What the outputs are measured with.</summary>
    public Loss Loss { get; }

    /// <summary>How the losses of several examples become one.</summary>
    public Reduction Reduction { get; }

    /// <summary>How many numbers an example's x has.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>How many numbers an example's y has.</summary>
    public int Outputs => Layers[^1].Units;

    /// <summary>How many weights and biases there are in all.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>As it would be said: <c>2 → 2 sigmoid → 2 sigmoid, half-sse, 12 parameters</c>.</summary>
    public override string ToString() =>
        $"{Inputs} → {string.Join(" → ", Layers.Select(l => $"{l.Units} {l.Activation}"))}, {Loss}, {ParameterCount} parameters";
}

/// <summary>Examples: <see cref="X"/>[e] are the inputs and <see cref="Y"/>[e] the targets of example e. Nobody can change them: arrays are copied.</summary>
public sealed record Batch
{
    /// <summary>Examples, as many x as y, each x as long as the others and each y as the others.</summary>
    /// <exception cref="ProblemException">No example, not as many x as y, or not of one length; the message says which.</exception>
    /// <exception cref="ArgumentException">Something is null.</exception>
    public Batch(NumberTable X, NumberTable Y)
    {
        this.X = Given.NotNull(X);
        this.Y = Given.NotNull(Y);
        NetworkShapes.Check(this);
    }

    /// <summary>The inputs, a row an example.</summary>
    public NumberTable X { get; }

    /// <summary>The targets, a row an example.</summary>
    public NumberTable Y { get; }

    /// <summary>How many examples.</summary>
    public int Count => X.Count;
}

/// <summary>A network, examples, and how to take a step: what a network file holds.</summary>
public sealed record Problem
{
    /// <summary>A problem, with the examples' shapes and targets checked against the network.</summary>
    /// <exception cref="ProblemException">No examples, wrong sizes, targets the loss cannot take, a learning rate that is not a positive number.</exception>
    /// <exception cref="ArgumentException">Something is null.</exception>
    public Problem(NetworkSpec network, Batch batch, double learningRate = 0.5, bool updateBiases = true)
    {
        Network = Given.NotNull(network);
        Batch = Given.NotNull(batch);
        LearningRate = learningRate;
        UpdateBiases = updateBiases;
        NetworkShapes.Check(this);
    }

    /// <summary>The network.</summary>
    public NetworkSpec Network { get; }

    /// <summary>The examples, all of which make one step.</summary>
    public Batch Batch { get; }

    /// <summary>η, the size of the step.</summary>
    public double LearningRate { get; }

    /// <summary>Whether the biases are learned as well as the weights.</summary>
    public bool UpdateBiases { get; }
}
