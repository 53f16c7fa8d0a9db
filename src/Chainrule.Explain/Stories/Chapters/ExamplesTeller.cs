using Chainrule.Explain.Addresses;
using Chainrule.Explain.Recordings;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>Which examples of a mini-batch pushed a parameter up, and which down: its gradient is a sum over examples, and each alone is run for its share.</summary>
internal static class ExamplesTeller
{
    private const int MostShown = 5;

    // Two ways of adding the same numbers differ by the rounding of each addition.
    private const double Rounding = 1e-9;

    /// <summary>The share of each example in the gradient of a parameter.</summary>
    /// <exception cref="ExplanationException">They do not add up to the gradient.</exception>
    public static double[] Shares(Recording recording, Address gradient)
    {
        Problem problem = recording.Problem;
        (Quantity quantity, int row, int column) = recording.Book.PlaceOf(gradient) ?? throw new ArgumentException($"got {gradient}, wanted the gradient of a parameter", nameof(gradient));
        var network = new Network<F64>(problem.Network);
        var at = new Workspace<F64>(network, 1);
        var written = new Gradients<F64>(network);
        double part = problem.Network.Reduction == Reduction.Mean ? 1.0 / problem.Batch.Count : 1;
        double[] shares = [.. Enumerable.Range(0, problem.Batch.Count).Select(e =>
        {
            at.Load(problem.Batch.X[e].Span, problem.Batch.Y[e].Span);
            network.Forward(at);
            network.Backward(at);
            network.Gradients(at, written);
            return part * written[network.Plan.Parameters.First(each => each.Index == quantity.Index)][row, column].Number;
        })];
        if (Math.Abs(shares.Sum() - recording[gradient]) > Rounding * shares.Sum(Math.Abs))
            throw new ExplanationException($"{gradient} is {recording[gradient]:R}, but the shares of the examples add up to {shares.Sum():R}; nothing is shown. Please report this.");
        return shares;
    }

    /// <summary>The largest shares either way, as blocks; each example is called by its name.</summary>
    public static IEnumerable<Block> Tell(Recording recording, Address gradient, IReadOnlyList<string> names)
    {
        double[] shares = Shares(recording, gradient);
        int[] order = [.. Enumerable.Range(0, shares.Length).OrderByDescending(e => shares[e])];
        int[] down = [.. order.Where(e => shares[e] > 0)], up = [.. order.Reverse().Where(e => shares[e] < 0)];
        Address parameter = gradient.As(gradient.Symbol.Base);
        yield return new Heading(2, "Which examples pushed it");
        yield return new Paragraph(Line.Of($"The gradient is the sum of a share of each example. Descent goes against it: {up.Length} of {shares.Length} examples push ", parameter, $" up, {down.Length} down, and {shares.Length - up.Length - down.Length} leave it alone."));
        if (up.Length > 0) yield return Shown("up", up, shares, names);
        if (down.Length > 0) yield return Shown("down", down, shares, names);
    }

    private static Table Shown(string way, int[] examples, double[] shares, IReadOnlyList<string> names) =>
        new([$"pushed {way} most by", "share of the gradient"], [.. examples.Take(MostShown).Select(IReadOnlyList<Line> (e) => [names[e], Line.Of(shares[e])])]);
}
