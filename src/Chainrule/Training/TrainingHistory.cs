namespace Chainrule.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs are over.</summary>
    Completed,

    /// <summary>The validation loss got no better for as long as the patience lasted.</summary>
    StoppedEarly,

    /// <summary>The loss was no number any more, or exploded; <see cref="TrainingHistory.Divergence"/> says where.</summary>
    Diverged,
}

/// <summary>What came of one epoch.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="Loss">The mean loss of the examples, each as it was when its turn came, without penalty.</param>
/// <param name="Penalty">The penalty on the parameters as they were before the last step of the epoch; 0 where there is none.</param>
/// <param name="Accuracy">The share of examples whose class was right when their turn came; null where targets are numbers.</param>
/// <param name="ValidationLoss">The mean loss of the examples that were kept apart, after the epoch; null without any.</param>
/// <param name="ValidationAccuracy">The share of those whose class is right.</param>
/// <param name="LearningRate">η of the last step.</param>
public readonly record struct EpochResult(int Epoch, double Loss, double Penalty, double? Accuracy, double? ValidationLoss, double? ValidationAccuracy, double LearningRate);

/// <summary>How far a training has come.</summary>
/// <param name="Epoch">Which epoch, from 1.</param>
/// <param name="Step">How many of its steps are over.</param>
/// <param name="Steps">How many it has.</param>
/// <param name="Loss">The mean loss in this epoch so far.</param>
/// <param name="Finished">What came of the epoch, once it is over.</param>
public readonly record struct TrainingProgress(int Epoch, int Step, int Steps, double Loss, EpochResult? Finished);

/// <summary>Where a training ran away.</summary>
/// <param name="Epoch">In which epoch, from 1.</param>
/// <param name="Step">In which of its steps, from 1.</param>
/// <param name="Loss">The loss there.</param>
/// <param name="Layer">The layer of the first number that is not finite; null where all are, and the loss exploded.</param>
/// <param name="Address">The address of that number, such as <c>z1[3,0]</c>, where a number of an example begins with its place in the batch.</param>
/// <param name="Number">The number.</param>
public sealed record Divergence(int Epoch, int Step, double Loss, int? Layer, string? Address, double? Number)
{
    /// <summary>What happened, and what usually helps.</summary>
    public override string ToString() => FormattableString.Invariant($"epoch {Epoch}, step {Step}: ")
        + (Address is null
            ? FormattableString.Invariant($"the loss has grown to {Loss:G6}, a million times as much as in the first step, or as 1.")
            : FormattableString.Invariant($"the loss is {Loss:G6}; the first number that is not finite is {Address} = {Number:G6}{(Layer > 0 ? $", in layer {Layer}" : "")}."))
        + " What usually helps, in this order: a tenth of the learning rate; inputs scaled to mean 0 and deviation 1; gradients clipped to a norm of 1; smaller first weights.";
}

/// <summary>What came of a training, epoch after epoch.</summary>
/// <param name="Epochs">The epochs, the first one first.</param>
/// <param name="End">Why it ended.</param>
/// <param name="BestEpoch">The epoch with the least validation loss, or without validation the least loss; 0 where none was finished.</param>
/// <param name="Divergence">Where it ran away; null where it did not.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs, TrainingEnd End, int BestEpoch, Divergence? Divergence);
