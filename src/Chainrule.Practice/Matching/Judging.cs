using Chainrule.Explain.Worksheets;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Matching;

/// <summary>
/// Whether a number is the one that somebody wrote, within what the digits imply: 0.0123 means everything from 0.01225 to 0.01235. With fewer than three significant digits too many numbers would be
/// meant, so only the very same number is.
/// </summary>
internal static class Judging
{
    /// <summary>How many significant digits an answer needs, unless it is exact.</summary>
    public const int FewestDigits = 3;

    // Beyond twelve digits nothing is asked: sums in another order differ there.
    private const double Finest = 1e-12;

    /// <summary>Whether it is this number.</summary>
    public static bool Is(WrittenNumber written, double number) => IsExactly(written, number) || (written.Digits >= FewestDigits && number != 0 && IsWithin(written, number, 0.5));

    /// <summary>Whether it is the right number with this index, or as near to it as the engine knows it.</summary>
    public static bool Is(WrittenNumber written, StepText text, StepNumbers right, int index) => Is(written, right[index]) || Math.Abs(written.Number - right[index]) <= text.RoundingOf(index);

    /// <summary>Whether it is this number, where what it was computed from was rounded: give or take one more in the last digit.</summary>
    public static bool Follows(WrittenNumber written, double number) => IsExactly(written, number) || (written.Digits >= FewestDigits && number != 0 && IsWithin(written, number, 1.5));

    /// <summary>Whether it may be meant to be this number, and has too few digits to tell.</summary>
    public static bool MayBe(WrittenNumber written, double number) => written.Digits < FewestDigits && IsWithin(written, number, 0.5);

    private static bool IsExactly(WrittenNumber written, double number) => Math.Abs(written.Number - number) <= Finest * Math.Abs(number);

    // A hair for the rounding of the unit itself.
    private static bool IsWithin(WrittenNumber written, double number, double units) => Math.Abs(written.Number - number) <= Math.Max(units * written.Unit, Finest * Math.Abs(number)) * (1 + 1e-9) + 1e-15 * Math.Abs(number);
}
