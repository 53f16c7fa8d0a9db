using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Stories;

/// <summary>Problems that meet every rule.</summary>
internal static class Samples
{
    /// <summary>The names of the built-in examples.</summary>
    public static TheoryData<string> ExampleNames => [.. Examples.All.Select(example => example.Name)];

    /// <summary>A built-in example with another update, which moves the biases too.</summary>
    internal static Problem Updated(string example, Update update)
    {
        Problem problem = Examples.Named(example).Problem;
        return new(problem.Network, problem.Batch, 0.01, updateBiases: true, update);
    }

    /// <summary>Every activation, hidden and at the output, with every loss that goes with it, for one example and for three.</summary>
    internal static IEnumerable<Problem> OfEveryRule()
    {
        foreach (Loss loss in Loss.All)
            foreach (Activation output in Activation.All.Where(each => loss.OutputActivation is null || each.Name == loss.OutputActivation))
                foreach (int examples in (int[])[1, 3])
                {
                    Activation hidden = output.IsElementwise ? output : Activation.Named("tanh");
                    Reduction reduction = output.Name.Length % 2 == 0 ? Reduction.Mean : Reduction.Sum;
                    yield return RandomProblem.Create([3, 4, 2], hidden, output, loss, seed: 7, examples, reduction: reduction);
                }
    }

    /// <summary>The same with other sizes of the pre-activations, where exp overflows or a sigmoid is flat.</summary>
    internal static Problem Scaled(Problem problem, double weights, double biases) => new(
        new NetworkSpec(
            [.. problem.Network.Layers.Cast<Dense>().Select(layer => layer with
            {
                Weights = [.. layer.Weights.Select(row => row.Select(w => w * weights).ToArray())],
                Biases = [.. layer.Biases.Select(b => b * biases)],
            })],
            problem.Network.Loss, problem.Network.Reduction),
        problem.Batch, problem.LearningRate, problem.UpdateBiases);
}
