namespace Chainrule.Training;

/// <summary>What may be wrong with a trained network.</summary>
public enum FindingKind
{
    /// <summary>Units whose slope is 0 in every example: nothing moves them any more.</summary>
    DeadUnits,

    /// <summary>Units of a smooth activation that are nearly flat in nearly all examples: they hardly learn.</summary>
    SaturatedUnits,

    /// <summary>A layer whose gradient is less than a thousandth of another layer's.</summary>
    VanishingGradient,

    /// <summary>Units of a hidden layer that have the same weights and bias: they do the work of one.</summary>
    SymmetricUnits,

    /// <summary>The validation loss has risen while that of the training fell on.</summary>
    Overfitting,

    /// <summary>The answers are hardly better than always the same one.</summary>
    Underfitting,

    /// <summary>The training loss was still falling fast when the training ended.</summary>
    Unfinished,

    /// <summary>Softmax over a single output, which is 1 whatever the inputs are.</summary>
    LonelySoftmax,

    /// <summary>Inputs far from sizes around 1.</summary>
    UnscaledInputs,
}

/// <summary>Something in a trained network that usually is a mistake, with the number by which it was noticed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Layer">In which layer, from 1; null where it is of none.</param>
/// <param name="Units">Which of its units, from 0, or which inputs; empty where it is not of single ones.</param>
/// <param name="Number">The number by which it was noticed, as <paramref name="What"/> says.</param>
/// <param name="What">What was measured, as a sentence.</param>
/// <param name="Advice">What usually helps, as a sentence.</param>
public sealed record Finding(FindingKind Kind, int? Layer, IReadOnlyList<int> Units, double Number, string What, string Advice)
{
    /// <summary>What was measured, and what usually helps.</summary>
    public override string ToString() => $"{What} {Advice}";
}

/// <summary>One layer as a report measured it.</summary>
/// <param name="Layer">Which, from 1.</param>
/// <param name="Words">The layer in a few words, such as <c>16 relu</c>.</param>
/// <param name="GradientNorm">√Σg² over its parameters, of the mean loss; null where it has none.</param>
/// <param name="Asleep">The share of its units that are dead or saturated; null where it has no elementwise activation, or is the last.</param>
public sealed record LayerReport(int Layer, string Words, double? GradientNorm, double? Asleep);
