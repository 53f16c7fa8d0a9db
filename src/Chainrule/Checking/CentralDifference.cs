using Chainrule.Numbers;

namespace Chainrule.Checking;

/// <summary>
/// The central difference D(h) = (L(θ + h) − L(θ − h)) / 2h over numbers that carry their rounding bound, so that its own bound comes with it. Two things are wrong with it: the rounding of L,
/// E_L/h, which the bound knows, and the truncation, h²f‴/6, which is estimated. No analytic value, right or wrong, has any part in either, nor in the choice of h.
/// </summary>
internal static class CentralDifference
{
    /// <summary>
    /// How far f‴ may bend the difference before it is looked at: where h moves what θ acts on by 1e-5, h²f‴/6 ≈ 2e-11 f‴, so this leaves f‴ room to be some thousand times f′.
    /// </summary>
    private const double Relative = 1e-7;

    // What is left of the truncation error beyond its leading term, O(h⁴), is allowed as much again.
    private const double Rest = 2;

    // The leading term is the larger part only while it is small itself, and fourfold at twice the h; where it is not, D(h) and D(2h) may be wrong in any way.
    private const double Leading = 0.01;

    // From one h to the next. Rounding falls as 1/h, truncation rises as h²: four steps are five digits of h.
    private const double Stride = 32;
    private const int Tries = 4;

    // So many units in the last place of θ are moved at least, else θ + h would not be h away from θ.
    private const double LeastMove = 1.0 / (1L << 48);

    /// <summary>The h that moves what the parameter acts on by <paramref name="step"/>: a power of two, so that θ ± h are mostly exact.</summary>
    /// <param name="step">How far.</param>
    /// <param name="effect">How fast the number that moves fastest moves with θ; 0 where none does.</param>
    /// <param name="θ">The parameter.</param>
    internal static double Step(double step, double effect, double θ)
    {
        double h = effect > 0 && double.IsFinite(step / effect) ? step / effect : step;
        return Math.ScaleB(1, Math.ILogB(Math.Max(h, LeastMove * Math.Abs(θ))));
    }

    private static Bounded Of(Func<Bounded, Bounded> L, double θ, double h) => (L(Moved(θ, h)) - L(Moved(θ, -h))) / (2 * h);

    private static Bounded Moved(double θ, double by)
    {
        double moved = θ + by;
        return moved - θ == by && moved - by == θ ? moved : (Bounded)θ + by;
    }

    /// <summary>
    /// Compares. Where the two disagree, or rounding hides whether they do, looks for a kink in reach, then at how much truncation can explain, and then for a better h. If every h leaves it open,
    /// the comparison has the best one's number and tells nothing.
    /// </summary>
    internal static (Comparison Central, Kink? Kink) Check(
        double analytic, Func<Bounded, Bounded> L, double θ, double h, bool hasEffect, Func<double, double, Kink?> kinkBetween)
    {
        Comparison? open = null;
        bool? before = null;
        for (int i = 0; i < Tries; i++)
        {
            Bounded narrow = Of(L, θ, h);
            Comparison central = Compare(analytic, narrow, 0);
            // What has no effect gets no more of one by a larger h, and 0 no more digits.
            if (central.Tells || central.Gap == 0 || !hasEffect) return (central, null);
            if (kinkBetween(θ - 2 * h, θ + 2 * h) is Kink kink)
            {
                if (open is null) return central.Differs ? (central, kink) : (central.Open, null);
                break;
            }

            // Large inputs make f‴ large. D(h) = f′ + c·h² + O(h⁴), so D(2h) − D(h) = 3c·h² is three times the truncation error of D(h) (Richardson 1911).
            Bounded truncation = (Of(L, θ, 2 * h) - narrow) / 3.0;
            central = Compare(analytic, narrow, Rest * Math.Abs(truncation.Number) + truncation.Error);
            bool isLeading = Math.Abs(truncation.Number) <= Leading * Math.Abs(narrow.Number) && IsFourfold(truncation, (Of(L, θ, 4 * h) - Of(L, θ, 2 * h)) / 3.0);
            if (isLeading && (central.Tells || central.Differs)) return (central, null);
            if (open is not { } least || central.Tolerance < least.Tolerance) open = central;
            bool isRounding = !(narrow.Error < Math.Abs(truncation.Number));
            if (before is bool last && last != isRounding) break;
            before = isRounding;
            h = isRounding ? h * Stride : h / Stride;
        }
        return (open!.Value.Open, null);
    }

    // With c·h² + d·h⁴ the two are c·h² + 5d·h⁴ and 4c·h² + 80d·h⁴: 60d·h⁴ apart from fourfold. Within half of that, d·h⁴ is less than a twentieth of c·h², and Rest is more than enough for it.
    private static bool IsFourfold(Bounded truncation, Bounded atTwice) =>
        Math.Abs(atTwice.Number - 4 * truncation.Number) <= 2 * Math.Abs(truncation.Number) + atTwice.Error + 4 * truncation.Error;

    private static Comparison Compare(double analytic, Bounded n, double truncation) =>
        Comparison.Of(analytic, n.Number, Relative * Math.Abs(n.Number) + n.Error + truncation);
}
