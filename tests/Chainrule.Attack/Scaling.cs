using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Attack;

/// <summary>Problems with numbers of another size.</summary>
internal static class Scaling
{
    /// <summary>The same with dense weights and biases of another size, where a sigmoid is flat or a sum of exponentials overflows.</summary>
    internal static Problem Of(Problem problem, double scale, Random random)
    {
        NetworkSpec network = problem.Network;
        LayerSpec[] layers = [.. network.Layers.Select(layer => layer is Dense dense
            ? dense with { Weights = NumberTable.Of([.. dense.Weights.Select(row => NumberRow.Of([.. row.Select(w => w * scale)]))]), Biases = NumberRow.Of([.. dense.Biases.Select(b => b * scale * random.NextDouble())]) }
            : layer)];
        return new(new NetworkSpec(layers, network.Loss, network.Reduction, network.Input), problem.Batch, problem.LearningRate, problem.UpdateBiases, problem.Update);
    }

    /// <summary>With one example, if there are more.</summary>
    internal static IEnumerable<Problem> Smaller(Problem problem)
    {
        if (problem.Batch.Count > 1) yield return problem.With(new Batch(NumberTable.Of([problem.Batch.X[0]]), NumberTable.Of([problem.Batch.Y[0]])));
    }
}
