using Chainrule.Numbers;

namespace Chainrule.Rules.Losses;

/// <summary>
/// −Σ yⱼ ln pⱼ for p = softmax(z) and targets that are probabilities (each in [0, 1], Σ y = 1). Since ln pⱼ = zⱼ − ln Σ exp(zᵢ), it is
/// ln Σ exp(zᵢ) − Σ yⱼ zⱼ: finite for any z. ∂ℓ/∂z = p − y. (Bridle 1990; Bishop 2006, section 4.3.4.)
/// </summary>
public readonly struct SoftmaxCrossEntropy : IPairedLoss
{
    // Targets such as 1/3 are rounded where they are written: sixteen digits, a few hundred classes.
    private const double SumTolerance = 1e-12;

    /// <inheritdoc/>
    public static string Name => "softmax-cross-entropy";

    /// <inheritdoc/>
    public static string Words => "how surprised a forecast over several classes is by the true one";

    /// <inheritdoc/>
    public static string OutputActivation => "softmax";

    /// <summary>−y ln p: the plain form, not finite where p has been rounded to 0.</summary>
    public static T Term<T>(T a, T y) where T : struct, IReal<T> => -(y * T.Log(a));

    /// <summary>−y/p: the plain form's slope.</summary>
    public static T Slope<T>(T a, T y) where T : struct, IReal<T> => -(y / a);

    /// <inheritdoc/>
    public static T FromLogits<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> y) where T : struct, IReal<T>
    {
        T loss = T.LogSumExp(z);
        for (int j = 0; j < z.Length; j++) loss -= y[j] * z[j];
        return loss;
    }

    /// <inheritdoc/>
    public static T LogitSlope<T>(T a, T y) where T : struct, IReal<T> => a - y;

    /// <inheritdoc/>
    public static string? WrongTargets(ReadOnlySpan<double> y)
    {
        double sum = 0;
        foreach (double each in y) sum += each;
        return Targets.OutsideUnitInterval(y)
            ?? (Math.Abs(sum - 1) <= SumTolerance ? null : $"the targets add up to {sum:R}, wanted 1, since they are probabilities of classes");
    }
}

internal static class Targets
{
    internal static string? OutsideUnitInterval(ReadOnlySpan<double> y)
    {
        for (int j = 0; j < y.Length; j++)
            if (!(y[j] >= 0 && y[j] <= 1)) return $"target y[{j}] is {y[j]:R}, wanted a number from 0 to 1, since it is a probability";
        return null;
    }
}
