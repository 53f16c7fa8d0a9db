using Chainrule.Numbers;

namespace Chainrule.Checking;

/// <summary>
/// The central difference D(h) = (L(θ + h) − L(θ − h)) / 2h over numbers that carry their rounding bound, so that its own bound comes with it. Two things are wrong with it: the rounding of L,
/// E_L/h, which the bound knows, and the truncation, h²f‴/6, which is estimated. No analytic value, right or wrong, has any part in either, nor in the choice of h. The analytic derivative that it
/// is compared with is rounded too: its formula may lose every digit where the loss itself loses none (a − y of a sigmoid at 40 is 0, the slope of ln(1 + e⁻ᶻ) is −4e-18), so its own bound is
/// part of the tolerance.
/// </summary>
internal static class CentralDifference
{
    /// <summary>
    /// How far f‴ may bend the difference before it is looked at: where h moves what θ acts on by 1e-5, h²f‴/6 ≈ 2e-11 f‴, so this leaves f‴ room to be some thousand times f′.
    /// </summary>
    private const double Relative = 1e-7;

    // What is left of the truncation error beyond its first two terms, O(h⁶), is allowed as much again.
    private const double Rest = 2;

    // The first terms are the larger part only while they are small themselves; where they are not, D(h), D(2h) and D(4h) may be wrong in any way.
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
    /// <param name="analytic">The derivative that is being checked, and how far rounding alone may have moved it.</param>
    /// <param name="L">The loss as a function of the parameter.</param>
    /// <param name="θ">The parameter.</param>
    /// <param name="h">Where to begin: <see cref="Step"/>.</param>
    /// <param name="hasEffect">Whether anything moves with the parameter.</param>
    /// <param name="kinkBetween">The first kink between two values of the parameter, or null.</param>
    internal static (Comparison Central, Kink? Kink) Check(
        Bounded analytic, Func<Bounded, Bounded> L, double θ, double h, bool hasEffect, Func<double, double, Kink?> kinkBetween)
    {
        Comparison? open = null;
        bool? before = null;
        for (int i = 0; i < Tries; i++)
        {
            Bounded narrow = Of(L, θ, h);
            Comparison central = Compare(analytic, narrow, 0);
            // What has no effect gets no more of one by a larger h, and 0 no more digits.
            if (central.Tells || central.Gap == 0 || !hasEffect) return (central, null);
            if (kinkBetween(θ - 4 * h, θ + 4 * h) is Kink kink)
            {
                if (open is not null) break;
                // On a kink the formula's own bound has no more to say than that its step may be 0 or 1: what differs from the number that it chose differs because of the kink.
                Comparison beside = Compare(analytic.Number, narrow, 0);
                return beside.Differs ? (beside, kink) : (central.Open, null);
            }

            Bounded truncation = Truncation(L, θ, h, narrow);
            central = Compare(analytic, narrow, Rest * truncation.Number + truncation.Error);
            bool isLeading = truncation.Number <= Leading * Math.Abs(narrow.Number);
            if (isLeading && (central.Tells || central.Differs)) return (central, null);
            if (open is not { } least || central.Tolerance < least.Tolerance) open = central;
            bool isRounding = !(narrow.Error < truncation.Number);
            if (before is bool last && last != isRounding) break;
            before = isRounding;
            h = isRounding ? h * Stride : h / Stride;
        }
        return (open!.Value.Open, null);
    }

    /// <summary>
    /// How large c·h² and d·h⁴ are together, in D(h) = f′ + c·h² + d·h⁴ + O(h⁶) (Richardson 1911). The first difference, (D(2h) − D(h))/3 = c·h² + 5d·h⁴, is not enough: where the two terms have
    /// opposite signs it may be next to nothing while their sum is not. The second, (D(4h) − D(2h))/3 = 4c·h² + 80d·h⁴, tells them apart: less four times the first it is 60d·h⁴.
    /// </summary>
    private static Bounded Truncation(Func<Bounded, Bounded> L, double θ, double h, Bounded narrow)
    {
        Bounded wide = Of(L, θ, 2 * h), first = (wide - narrow) / 3.0, second = (Of(L, θ, 4 * h) - wide) / 3.0;
        Bounded fourth = (second - 4.0 * first) / 60.0, square = first - 5.0 * fourth;
        return new(Math.Abs(square.Number) + Math.Abs(fourth.Number), square.Error + fourth.Error);
    }

    private static Comparison Compare(Bounded analytic, Bounded n, double truncation) =>
        Comparison.Of(analytic.Number, n.Number, Relative * Math.Abs(n.Number) + n.Error + analytic.Error + truncation);
}
