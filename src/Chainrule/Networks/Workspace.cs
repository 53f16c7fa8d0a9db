using System.Runtime.CompilerServices;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>
/// The numbers of one step for a batch of up to so many examples, in the letters of the book: <c>A[0]</c> = X, then <c>Z[l]</c>, <c>A[l]</c> for the layers l = 1 … L, and
/// beside each its gradient. Layers, kernels and matrices are brought together here, once; every step writes over it. Not for two threads at once; two workspaces of one network are.
/// </summary>
public sealed class Workspace<T> where T : struct, IReal<T>
{
    private readonly Matrices<T> matrices;
    private readonly IWitness<T>? witness;
    private readonly Func<Quantity, bool> hasGradient;
    private readonly Move[] moves, weightMoves;
    private readonly List<Kept<T>>[] kept;
    private (Gradients<T>? Into, Action[] Orders) stored = (null, []), passing = (null, []);

    // How a parameter moves: by an order that needs its gradient only in passing, or in other steps.
    private readonly record struct Move(Action<Matrix<T>, T> Descend, Matrix<T> Parameter);

    /// <summary>Room for a batch of up to so many examples through this network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">The most examples, from 1.</param>
    /// <param name="witness">Who is told of each matrix that is written; null in training.</param>
    /// <param name="reader">Puts another reader of layers around the usual one; null for none.</param>
    /// <param name="toPredict">Whether layers that act in training only, such as dropout, are passed by.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one example, or more than an array can hold.</exception>
    /// <exception cref="ProblemException">
    /// The verbs of a layer, or of the reader around them, do not fit; a layer leaves a quantity, or the gradient of a parameter or of what comes in, unwritten; a law of yours cannot be run.
    /// </exception>
    /// <exception cref="ArgumentException">The network is null, or the reader around the usual one is.</exception>
    public Workspace(Network<T> network, int examples, IWitness<T>? witness = null, Func<IKernels, IKernels>? reader = null, bool toPredict = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(examples, 1);
        (Network, this.witness) = (network, witness);
        bool isMean = network.Spec.Reduction == Reduction.Mean;
        Plan plan = toPredict ? network.Spec.PredictionPlan : network.Plan;
        matrices = new(plan, network.Parameters, examples, n => isMean ? Share.Of<T>(n) : 1.0);
        FillGiven(plan);

        var binding = new Reader<T>(network.Kernels, matrices, witness, reader);
        ForwardOrders = binding.Bind(k => { foreach (ILayer layer in plan.Layers) layer.Forward(k); });
        MeasureOrders = binding.Bind(plan.Loss.Forward);
        BackwardOrders = binding.BindBackward(k =>
        {
            plan.Loss.Backward(k);
            foreach (ILayer layer in plan.Layers.Reverse()) layer.Backward(k);
        });
        if (plan.Gap is { } gap) throw new ProblemException(gap);
        kept = binding.Kept;
        moves = [.. plan.Parameters.Select(MoveOf)];
        weightMoves = [.. moves.Zip(plan.Parameters).Where(each => !each.Second.IsBias).Select(each => each.First)];

        A = new("A", plan, "a", quantity => matrices[quantity]);
        Z = new("Z", plan, "z", quantity => matrices[quantity]);
        dA = new("dA", plan, "a", quantity => binding.HasGradient(quantity) ? matrices.Gradient(quantity) : null);
        dZ = new("dZ", plan, "z", quantity => binding.HasGradient(quantity) ? matrices.Gradient(quantity) : null);
        hasGradient = binding.HasGradient;
        Loss = matrices[plan.Loss.Total];
    }

    /// <summary>The network it was made for.</summary>
    public Network<T> Network { get; }

    /// <summary>Its quantities, of the network as it was placed here.</summary>
    public Plan Plan => matrices.Plan;

    /// <summary>How many examples are in place.</summary>
    public int Examples => matrices.Examples;

    /// <summary>The most examples there is room for.</summary>
    public int Capacity => matrices.Capacity;

    /// <summary>Activations, n × units; <c>A[0]</c> are the inputs X.</summary>
    public PerLayer<T> A { get; }

    /// <summary>Pre-activations, n × units, from l = 1.</summary>
    public PerLayer<T> Z { get; }

    /// <summary>∂L/∂A, from l = 1. The last one is not there where loss and output activation are a pair.</summary>
    public PerLayer<T> dA { get; }

    /// <summary>∂L/∂Z, from l = 1; printed as δ.</summary>
    public PerLayer<T> dZ { get; }

    /// <summary>Targets, n × outputs.</summary>
    public Matrix<T> Y => matrices[Plan.Loss.Y];

    /// <summary>The loss of each example, n × 1.</summary>
    public Matrix<T> ExampleLoss => matrices[Plan.Loss.Examples];

    /// <summary>The loss, 1 × 1.</summary>
    public Matrix<T> Loss { get; }

    /// <summary>The numbers of a quantity of <see cref="Plan"/>.</summary>
    public Matrix<T> this[Quantity quantity] => matrices[Known(quantity)];

    /// <summary>Its gradient.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public Matrix<T> Gradient(Quantity quantity) => HasGradient(quantity)
        ? matrices.Gradient(quantity)
        : throw new ArgumentException($"{quantity} has no gradient here: it is given or a parameter (whose gradient {nameof(Gradients<T>)} holds), or nobody asks for it", nameof(quantity));

    /// <summary>Whether a computed quantity has a gradient: somebody's backward pass goes through it.</summary>
    /// <exception cref="ArgumentException">It is no quantity of <see cref="Plan"/>.</exception>
    public bool HasGradient(Quantity quantity) => hasGradient(Known(quantity));

    internal Action[] ForwardOrders { get; }

    internal Action[] MeasureOrders { get; }

    internal Action[] BackwardOrders { get; }

    private Quantity Known(Quantity quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        return Plan.Owns(quantity)
            ? quantity
            : throw new ArgumentException($"got {quantity} of another network, wanted a quantity of this workspace's {nameof(Plan)}", nameof(quantity));
    }

    // Compiled once, without a profile: with one, the JIT guesses the order behind each call and pulls that kernel in here, until in one process of two its budget is spent in the
    // middle of a kernel and the sums of registers become calls (a step of 2-2-1 twice as slow, of 784-30-10 by a fifth).
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Run(Action[] orders)
    {
        foreach (Action order in orders) order();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal void Descend(T learningRate, bool updateBiases)
    {
        foreach (ref readonly Move move in (updateBiases ? moves : weightMoves).AsSpan()) move.Descend(move.Parameter, learningRate);
    }

    private Move MoveOf(Quantity parameter)
    {
        Matrix<T> numbers = matrices[parameter];
        if (witness is null && kept[parameter.Index] is [{ Descend: { } descend }]) return new(descend, numbers);

        Matrix<T> gradient = Network.Room(parameter);
        Action[] store = [.. StoreOf(parameter, gradient)];
        Action<T, int> move = Network.Kernels.Move(Update.GradientDescent, numbers, gradient).Both;
        return new((cells, learningRate) =>
        {
            Run(store);
            move(learningRate, 1);
            witness?.Wrote(parameter, Written.Updated, cells);
        }, numbers);
    }

    /// <summary>The orders which write the gradients out: bound when they are first written to this place.</summary>
    internal Action[] GradientOrders(Gradients<T> into)
    {
        if (stored.Into != into) stored = (into, StoreAll(into));
        return stored.Orders;
    }

    /// <summary>The gradients, written to a place of the workspace's own: for an update that looks at them more than in passing.</summary>
    internal Gradients<T> PassingGradients()
    {
        if (passing.Into is null)
        {
            var own = new Gradients<T>(Network);
            passing = (own, StoreAll(own));
        }
        Run(passing.Orders);
        return passing.Into!;
    }

    private Action[] StoreAll(Gradients<T> into) => [.. Plan.Parameters.Zip(into.All).SelectMany(each => StoreOf(each.First, each.Second))];

    internal IWitness<T>? Witness => witness;

    // Several contributions to one parameter are summed before anybody sees them.
    private IEnumerable<Action> StoreOf(Quantity parameter, Matrix<T> gradient)
    {
        List<Kept<T>> contributions = kept[parameter.Index];
        if (contributions.Count == 0) yield return () => { foreach (ref T cell in gradient.Cells) cell = 0.0; };
        for (int i = 0; i < contributions.Count; i++)
        {
            Kept<T> contribution = contributions[i];
            Matrix<T> part = i == 0 ? gradient : Network.Room(parameter);
            yield return () => contribution.Store(part);
            if (i > 0) yield return Network.Kernels.Accumulate(part, gradient);
        }
        if (witness is { } looks) yield return () => looks.Wrote(parameter, Written.Gradient, gradient);
    }

    // Given quantities that come with the specification, such as a mask: each example's own, or the same for all.
    private void FillGiven(Plan plan)
    {
        foreach (Quantity given in plan.Quantities.Where(each => each.Role == Role.Given))
        {
            if (plan.Initial(given) is not { } numbers) continue;
            bool ofEach = given.Shape.IsPerExample && numbers.Depth > given.Shape.Sizes.Length;
            int i = 0;
            for (int e = 0; e < (given.Shape.IsPerExample ? Capacity : 1); e++)
                foreach (double each in (ofEach ? numbers[e % numbers.Count] : numbers).Numbers()) Placing.Set(matrices, given, i++, each);
        }
    }

    /// <summary>
    /// Draws what training draws at random, such as the masks of dropout, for all examples: the same random numbers, the same masks. Until it is called the
    /// specification's are in place, or ones.
    /// </summary>
    public void Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (int q = 0; q < Plan.Quantities.Count; q++)
        {
            Quantity given = Plan.Quantities[q];
            if (Plan.DrawOf(given) is not { } draw) continue;
            for (int i = 0; i < Examples * given.Shape.Count; i++) Placing.Set(matrices, given, i, draw(random));
        }
    }

    /// <summary>Puts the examples in place, from 1 to as many as there is room for, each double turned into a number by <paramref name="number"/>.</summary>
    /// <exception cref="ProblemException">Too many examples, or one does not fit to the network.</exception>
    public void Load(Batch batch, Func<double, T>? number = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Loading.Check(batch, Network.Spec, Capacity);
        matrices.Use(batch.Count);
        Put(Plan.X, batch.X, number);
        Put(Plan.Loss.Y, batch.Y, number);
    }

    private void Put(Quantity quantity, NumberTable examples, Func<double, T>? number)
    {
        int i = 0;
        foreach (NumberRow example in examples)
            foreach (double each in example.Span) Placing.Set(matrices, quantity, i++, each, number);
    }

    /// <summary>The same, of examples that stand one after the other.</summary>
    /// <exception cref="ProblemException">No example, no whole number of them, more than there is room for, a number that is not finite, or targets that the loss cannot take.</exception>
    public void Load(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        matrices.Use(Loading.Check(x, y, Network.Spec, Capacity));
        Placing.Put(matrices, Plan.X, x);
        Placing.Put(matrices, Plan.Loss.Y, y);
    }

    /// <summary>The same, of doubles.</summary>
    /// <inheritdoc cref="Load(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void Load(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        matrices.Use(Loading.Check(x, y, Network.Spec, Capacity));
        Placing.Put(matrices, Plan.X, x);
        Placing.Put(matrices, Plan.Loss.Y, y);
    }

    // For training, whose caller has checked all examples once: room for so many, and then one after the other.
    internal void Use(int examples) => matrices.Use(examples);

    internal void Put(int example, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Placing.PutExample(matrices, Plan.X, example, x);
        Placing.PutExample(matrices, Plan.Loss.Y, example, y);
    }

    internal void Put(int example, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Placing.PutExample(matrices, Plan.X, example, x);
        Placing.PutExample(matrices, Plan.Loss.Y, example, y);
    }

    // For inference, whose caller has checked: inputs in, without targets, and outputs out.
    internal void LoadInputs(ReadOnlySpan<float> x)
    {
        matrices.Use(x.Length / Network.Inputs);
        Placing.Put(matrices, Plan.X, x);
    }

    internal void ReadOutputs(Span<T> y) => Placing.Take(matrices, Plan.Layers[^1].Output, y);
}
