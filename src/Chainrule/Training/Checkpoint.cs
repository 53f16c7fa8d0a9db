using Chainrule.Numbers;

namespace Chainrule.Training;

/// <summary>
/// A training as it stood between two steps: parameters, what the update keeps, and where in which epoch it was. A trainer that is given it goes on to the same bits as one that never stopped. Orders
/// and masks are functions of the seed and the place, so no generator need be kept.
/// </summary>
/// <remarks>It cannot be changed, and shares nothing with the trainer it came from.</remarks>
public sealed class Checkpoint<T> where T : struct, IReal<T>
{
    internal Checkpoint(TrainingOptions options, int registerBits, TrainingPlace place, IReadOnlyList<EpochResult> epochs, T[][] parameters, T[][] states, T[][]? best) =>
        (Options, RegisterBits, Place, Epochs, Parameters, States, Best) = (options, registerBits, place, epochs, parameters, states, best);

    /// <summary>How it was trained.</summary>
    public TrainingOptions Options { get; }

    /// <summary>
    /// How many bits the registers had in which it was trained; 0 where sums were taken number by number. Sums of other registers are taken in another order and have other bits, so only the same go on.
    /// </summary>
    public int RegisterBits { get; }

    /// <summary>The epochs that are over.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>How many steps of the epoch after them are over.</summary>
    public int Step => Place.Step;

    internal TrainingPlace Place { get; }

    internal T[][] Parameters { get; }

    internal T[][] States { get; }

    internal T[][]? Best { get; }
}

/// <summary>Where a training is, and what it has added up so far: all that is neither parameter nor state.</summary>
internal struct TrainingPlace
{
    // Of the epoch that is not over.
    internal int Step;
    internal Tally Tally;

    // Of all steps, from 0.
    internal int Steps;
    internal double FirstLoss;
    internal ulong Data;

    internal int BestEpoch;
    internal double BestLoss;
    internal int UpdateSteps;
    internal bool IsStopped;
    internal Divergence? Divergence;
}
