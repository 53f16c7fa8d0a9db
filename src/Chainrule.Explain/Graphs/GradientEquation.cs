using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Numbers;

namespace Chainrule.Explain.Graphs;

/// <summary>
/// Where a gradient came from, as equations that hold when typed in again:
/// <c>dL/da = dL/de·b + dL/dd·1 = −2·(−3) + … = 6</c>.
/// </summary>
internal sealed class GradientEquation
{
    private readonly IReadOnlyList<Contribution> contributions;
    private readonly double gradient;

    internal GradientEquation(Graph graph, GraphNode node)
    {
        contributions = graph.ContributionsTo(node);
        gradient = node.Gradient;
        Name = NameOf(graph, node);
        Sides = contributions.Count == 0 ? [$"= {Digits.Short(gradient)}"] : [$"= {Symbols(graph)}", .. Numbers()];
    }

    /// <summary>dL/da.</summary>
    internal string Name { get; }

    /// <summary>What it equals, in letters, in numbers, and as one number; each with the sign = (or ≈) before it.</summary>
    internal IReadOnlyList<string> Sides { get; }

    internal static string NameOf(Graph graph, GraphNode node) => $"d{graph.Root.Name}/d{node.Name}";

    private string Symbols(Graph graph) => Sum(contribution =>
        new Syntax.Step(Op.Multiply, new Syntax.Variable(NameOf(graph, contribution.User)), contribution.Rule), Digits.Short);

    private IEnumerable<string> Numbers()
    {
        if (!double.IsFinite(gradient))
            return [double.IsNaN(gradient) ? "is not defined here" : $"= {Digits.Short(gradient)}: the slope is infinite here"];
        // Where even all digits do not give it (a sum that nearly cancels), the order of rounding made the difference.
        int? digits = Legibility.Fewest(SumWith, gradient);
        return [$"= {Sum(Product, number => Digits.Rounded(number, digits ?? Rounding.Digits))}", $"{(digits is null ? '≈' : '=')} {Digits.Short(gradient)}"];
    }

    private double SumWith(int digits) => contributions.Sum(each =>
        each.IsNothing ? 0 : Legibility.AsPrinted(each.Upstream, digits) * Legibility.AsPrinted(each.Local, digits));

    // 0 from above stays 0, however steep the step is: Backward stops there.
    private static Syntax Product(Contribution each) => each.IsNothing && !double.IsFinite(each.Upstream * each.Local)
        ? new Syntax.Number(0)
        : new Syntax.Step(Op.Multiply, new Syntax.Number(each.Upstream), new Syntax.Number(each.Local));

    private string Sum(Func<Contribution, Syntax> term, Func<double, string> number) => string.Join(" + ", contributions.Select((each, i) =>
    {
        string text = SyntaxPrinter.Print(term(each), number);
        return i > 0 && text[0] == Digits.Minus ? $"({text})" : text;
    }));
}
