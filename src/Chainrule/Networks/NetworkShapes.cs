using Chainrule.Layers;
using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>The door for examples: shapes and numbers are checked here, once, with the place named as a path in the network file.</summary>
internal static class NetworkShapes
{
    /// <summary>Examples alone, before a network is known.</summary>
    internal static void Check(Batch batch)
    {
        Counts(batch.X, batch.Y);
        for (int e = 0; e < batch.Count; e++)
        {
            Length(batch.X[e], batch.X[0].Count, $"examples[{e}].x", "as in examples[0]");
            Length(batch.Y[e], batch.Y[0].Count, $"examples[{e}].y", "as in examples[0]");
        }
    }

    /// <summary>Examples beside a network.</summary>
    internal static void Check(IReadOnlyList<NumberRow> x, IReadOnlyList<NumberRow> y, NetworkSpec network)
    {
        Counts(x, y);
        for (int e = 0; e < x.Count; e++)
        {
            Size(x[e], network.Inputs, $"examples[{e}].x", "the network has that many inputs");
            Size(y[e], network.Outputs, $"examples[{e}].y", "the network has that many outputs");
            if (WrongInput(x[e].Span, network) is int wrong)
                throw new ProblemException($"examples[{e}].x[{wrong}]: got {x[e][wrong]:R}, wanted a whole number from 0 to {network.Plan.WholeBelow(network.Plan.X) - 1}, which names a row of the table");
            Targets(y[e].Span, e, network);
        }
    }

    /// <summary>The index of the first input that should be a whole number and is not, or null.</summary>
    internal static int? WrongInput<N>(ReadOnlySpan<N> x, NetworkSpec network) where N : unmanaged, System.Numerics.IFloatingPointIeee754<N>
    {
        if (network.Plan.WholeBelow(network.Plan.X) is not int count) return null;
        for (int i = 0; i < x.Length; i++)
            if (!(x[i] >= N.Zero && x[i] < N.CreateChecked(count) && N.IsInteger(x[i]))) return i;
        return null;
    }

    /// <summary>Whether the loss can take these targets, position by position.</summary>
    internal static void Targets(ReadOnlySpan<double> y, int e, NetworkSpec network)
    {
        int size = network.Plan.Loss.Y.Shape.Columns;
        for (int first = 0; first < y.Length; first += size)
            if (network.Loss.WrongTargets(y.Slice(first, size)) is string wrong) throw new ProblemException($"examples[{e}].y: {wrong} (the loss is {network.Loss})");
    }

    internal static void Check(Problem problem)
    {
        NetworkSpec network = problem.Network;
        Check(problem.Batch.X, problem.Batch.Y, network);
        if (!(problem.LearningRate > 0 && double.IsFinite(problem.LearningRate)))
            throw new ProblemException($"learningRate: got {problem.LearningRate:R}, wanted a positive number such as 0.5");
        Clashes.Check(network.Plan, problem.Update);
    }

    private static void Counts(IReadOnlyList<NumberRow> x, IReadOnlyList<NumberRow> y)
    {
        if (x.Count == 0) throw new ProblemException("examples: the list is empty; wanted at least one { \"x\": […], \"y\": […] }");
        if (y.Count != x.Count) throw new ProblemException($"examples: {Count(x.Count, "x")} and {Count(y.Count, "y")}; wanted as many of one as of the other");
    }

    private static void Size(NumberRow row, int wanted, string at, string why)
    {
        Length(row, wanted, at, why);
        Finite(row, at);
    }

    private static void Length(NumberRow row, int wanted, string at, string why)
    {
        if (row.Count != wanted) throw new ProblemException($"{at}: got {Count(row.Count, "number")}, wanted {wanted} ({why})");
    }

    private static void Finite(NumberRow row, string at)
    {
        for (int i = 0; i < row.Length; i++)
            if (!double.IsFinite(row[i])) throw new ProblemException($"{at}[{i}]: got {row[i]:R}, wanted a finite number");
    }

    internal static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
