using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Checking;

/// <summary>A network with its examples in place, whose loss can be asked for again and again.</summary>
internal sealed class Probe<T> where T : struct, IReal<T>
{
    internal Probe(Problem problem)
    {
        Network = new Network<T>(problem.Network);
        At = new Workspace<T>(Network, problem.Batch.Count);
        At.Load(problem.Batch);
    }

    internal Network<T> Network { get; }

    internal Workspace<T> At { get; }

    internal T Loss()
    {
        Network.Forward(At);
        return Network.Measure(At);
    }

    /// <summary>The loss with one parameter at another value; afterwards it has its own again.</summary>
    internal T LossWith(Parameter parameter, T value)
    {
        ref T cell = ref parameter.In(Network);
        T before = cell;
        cell = value;
        T loss = Loss();
        cell = before;
        return loss;
    }

    internal Gradients<T> Gradients()
    {
        _ = Loss();
        Network.Backward(At);
        var gradients = new Gradients<T>(Network);
        Network.Gradients(At, gradients);
        return gradients;
    }
}

/// <summary>The kinks of a network: where a pre-activation meets one of its activation, or an error one of the loss.</summary>
internal sealed class NetworkKinks(Problem problem)
{
    private readonly Probe<Bounded> below = new(problem), above = new(problem);
    private readonly NetworkSpec spec = problem.Network;
    private readonly bool single = problem.Batch.Count == 1;

    /// <summary>The first kink which some number crosses or reaches while the parameter moves from low to high, or null.</summary>
    internal Kink? Between(Parameter parameter, double low, double high)
    {
        _ = below.LossWith(parameter, low);
        _ = above.LossWith(parameter, high);
        return All().FirstOrDefault();
    }

    /// <summary>Every number that is exactly on a kink.</summary>
    internal List<Kink> Exact()
    {
        _ = below.Loss();
        return [.. Numbers().SelectMany(each => each.Kinks.Where(kink => each.Low.Number == kink).Select(each.At))];
    }

    // A number that did not move has no part in the difference, wherever it is.
    private IEnumerable<Kink> All() => Numbers().Where(each => each.Low.Number != each.High.Number)
        .SelectMany(each => each.Kinks.Where(kink => Reaches(each.Low, each.High, kink)).Select(each.At));

    private static bool Reaches(Bounded one, Bounded other, double kink) =>
        Math.Min(one.Number - one.Error, other.Number - other.Error) <= kink
        && kink <= Math.Max(one.Number + one.Error, other.Number + other.Error);

    private IEnumerable<Moved> Numbers()
    {
        Plan plan = below.At.Plan;
        foreach (KinkOf kinks in plan.Layers.SelectMany(layer => layer.Kinks))
            foreach (Moved number in kinks.Ties > 0 ? Ties(kinks) : Cells(kinks.Of, kinks.At, kinks.Law)) yield return number;
        if (spec.Loss.Kinks.Count > 0)
            foreach (Moved error in Cells(plan.Layers[^1].Output, spec.Loss.Kinks, spec.Loss.Name, plan.Loss.Y)) yield return error;
    }

    private IEnumerable<Moved> Cells(Quantity of, IReadOnlyList<double> kinks, string law, Quantity? minus = null)
    {
        Matrix<Bounded> low = below.At[of], high = above.At[of];
        for (int row = 0; row < low.Rows; row++)
            for (int j = 0; j < low.Columns; j++)
                yield return minus is null
                    ? new(low[row, j], high[row, j], Name(of, row, j), kinks, law)
                    : new(low[row, j] - below.At[minus][row, j], high[row, j] - above.At[minus][row, j], $"{Name(of, row, j)} − {Name(minus, row, j)}", kinks, law);
    }

    // Two numbers of which the larger one counts: each pair of the same remainder.
    private IEnumerable<Moved> Ties(KinkOf kinks)
    {
        Matrix<Bounded> low = below.At[kinks.Of], high = above.At[kinks.Of];
        for (int row = 0; row < low.Rows; row++)
            for (int i = 0; i < low.Columns; i++)
                for (long j = (long)i + kinks.Ties; j < low.Columns; j += kinks.Ties)
                    yield return new(low[row, i] - low[row, (int)j], high[row, i] - high[row, (int)j], $"{Name(kinks.Of, row, i)} − {Name(kinks.Of, row, (int)j)}", [0.0], kinks.Law);
    }

    private string Name(Quantity of, int row, int column)
    {
        string index = string.Join(',', of.Shape.IndexOf(row % of.Shape.Rows, column));
        return $"{of}[{(single ? "" : $"{row / of.Shape.Rows},")}{index}]";
    }

    private readonly record struct Moved(Bounded Low, Bounded High, string Name, IReadOnlyList<double> Kinks, string Law)
    {
        internal Kink At(double kink) => new(Name, Law, kink);
    }
}
