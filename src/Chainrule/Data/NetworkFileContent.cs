using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>What a network file says, for a reader who can bring the examples from elsewhere.</summary>
/// <param name="Network">The network.</param>
/// <param name="Problem">The network with the file's own examples, or null where the file has none.</param>
/// <param name="LearningRate">η; <see cref="Rules.Update.DefaultLearningRate"/> of the update where the file does not say.</param>
/// <param name="UpdateBiases">Whether the biases are learned too, true where the file does not say.</param>
/// <param name="Name">What the file calls the network, or null.</param>
/// <param name="Source">Where the file says that its numbers come from, or null.</param>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
public sealed record NetworkFileContent(
    NetworkSpec Network, Problem? Problem, double LearningRate, bool UpdateBiases, string? Name, string? Source)
{
    /// <summary>How parameters move: gradient descent where the file does not say.</summary>
    public Update Update { get; init; } = Update.GradientDescent;

    /// <summary>Texts by names, such as how a table was encoded; none where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init => field = Numbers.Given.NotNull(value, nameof(Notes)).ToDictionary(); } = new Dictionary<string, string>();

    /// <summary>The file's network, update and learning rate with these examples instead of its own.</summary>
    /// <exception cref="ProblemException">No examples, wrong sizes, or targets the loss cannot take.</exception>
    public Problem With(Batch batch) => new(Network, batch, LearningRate, UpdateBiases, Update);
}
