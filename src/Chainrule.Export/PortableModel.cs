using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Export;

/// <summary>A network with what has to go with it: how its inputs are scaled, and what inputs and classes are called.</summary>
/// <remarks>It cannot be changed, so any number of threads may use it.</remarks>
/// <param name="Network">The network.</param>
/// <exception cref="ArgumentException">Something is null.</exception>
public sealed record PortableModel(NetworkSpec Network)
{
    /// <summary>The network.</summary>
    public NetworkSpec Network { get; init => field = Given.NotNull(value, nameof(Network)); } = Given.NotNull(Network);

    /// <summary>How inputs are scaled before the network sees them; null where they come as they are.</summary>
    public Scaler? Scaler { get; init; }

    /// <summary>How targets were scaled: an answer is the network's output · scale + offset. Null where the network answers in the units of the data.</summary>
    public Scaler? TargetScaler { get; init; }

    /// <summary>The name of each input, in their order; empty for none.</summary>
    public IReadOnlyList<string> InputNames { get; init => field = Names(value, nameof(InputNames)); } = [];

    /// <summary>The name of each class, in the order of the outputs; of two classes that share one output, the one for which it is low and the one for which it is high. Empty for none.</summary>
    public IReadOnlyList<string> ClassNames { get; init => field = Names(value, nameof(ClassNames)); } = [];

    private static string[] Names(IReadOnlyList<string> names, string what)
    {
        string[] all = [.. Given.NotNull(names, what)];
        return all.Contains(null) ? throw new ArgumentException("got a name that is null, wanted texts", what) : all;
    }

    /// <summary>Refuses a scaler or names that do not fit to the network.</summary>
    /// <exception cref="ProblemException">There are such.</exception>
    internal void Check()
    {
        int inputs = Network.Inputs, classes = Network.PredictionPlan.Layers[^1].Output.Shape.Columns;
        if (Scaler is not null && Network.PredictionPlan.WholeBelow(Network.PredictionPlan.X) is not null)
            throw new ProblemException("the network's inputs are whole numbers that name rows of a table, and a scaler would change them; leave the scaler out");
        if (Scaler is not null && Scaler.Inputs != inputs) throw new ProblemException($"the scaler has {Shown.Count(Scaler.Inputs, "input")}, and the network {inputs}; wanted the one that was fitted with the network");
        if (TargetScaler is not null && TargetScaler.Inputs != Network.Outputs) throw new ProblemException($"the scaler of the targets has {Shown.Count(TargetScaler.Inputs, "target")}, and the network {Shown.Count(Network.Outputs, "output")}; wanted the one that was fitted with the network");
        if (InputNames.Count > 0 && InputNames.Count != inputs) throw new ProblemException($"got {Shown.Count(InputNames.Count, "name")} for the {Shown.Count(inputs, "input")} of the network; wanted one for each");
        if (ClassNames.Count > 0 && ClassNames.Count != Math.Max(2, classes)) throw new ProblemException($"got {Shown.Count(ClassNames.Count, "class name")}, and the network tells {Math.Max(2, classes)} classes apart; wanted one for each");
    }
}
