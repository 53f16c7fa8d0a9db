using Chainrule.Explain.Graphs;
using Chainrule.Numbers;
using Chainrule.Testing.Printed;
using CsCheck;

namespace Chainrule.Explain.Tests.Graphs;

public class RandomGradientTests
{
    private const int Trees = 2000;

    [Fact]
    public void Gradients_agree_with_dual_numbers_within_the_rounding_of_both()
    {
        int compared = 0;
        Gen.Select(RandomTrees.OfTheLaws, RandomTrees.Inputs).Holds((tree, inputs) =>
        {
            if (RandomTrees.GraphOf(tree, inputs) is not { } graph) return;
            Bounded[] gradients = BoundedGradients(graph);
            foreach (GraphNode input in graph.Nodes.Where(node => inputs.ContainsKey(node.Name)))
            {
                Dual<Bounded> dual = RandomTrees.Read(tree, name => new Dual<Bounded>(inputs[name], name == input.Name ? 1.0 : 0.0));
                double tolerance = dual.Derivative.Error + gradients[input.Id].Error;
                if (!double.IsFinite(tolerance) || !double.IsFinite(input.Gradient)) continue;
                Assert.Equal(dual.Derivative.Number, input.Gradient, tolerance);
                compared++;
            }
        }, times: Trees);
        Assert.True(compared > Trees / 2, $"only {compared} gradients were compared");
    }

    // The backward pass once more, over numbers that carry a bound of their rounding error; the contributions say its formulas.
    private static Bounded[] BoundedGradients(Graph graph)
    {
        var values = new Dictionary<string, Bounded> { ["pi"] = Math.PI };
        foreach (GraphNode node in graph.Nodes) values[node.Name] = ValueOf(node, values);
        var gradients = new Bounded[graph.Nodes.Count];
        foreach (GraphNode node in graph.Nodes.Reverse())
        {
            gradients[node.Id] = node == graph.Root ? 1.0 : 0.0;
            foreach (Contribution each in graph.ContributionsTo(node))
                gradients[node.Id] += gradients[each.User.Id] * RandomTrees.Read(each.Rule, name => values[name]);
        }
        return gradients;
    }

    private static Bounded ValueOf(GraphNode node, Dictionary<string, Bounded> values) => node.IsLeaf
        ? node.Value
        : RandomTrees.Read(new Syntax.Step(node.Op, node.Parents[0].Word, node.Parents.ElementAtOrDefault(1)?.Word), name => values[name]);

    [Fact]
    public void The_shown_contributions_add_up_to_the_gradient_in_memory()
    {
        int compared = 0;
        Gen.Select(RandomTrees.OfAll, RandomTrees.Inputs).Holds((tree, inputs) =>
        {
            if (RandomTrees.GraphOf(tree, inputs) is not { } graph) return;
            foreach (GraphNode node in graph.Nodes.Where(node => node.Kind != NodeKind.Constant && double.IsFinite(node.Gradient)))
            {
                IReadOnlyList<Contribution> contributions = graph.ContributionsTo(node);
                if (contributions.Count == 0) continue;
                // The same numbers added in the same order: equal to the bit.
                Assert.Equal(contributions.Sum(each => each.Amount), node.Gradient);
                compared++;
            }
        }, times: Trees);
        Assert.True(compared > Trees, $"only {compared} sums were compared");
    }

    [Fact]
    public void Every_printed_equation_holds_when_it_is_typed_in_again()
    {
        int held = 0, nearly = 0;
        Gen.Select(RandomTrees.OfAll, RandomTrees.Inputs).Holds((tree, inputs) =>
        {
            if (RandomTrees.GraphOf(tree, inputs) is not { } graph) return;
            foreach (GraphNode node in graph.Nodes.Where(node => node.Kind != NodeKind.Constant))
            {
                IReadOnlyList<string> sides = new GradientEquation(graph, node).Sides;
                if (sides.Count < 3) continue;
                double typed = Expression.Parse(sides[1][2..]).Statements[0].Tree.Fold(Id, Unknown, Compute);
                if (sides[2][0] == '=') Assert.True(new PrintedLine(sides[1][2..], sides[2][2..], IsApproximate: false).Holds, $"{sides[1]} {sides[2]}");
                else nearly++;
                // Six digits are off by at most half of the sixth, relatively 5e-6, in either factor.
                Assert.Equal(node.Gradient, typed, 1.1e-5 * graph.ContributionsTo(node).Sum(each => Math.Abs(each.Amount)) + 1e-300);
                held++;
            }
        }, times: Trees);
        Assert.True(held > Trees && nearly < held / 100, $"{nearly} of {held} are only nearly equal");
    }

    private static double Id(double number) => number;

    private static double Unknown(Syntax.Variable variable) => throw new ArgumentException($"{variable.Name} in an equation of numbers");

    private static double Compute(Syntax.Step step, double x, double? y)
    {
        using Tape tape = Tape.Begin();
        return Vocabulary.Apply(step.Op, x, y is { } number ? (Value)number : null).Data;
    }

    [Fact]
    public void A_printed_tree_reads_back_as_the_same_tree() => RandomTrees.OfAll.Holds(
        tree => Assert.Equal(tree, Expression.Parse(tree.ToString()).Statements[0].Tree), times: Trees);
}
