using Chainrule.Layers;
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

/// <summary>A network as data, in plain doubles: what a file holds and what <see cref="Network{T}"/> is built from.</summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public sealed partial record NetworkSpec
{
    private Plan? predictionPlan;

    /// <summary>A network of dense layers, with its shapes checked.</summary>
    /// <inheritdoc cref="NetworkSpec(IReadOnlyList{LayerSpec}, Loss, Reduction, Shape?)"/>
    public NetworkSpec(IReadOnlyList<Dense> layers, Loss loss, Reduction reduction = Reduction.Mean) : this((IReadOnlyList<LayerSpec>)layers, loss, reduction)
    {
    }

    /// <summary>A network, with its shapes checked: the layers are placed.</summary>
    /// <param name="layers">The layers, the first one nearest to the inputs.</param>
    /// <param name="loss">What the outputs are measured with.</param>
    /// <param name="reduction">How the losses of several examples become one.</param>
    /// <param name="input">The shape of an example's input; null where the first layer says so itself, as a dense one does.</param>
    /// <exception cref="ProblemException">
    /// No layer, ragged or mismatched shapes, a number that is not finite, softmax in a hidden layer, or an output activation which
    /// the loss does not go with.
    /// </exception>
    /// <exception cref="ArgumentException">Something is null, or the reduction is none of the two.</exception>
    public NetworkSpec(IReadOnlyList<LayerSpec> layers, Loss loss, Reduction reduction = Reduction.Mean, Shape? input = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(loss);
        if (!Enum.IsDefined(reduction)) throw new ArgumentOutOfRangeException(nameof(reduction), $"got {(int)reduction}, wanted {nameof(Reduction.Mean)} or {nameof(Reduction.Sum)}");
        if (layers.Count == 0) throw new ProblemException("layers: the list is empty; wanted at least one layer, with its activation, weights and biases");
        // A copy, behind which nobody can reach: what was checked stays so.
        Layers = Array.AsReadOnly(layers.ToArray());
        (Loss, Reduction) = (loss, reduction);
        for (int l = 0; l < Layers.Count; l++)
            if (Layers[l]?.Described is null)
                throw new ArgumentException($"layers[{l}]: {(Layers[l] is null ? "got null, wanted a layer" : $"{nameof(LayerSpec.Described)} is null, wanted its kind")}", nameof(layers));
        if (Letters.WrongName(loss.Name, "loss", "half-sse") is { } wrong) throw new ArgumentException(wrong, nameof(loss));
        Input = input ?? Layers[0].InputShape ?? throw new ProblemException(
            $"input: it is missing, and the first layer, of kind \"{Layers[0].Kind}\", does not say what comes in; wanted the sizes of an example's input, \"input\": [2] in a file, input: Shape.Units(2) in C#, or {nameof(LayerSpec.InputShape)} of the layer");
        Plan = Plan.Of(Layers, Input, loss, isTraining: true);
        long parameters = Plan.Parameters.Sum(each => (long)each.Shape.Count);
        if (parameters > Array.MaxLength) throw new ProblemException($"layers: got {parameters:N0} parameters, wanted at most {Array.MaxLength:N0}; make the layers smaller");
        ParameterCount = (int)parameters;
    }

    /// <summary>The layers, the first one nearest to the inputs.</summary>
    public IReadOnlyList<LayerSpec> Layers { get; }

    /// <summary>What the outputs are measured with.</summary>
    public Loss Loss { get; }

    /// <summary>How the losses of several examples become one.</summary>
    public Reduction Reduction { get; }

    /// <summary>The shape of an example's input.</summary>
    public Shape Input { get; }

    /// <summary>Its quantities, placed to be trained.</summary>
    public Plan Plan { get; }

    /// <summary>Its quantities, placed to predict: what acts in training only is passed by.</summary>
    public Plan PredictionPlan => LazyInitializer.EnsureInitialized(ref predictionPlan, () => Plan.ToPredict(Layers, Loss));

    /// <summary>How many numbers an example's x has.</summary>
    public int Inputs => Input.Count;

    /// <summary>How many numbers an example's y has.</summary>
    public int Outputs => Plan.Loss.Y.Shape.Count;

    /// <summary>How many weights and biases there are in all.</summary>
    public int ParameterCount { get; }

    /// <summary>Layer l, from 1, which is a dense one.</summary>
    /// <exception cref="ProblemException">It is of another kind.</exception>
    public Dense Dense(int l) => Layers[l - 1] as Dense ?? throw new ProblemException($"layers[{l - 1}]: got a layer of kind \"{Layers[l - 1].Kind}\", wanted a dense one");

    /// <summary>As it would be said: <c>2 → 2 sigmoid → 2 sigmoid, half-sse, 12 parameters</c>.</summary>
    public override string ToString() =>
        $"{Input} → {string.Join(" → ", Layers.Select(l => l.Words))}, {Loss}, {ParameterCount} parameters";
}

/// <summary>Examples: <see cref="X"/>[e] are the inputs and <see cref="Y"/>[e] the targets of example e. Nobody can change them: arrays are copied.</summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
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
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public sealed record Problem
{
    /// <summary>A problem, with the examples' shapes and targets checked against the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The examples, all of which make one step.</param>
    /// <param name="learningRate">η; null for <see cref="Update.DefaultLearningRate"/> of the update.</param>
    /// <param name="updateBiases">Whether the biases are learned as well as the weights.</param>
    /// <param name="update">How parameters move; null for gradient descent.</param>
    /// <exception cref="ProblemException">
    /// No examples, wrong sizes, targets the loss cannot take, a learning rate that is not a positive number, an update with letters that the network has.
    /// </exception>
    /// <exception cref="ArgumentException">Something is null.</exception>
    public Problem(NetworkSpec network, Batch batch, double? learningRate = null, bool updateBiases = true, Update? update = null)
    {
        Network = Given.NotNull(network);
        Batch = Given.NotNull(batch);
        UpdateBiases = updateBiases;
        Update = update ?? Update.GradientDescent;
        LearningRate = learningRate ?? Update.DefaultLearningRate;
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

    /// <summary>How parameters move: gradient descent unless said.</summary>
    public Update Update { get; }

    /// <summary>The same with these examples.</summary>
    /// <exception cref="ProblemException">They do not fit to the network.</exception>
    public Problem With(Batch batch) => new(Network, batch, LearningRate, UpdateBiases, Update);
}
