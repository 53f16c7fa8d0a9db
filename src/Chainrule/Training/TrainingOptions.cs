using Chainrule.Rules;

namespace Chainrule.Training;

/// <summary>How a network is trained. What is left out has a default that usually gets along.</summary>
/// <example><code>
/// new TrainingOptions { Epochs = 50, BatchSize = 64, Update = Update.AdamW, Schedule = Schedule.Cosine, Patience = 5 }
/// </code></example>
public sealed record TrainingOptions
{
    /// <summary>How parameters move: Adam unless said.</summary>
    public Update Update { get; init; } = Update.Adam;

    /// <summary>η; null for the default of the update.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How the learning rate changes: not at all unless said.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>How many times all examples are gone through.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>How many examples make one step; the last step of an epoch takes what is left.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether each epoch has an order of its own, drawn from the seed.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What all random numbers of the training come from: orders, and masks of dropout. The same seed, the same bits.</summary>
    public long Seed { get; init; }

    /// <summary>λ₁ of the penalty λ₁·Σ|w|, from 0 to below 1.</summary>
    public double L1 { get; init; }

    /// <summary>λ₂ of the penalty ½·λ₂·Σw², from 0 to below 1.</summary>
    public double L2 { get; init; }

    /// <summary>Whether a penalty is on biases too; most books leave them alone.</summary>
    public bool PenalizeBiases { get; init; }

    /// <summary>
    /// The longest that the gradient of all parameters together may be, √Σg²; a longer one is made as long, in its direction. Null: any length. (Pascanu, Mikolov and Bengio 2013, "On the difficulty
    /// of training recurrent neural networks".)
    /// </summary>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// After so many epochs without a better validation loss the training stops, and in any case the parameters of the best epoch are given back. Null: all epochs, and the parameters of the last.
    /// (Prechelt 1998, "Early stopping — but when?")
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>η of the first step.</summary>
    internal double Rate => LearningRate ?? Update.DefaultLearningRate;

    /// <summary>Whether gradients must be written out before the update sees them.</summary>
    internal bool ChangesGradients => L1 > 0 || L2 > 0 || ClipNorm is not null;

    /// <exception cref="ProblemException">Something is out of its range; the message names it.</exception>
    internal void Check()
    {
        if (Update is null || Schedule is null) throw new ProblemException("update and schedule: got null, wanted one of each");
        Must(Rate > 0 && double.IsFinite(Rate), "learning rate", Rate, "a positive number");
        Must(Epochs >= 1, "epochs", Epochs, "at least 1");
        Must(BatchSize >= 1, "batch size", BatchSize, "at least 1");
        Must(L1 is >= 0 and < 1, "L1", L1, "a number from 0 to below 1, such as 0.0001");
        Must(L2 is >= 0 and < 1, "L2", L2, "a number from 0 to below 1, such as 0.0001");
        Must(ClipNorm is null || (ClipNorm > 0 && double.IsFinite(ClipNorm.Value)), "clip norm", ClipNorm ?? 0, "a positive number such as 1");
        Must(Patience is null or >= 1, "patience", Patience ?? 0, "at least 1 epoch");
    }

    private static void Must(bool holds, string what, double got, string wanted)
    {
        if (!holds) throw new ProblemException(FormattableString.Invariant($"{what}: got {got:R}, wanted {wanted}"));
    }
}
