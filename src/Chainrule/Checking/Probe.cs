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
        int L = spec.Layers.Count;
        for (int l = 1; l <= L; l++)
            if (spec.Layers[l - 1].Activation is { Kinks.Count: > 0 } f)
                foreach (Moved z in Cells(below.At.Z[l], above.At.Z[l], $"z{l}", f.Kinks, f.Name)) yield return z;
        if (spec.Loss.Kinks.Count > 0)
            foreach (Moved d in Cells(below.At.A[L], above.At.A[L], $"a{L}", spec.Loss.Kinks, spec.Loss.Name, below.At.Y)) yield return d;
    }

    private IEnumerable<Moved> Cells(
        Matrix<Bounded> low, Matrix<Bounded> high, string name, IReadOnlyList<double> kinks, string law, Matrix<Bounded>? minus = null)
    {
        for (int e = 0; e < low.Rows; e++)
            for (int j = 0; j < low.Columns; j++)
            {
                string place = single ? $"[{j}]" : $"[{e},{j}]";
                yield return minus is null
                    ? new(low[e, j], high[e, j], name + place, kinks, law)
                    : new(low[e, j] - minus[e, j], high[e, j] - minus[e, j], $"{name}{place} − y{place}", kinks, law);
            }
    }

    private readonly record struct Moved(Bounded Low, Bounded High, string Name, IReadOnlyList<double> Kinks, string Law)
    {
        internal Kink At(double kink) => new(Name, Law, kink);
    }
}
