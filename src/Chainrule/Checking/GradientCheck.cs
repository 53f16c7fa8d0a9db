using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Checking;

/// <summary>How a gradient is checked.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>
    /// How far the central difference moves what a parameter acts on: h is so large that the one number of the network which moves fastest with the parameter moves by this much. Laws bend on
    /// the scale of 1, whatever the scale of inputs and parameters.
    /// </summary>
    public double Step { get; init; } = 1e-5;

    /// <summary>
    /// How many multiplications a check may take: parameters checked × the network's parameters × examples. If all would take more, a
    /// sample of the parameters is checked. The default is a few seconds.
    /// </summary>
    public long Budget { get; init; } = 15_000_000;

    /// <summary>Every parameter on every example, however long it takes.</summary>
    public bool All { get; init; }

    /// <summary>Which sample is taken where not all are checked: the same seed, the same sample.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The gradient to check: the engine's own backward pass, or yours. It is asked once, for the problem it is given (which may hold a
    /// sample of the examples).
    /// </summary>
    public Func<Problem, Gradients<F64>> Gradient { get; init => field = Given.NotNull(value, nameof(Gradient)); } = GradientCheck.Backpropagation<F64>;
}

/// <summary>
/// Is the gradient right? Every parameter's ∂L/∂θ is compared with three other ways to it: the central difference, dual numbers, and the graph of
/// the same computation. No tolerance is chosen by eye: each comes from the rounding bounds of the very computation
/// (<see cref="Bounded"/>).
/// </summary>
/// <remarks>Each check has networks of its own, so checks on several threads do not meet.</remarks>
public static class GradientCheck
{
    // Multiplications in one forward pass. The graph holds two nodes of Tape.BytesPerNode for each: 64 MB.
    private const long MostInOnePass = 1_000_000;

    // The graph's forward numbers are the very bits of the doubles, and its backward pass multiplies and adds the same partial
    // derivatives, in another order and some of them in another form (a fused pair has none of its own), each one within a few roundings.
    // So its error is of the size of the other two, which are bounded; the factor allows the different forms.
    private const double GraphFactor = 2;

    /// <summary>Checks the gradient of the problem's loss with respect to every weight and bias, or to a sample of them where there are many.</summary>
    /// <exception cref="ProblemException">The step h is not a positive number, or the loss overflows.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, which is looked at before each parameter.</exception>
    public static GradientReport Run(Problem problem, GradientCheckOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        options ??= new();
        if (!(options.Step > 0 && double.IsFinite(options.Step)))
            throw new ProblemException($"step: got {options.Step:R}, wanted a positive number such as 1e-5");

        Problem smaller = options.All ? problem : WithFewerExamples(problem, new Random(options.Seed));
        Parameter[] all = [.. Parameter.All(problem.Network)];
        long affordable = Math.Max(1, options.Budget / Math.Max(1, (long)all.Length * smaller.Batch.Count));
        Parameter[] some = options.All || affordable >= all.Length ? all : Sample(all, (int)affordable, new Random(options.Seed));
        var report = new GradientReport(Check(smaller, some, options, cancellationToken), all.Length, smaller.Batch.Count, problem.Batch.Count, new NetworkKinks(smaller).Exact());
        // Of gradients that were handed in the way back is not known.
        return report.Count(Verdict.Fail) > 0 && options.Gradient == Backpropagation<F64> ? report with { FirstWrong = Checking.FirstWrong.Of(smaller) } : report;
    }

    /// <summary>The engine's own gradient: Forward, Measure, Backward, Gradients.</summary>
    public static Gradients<T> Backpropagation<T>(Problem problem) where T : struct, IReal<T> =>
        new Probe<T>(Given.NotNull(problem)).Gradients();

    private static DerivativeCheck[] Check(Problem problem, Parameter[] parameters, GradientCheckOptions options, CancellationToken cancellationToken)
    {
        Gradients<F64> analytic = options.Gradient(problem) ?? throw new ArgumentException($"{nameof(GradientCheckOptions)}.{nameof(options.Gradient)} gave back null, wanted the gradients of the problem it was given", nameof(options));
        Gradients<Bounded> bounds = Backpropagation<Bounded>(problem);
        Network<Value> graph = Graph(problem);
        Probe<Bounded> plain = new(problem);
        Probe<Dual<Bounded>> dual = new(problem);
        NetworkKinks kinks = new(problem);
        double loss = plain.Loss().Number;
        if (!double.IsFinite(loss))
            throw new ProblemException(Overflow.Words("L", loss, plain.At, "weights, inputs or targets"));

        return [.. parameters.Select(CheckOne)];

        DerivativeCheck CheckOne(Parameter parameter)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double a = parameter.In(analytic), θ = parameter.In(plain.Network).Number;
            Bounded d = dual.LossWith(parameter, Dual<Bounded>.Variable(θ)).Derivative;
            double effect = EffectIn(dual);
            (Comparison central, Kink? kink) = CentralDifference.Check(
                new(a, parameter.In(bounds).Error), value => plain.LossWith(parameter, value), θ, CentralDifference.Step(options.Step, effect, θ), effect > 0, (low, high) => kinks.Between(parameter, low, high));
            double rounding = parameter.In(bounds).Error + d.Error;
            return new(parameter.ToString(), a, central,
                Comparison.Of(a, d.Number, rounding), Comparison.Of(a, parameter.In(graph).Grad, GraphFactor * rounding), kink);
        }
    }

    // The dual numbers of the forward pass know how fast each number of the network moves with the parameter.
    private static double EffectIn(Probe<Dual<Bounded>> probe)
    {
        double largest = 0;
        foreach (Quantity quantity in probe.At.Plan.Quantities.Where(each => each.Role == Role.Value && each.Layer > 0))
            foreach (Dual<Bounded> cell in probe.At[quantity].Cells)
                largest = Math.Max(largest, Math.Abs(cell.Derivative.Number));
        return largest;
    }

    private static Network<Value> Graph(Problem problem)
    {
        using Tape tape = Tape.Begin();
        Probe<Value> probe = new(problem);
        probe.Loss().Backward();
        return probe.Network;
    }

    private static Problem WithFewerExamples(Problem problem, Random random)
    {
        Batch batch = problem.Batch;
        int count = (int)Math.Max(1, MostInOnePass / Math.Max(1, problem.Network.ParameterCount));
        if (count >= batch.Count) return problem;
        int[] chosen = Shuffled(Enumerable.Range(0, batch.Count), random)[..count];
        Array.Sort(chosen);
        return problem.With(new Batch([.. chosen.Select(e => batch.X[e])], [.. chosen.Select(e => batch.Y[e])]));
    }

    // In turn one from each W and b, so that a small layer is not lost beside a large one.
    private static Parameter[] Sample(Parameter[] all, int count, Random random) =>
    [
        .. all.Index()
            .GroupBy(each => each.Item.Of)
            .SelectMany(group => Shuffled(group, random).Select((each, turn) => (each.Index, each.Item, turn)))
            .OrderBy(each => each.turn).ThenBy(each => each.Index).Take(count)
            .OrderBy(each => each.Index).Select(each => each.Item),
    ];

    private static T[] Shuffled<T>(IEnumerable<T> items, Random random)
    {
        T[] shuffled = [.. items];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
