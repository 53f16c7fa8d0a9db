using Chainrule.Explain.Addresses;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Practice.Spoiling;

/// <summary>Of which pass a parameter is spoiled: a learner who takes Wᵀ for W on the way back has taken W on the way there.</summary>
internal enum Way
{
    Forward,
    Backward,
}

/// <summary>
/// What is different in a step in which something goes wrong: verbs said in the place of others, numbers changed right after they were written, parameters that one pass reads wrongly, and
/// another update. All the rest of the step is the real one.
/// </summary>
internal sealed record Spoil
{
    /// <summary>The right step.</summary>
    public static Spoil Nothing { get; } = new();

    /// <summary>What is said in the place of a verb.</summary>
    public IReadOnlyList<(CallKey Call, Action<IKernels> Say)> Verbs { get; init; } = [];

    /// <summary>What becomes of numbers that have just been written.</summary>
    public IReadOnlyList<(Entry Entry, Action<SpoiledStep, Matrix<F64>> Change)> Written { get; init; } = [];

    /// <summary>What a pass reads in the place of a parameter.</summary>
    public IReadOnlyList<(Way Way, Quantity Parameter, Action<Matrix<F64>> Change)> Parameters { get; init; } = [];

    /// <summary>Gradients behind which the way back goes through weights that were moved already.</summary>
    public IReadOnlyList<(Operand Behind, Quantity Weights)> Moved { get; init; } = [];

    /// <summary>How parameters move; null as the problem says.</summary>
    public Update? Update { get; init; }

    /// <summary>The learning rate, given the problem's; null for that.</summary>
    public double? Rate { get; init; }

    /// <summary>Whether biases are learned; null as the problem says.</summary>
    public bool? UpdateBiases { get; init; }

    /// <summary>Both.</summary>
    public Spoil And(Spoil other) => new()
    {
        Verbs = [.. Verbs, .. other.Verbs],
        Written = [.. Written, .. other.Written],
        Parameters = [.. Parameters, .. other.Parameters],
        Moved = [.. Moved, .. other.Moved],
        Update = other.Update ?? Update,
        Rate = other.Rate ?? Rate,
        UpdateBiases = other.UpdateBiases ?? UpdateBiases,
    };

    /// <summary>Other verbs in the place of one.</summary>
    public static Spoil Instead(Call call, Action<IKernels> say) => new() { Verbs = [(call.Key, say)] };

    /// <summary>Numbers changed after they were written.</summary>
    public static Spoil After(Entry entry, Action<SpoiledStep, Matrix<F64>> change) => new() { Written = [(entry, change)] };

    /// <summary>Each number of a list changed by itself.</summary>
    public static Spoil Each(Entry entry, Func<double, double> change) => After(entry, (_, numbers) =>
    {
        foreach (ref F64 cell in numbers.Cells) cell = change(cell.Number);
    });

    /// <summary>A parameter that one pass reads wrongly.</summary>
    public static Spoil Reads(Way way, Quantity parameter, Action<Matrix<F64>> change) => new() { Parameters = [(way, parameter, change)] };
}
