namespace Chainrule.Numbers;

/// <summary>
/// What is left of 1: the textbook's difference while it loses at most three bits, beyond that an equal form without a difference. Which of the two depends on the number alone, so
/// that a graph records, and an explanation shows, the form that was computed, and all careful readers have the same bits.
/// </summary>
internal static class Complement
{
    /// <summary>A difference from 1 that comes to less than this has lost more than three bits.</summary>
    internal const double Least = 1.0 / 8;

    // 1 + erf(−0.8) is 0.26, 1 + erf(−1) is 0.16.
    private const double ErfIsAddedFrom = -0.8;

    /// <summary>1 − σ(z) = σ(−z), where <paramref name="number"/> is that of a = σ(z).</summary>
    internal static T OfSigmoid<T>(T z, T a, double number) where T : struct, IReal<T> => number > 1 - Least ? T.Sigmoid(-z) : 1 - a;

    /// <summary>1 − tanh²z = 4/(eᶻ + e⁻ᶻ)² = 4σ(2z)σ(−2z), where <paramref name="number"/> is that of a = tanh z.</summary>
    internal static T OfTanhSquared<T>(T z, T a, double number) where T : struct, IReal<T>
    {
        if (!(number * number > 1 - Least)) return 1 - Real.Square(a);
        T twice = 2 * z;
        return 4 * T.Sigmoid(twice) * T.Sigmoid(-twice);
    }

    /// <summary>1 + erf x = erfc(−x), where <paramref name="number"/> is that of x.</summary>
    internal static T OfErf<T>(T x, double number) where T : struct, IReal<T> => number < ErfIsAddedFrom ? T.Erfc(-x) : 1 + T.Erf(x);
}
