using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Rules.Updates;

namespace Chainrule.Networks;

/// <summary>
/// A network over numbers of type <typeparamref name="T"/>: parameters, and what is done with them. What it computes stands in its layers (<see cref="Dense"/> and the others in
/// <c>Layers</c>), forward and backward side by side and written once; careful doubles, floats, dual numbers, error bounds and recording values all run that text.
/// </summary>
/// <remarks>
/// Layers count from 1 as in the books: <c>W[l]</c> maps <c>A[l−1]</c> to <c>Z[l]</c>. Several threads may use one network, each with a <see cref="Workspace{T}"/> of its own, while
/// nobody changes its parameters. Updates, and whoever writes into its matrices, want it for themselves.
/// </remarks>
public sealed class Network<T> where T : struct, IReal<T>
{
    private readonly Matrix<T>[] parameters;
    private readonly bool[] biases;

    /// <summary>A network with the parameters of the specification, each turned into a number by <paramref name="number"/>.</summary>
    public Network(NetworkSpec spec, Func<double, T>? number = null) : this(spec, number, Default)
    {
    }

    /// <summary>The same with these kernels instead of the fastest there are.</summary>
    internal Network(NetworkSpec spec, Func<double, T>? number, Kernels<T> kernels)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (Spec, Kernels) = (spec, kernels);
        parameters = [.. Plan.Parameters.Select(each => Filled(each, Plan.Initial(each)!, number))];
        biases = [.. Plan.Parameters.Select(each => each.IsBias)];
        (W, b) = (new("W", this), new("b", this));
    }

    private Network(Network<T> other)
    {
        (Spec, Kernels) = (other.Spec, other.Kernels);
        parameters = [.. other.parameters.Select(each => each.Copy())];
        biases = [.. Plan.Parameters.Select(each => each.IsBias)];
        (W, b) = (new("W", this), new("b", this));
    }

    // The one place where floats part from all other numbers.
    private static Kernels<T> Default { get; } = typeof(T) == typeof(F32) ? (Kernels<T>)(object)Widths.Widest : new PlainKernels<T>();

    internal Kernels<T> Kernels { get; }

    /// <summary>What it was built from: layers, loss, shapes. The parameters of a trained network are in the network, not here.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>Its quantities.</summary>
    public Plan Plan => Spec.Plan;

    /// <summary>How many layers, L.</summary>
    public int Depth => Spec.Layers.Count;

    /// <summary>How many numbers an input has.</summary>
    public int Inputs => Spec.Inputs;

    /// <summary>How many numbers an output has.</summary>
    public int Outputs => Spec.Outputs;

    /// <summary>Weights of dense layers: <c>W[l][j, k]</c> goes to unit j of layer l from unit k of layer l − 1.</summary>
    public PerLayer<T> W { get; }

    /// <summary>Biases, as rows: <c>b[l][0, j]</c> belongs to unit j of layer l.</summary>
    public PerLayer<T> b { get; }

    /// <summary>The numbers of a parameter.</summary>
    /// <exception cref="ArgumentException">It is no parameter of this network.</exception>
    public Matrix<T> this[Quantity parameter] => parameters[IndexOf(parameter)];

    /// <summary>Which of the parameters it is.</summary>
    internal int IndexOf(Quantity parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        int at = 0;
        foreach (Quantity each in Plan.Parameters)
        {
            if (each == parameter) return at;
            at++;
        }
        throw new ArgumentException($"got {parameter}, wanted a parameter of this network: one of {string.Join(", ", Plan.Parameters)}", nameof(parameter));
    }

    /// <summary>Whether the parameter with this index is a bias.</summary>
    internal bool IsBias(int index) => biases[index];

    /// <summary>All parameters, in the order of the plan.</summary>
    internal IReadOnlyList<Matrix<T>> Parameters => parameters;

    /// <summary>A network with parameters of its own, equal to these.</summary>
    public Network<T> Copy() => new(this);

    /// <summary>Forward: from the inputs to the outputs.</summary>
    /// <exception cref="ArgumentException">The workspace is another network's; so for all that follow.</exception>
    public void Forward(Workspace<T> at) => Workspace<T>.Run(Own(at).ForwardOrders);

    /// <summary>The loss of the outputs against the targets: 1/n Σ L[e], or Σ L[e]. After <see cref="Forward"/>.</summary>
    public T Measure(Workspace<T> at)
    {
        Workspace<T>.Run(Own(at).MeasureOrders);
        return at.Loss[0, 0];
    }

    /// <summary>
    /// Backward: the chain rule from the loss to the gradient of every number. Parameters are only read: their gradients are kept as their factors, such as dW = dZᵀ·X, and taken by
    /// <see cref="Gradients"/> or <see cref="Descend(Workspace{T}, T, bool)"/> when no other gradient is wanted any more. So none can see a weight that has already moved.
    /// </summary>
    public void Backward(Workspace<T> at) => Workspace<T>.Run(Own(at).BackwardOrders);

    /// <summary>The gradients of the parameters, written out. After <see cref="Backward"/>.</summary>
    /// <exception cref="ArgumentException">Workspace or gradients are another network's.</exception>
    public void Gradients(Workspace<T> at, Gradients<T> into)
    {
        Own(into);
        Workspace<T>.Run(Own(at).GradientOrders(into));
    }

    /// <summary>The update θ ← θ − η·∂L/∂θ without storing the gradients: the same bits as by way of <see cref="Gradients"/>.</summary>
    public void Descend(Workspace<T> at, T learningRate, bool updateBiases = true) => Own(at).Descend(learningRate, updateBiases);

    /// <summary>The update θ ← θ − η·∂L/∂θ from gradients that were written out.</summary>
    /// <exception cref="ArgumentException">The gradients are of a network with other shapes.</exception>
    public void Descend(Gradients<T> gradients, T learningRate, bool updateBiases = true, IWitness<T>? witness = null)
    {
        Own(gradients);
        int at = 0;
        foreach (Quantity parameter in Plan.Parameters)
        {
            if (updateBiases || !parameter.IsBias) Kernels.Move(Rules.Update.GradientDescent, parameters[at], gradients.All[at]).Both(learningRate, 1);
            witness?.Wrote(parameter, Written.Updated, parameters[at]);
            at++;
        }
    }

    /// <summary>
    /// One step of an update, which may keep numbers beside the parameters: new states, then new parameters. After <see cref="Backward"/>. By gradient descent it is
    /// <see cref="Descend(Workspace{T}, T, bool)"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Workspace or states are another network's.</exception>
    public void Update(Workspace<T> at, UpdateStates<T> states, T learningRate, bool updateBiases = true)
    {
        Own(at);
        Own(states);
        if (states.Update is Update<GradientDescent>)
        {
            states.t++;
            at.Descend(learningRate, updateBiases);
        }
        else states.Step(at.PassingGradients(), learningRate, updateBiases, at.Witness);
    }

    /// <summary>The same from gradients that were written out: the same bits.</summary>
    /// <exception cref="ArgumentException">States are another network's, or gradients of a network with other shapes.</exception>
    public void Update(Gradients<T> gradients, UpdateStates<T> states, T learningRate, bool updateBiases = true, IWitness<T>? witness = null)
    {
        Own(gradients);
        Own(states);
        states.Step(gradients, learningRate, updateBiases, witness);
    }

    /// <summary>
    /// The network as data again, with the parameters as they are now: to be written to a file, or made a network of other numbers. Nothing is rounded.
    /// </summary>
    /// <param name="number">The double of a number; floats, doubles, bounded numbers and nodes of a graph have their own.</param>
    /// <exception cref="ProblemException">A parameter is not finite: training has diverged.</exception>
    /// <exception cref="ArgumentNullException">Numbers of this type have no double of their own.</exception>
    public NetworkSpec ToSpec(Func<T, double>? number = null) => Export.Of(this, number ?? Export.Double<T>()
        ?? throw new ArgumentNullException(nameof(number), $"numbers of type {typeof(T).Name} have no double of their own; say how one is made, network.ToSpec(each => …), and go on with what comes back"));

    private void Own(UpdateStates<T> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.Network != this)
            throw new ArgumentException("the states were made for another network; make some of this network's: new UpdateStates<…>(network, update)", nameof(states));
    }

    private Workspace<T> Own(Workspace<T> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return at.Network == this ? at : throw new ArgumentException("the workspace was made for another network; make one of this network's: new Workspace<…>(network, examples)", nameof(at));
    }

    // Gradients fit every network of the same specification, such as a copy.
    private void Own(Gradients<T> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (gradients.Network.Spec != Spec || gradients.Network.Kernels != Kernels)
            throw new ArgumentException("the gradients were made for another network; make some of this network's: new Gradients<…>(network)", nameof(gradients));
    }

    /// <summary>A matrix for the numbers of a parameter, or for their gradient, where its kernels want them.</summary>
    internal Matrix<T> Room(Quantity parameter) => new(parameter.Shape.Rows, parameter.Shape.Columns, parameter.IsWeights ? Kernels.PanelWidth : 0);

    private Matrix<T> Filled(Quantity parameter, Tensor numbers, Func<double, T>? number)
    {
        Matrix<T> matrix = Room(parameter);
        int i = 0;
        foreach (double each in numbers.Numbers())
        {
            matrix[parameter.Shape.RowOf(i), parameter.Shape.ColumnOf(i)] = number is null ? each : number(each);
            i++;
        }
        return matrix;
    }
}
