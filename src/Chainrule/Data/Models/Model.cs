using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data.Models;

/// <summary>A network with its numbers, and what else is worth keeping: how it was trained, and notes.</summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
/// <param name="Network">The network.</param>
public sealed record Model(NetworkSpec Network)
{
    /// <summary>The network.</summary>
    public NetworkSpec Network { get; init => field = Given.NotNull(value, nameof(Network)); } = Given.NotNull(Network);

    /// <summary>How its parameters were moved.</summary>
    public Update Update { get; init => field = Given.NotNull(value, nameof(Update)); } = Update.GradientDescent;

    /// <summary>η; the update's default if nothing is said.</summary>
    public double LearningRate
    {
        get => field > 0 ? field : Update.DefaultLearningRate;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(LearningRate), $"got {value:R}, wanted a positive number such as 0.5");
    }

    /// <summary>Whether the biases were learned too.</summary>
    public bool UpdateBiases { get; init; } = true;

    /// <summary>Texts by names, such as how a table was encoded: they are kept and handed back as they are.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init => field = Given.NotNull(value, nameof(Notes)).ToDictionary(); } = new Dictionary<string, string>();
}
