using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Tests.Checking;

internal static class Problems
{
    /// <summary>A 2-2-2 network with one example.</summary>
    internal static Problem OneOf(string hidden, string output, string loss) => new(
        new NetworkSpec(
            [
                new(Activation.Named(hidden), [[0.5, -0.25], [0.75, 0.5]], [0.125, -0.25]),
                new(Activation.Named(output), [[1, -0.5], [0.25, 0.75]], [0.5, -0.125]),
            ],
            Loss.Named(loss)),
        new([[1, -0.5]], [[1, 0]]));

    /// <summary>The same problem with other numbers in the first layer.</summary>
    internal static Problem With(this Problem problem, double[][]? firstWeights = null, double[]? firstBiases = null)
    {
        Dense first = problem.Network.Dense(1);
        first = first with { Weights = firstWeights ?? first.Weights, Biases = firstBiases ?? first.Biases };
        return new(new NetworkSpec([first, .. problem.Network.Layers.Skip(1)], problem.Network.Loss, problem.Network.Reduction), problem.Batch);
    }
}
