using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Checking;

/// <summary>
/// Where on the way back the gradients first go wrong. A parameter's gradient is wrong as soon as one after it is, so it does not tell which layer to look at; the graph, which knows the derivative
/// of every number of the forward pass, does.
/// </summary>
internal static class FirstWrong
{
    // As in GradientCheck: the graph multiplies and adds the same partial derivatives in another form.
    private const double GraphFactor = 4;

    /// <summary>The first wrong gradient and who writes it, in words, or null.</summary>
    internal static string? Of(Problem problem)
    {
        Probe<Bounded> own = new(problem);
        Gradients<Bounded> gradients = own.Gradients();
        using Tape tape = Tape.Begin();
        Probe<Value> graph = new(problem);
        graph.Loss().Backward();
        Plan plan = problem.Network.Plan;
        for (int l = plan.Layers.Count; l >= 1; l--)
            foreach (Quantity each in WrittenBy(plan, l))
            {
                bool isWrong = each.Role == Role.Parameter
                    ? Differ(gradients[each], graph.Network[each])
                    : own.At.HasGradient(each) && Differ(own.At.Gradient(each), graph.At[each]);
                if (isWrong) return $"the first wrong gradient on the way back is {each.d}, which layers[{l - 1}] ({problem.Network.Layers[l - 1].Words}) writes in {nameof(ILayer.Backward)}";
            }
        return null;
    }

    // What the layers after it have said of its output stands before them all.
    private static IEnumerable<Quantity> WrittenBy(Plan plan, int layer) =>
    [
        .. plan.Quantities.Where(each => each.Layer == layer && each.Role == Role.Value && !each.IsCopy && each != plan.Output(layer)).Reverse(),
        .. plan.Parameters.Where(each => each.Layer == layer),
        .. new[] { plan.Output(layer - 1) }.Where(each => each.Role == Role.Value),
    ];

    private static bool Differ(Matrix<Bounded> own, Matrix<Value> graph)
    {
        for (int r = 0; r < own.Rows; r++)
            for (int c = 0; c < own.Columns; c++)
                if (Comparison.Of(own[r, c].Number, graph[r, c].Grad, GraphFactor * own[r, c].Error).Differs) return true;
        return false;
    }
}
