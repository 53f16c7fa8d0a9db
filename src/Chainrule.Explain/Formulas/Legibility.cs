using System.Globalization;
using Chainrule.Explain.Notations;

namespace Chainrule.Explain.Formulas;

/// <summary>
/// How many digits numbers are printed with. One rule for all that is printed: six, and more only where six would not do, so that whoever types in what is printed gets what is printed
/// after it, to one unit of its last digit.
/// </summary>
internal static class Legibility
{
    /// <summary>So many digits tell every double from its neighbours.</summary>
    internal const int AllDigits = 17;

    // What the comparison itself may be off by, in units: both sides are doubles.
    private const double Slack = 1e-9;

    /// <summary>
    /// The formula, its numbers with as many digits as it takes for it to come to the result as that is printed; the same number has the same digits everywhere in it. Null where all digits
    /// would not do: then it is no computation of that result, but for what rounding leaves of larger numbers that cancel.
    /// </summary>
    public static Formula? Legible(this Formula formula, double result)
    {
        if (Fewest(digits => formula.AsPrinted(_ => digits), result) is not int most) return null;
        if (most == Rounding.Digits) return formula;

        // Not every number needs them: each gets as few as do beside those of the others.
        Dictionary<double, int> digitsOf = formula.Leaves().Select(leaf => leaf.Number).Distinct().ToDictionary(number => number, _ => most);
        foreach (double number in digitsOf.Keys)
            digitsOf[number] = Fewest(digits => formula.AsPrinted(leaf => leaf.Number.Equals(number) ? digits : digitsOf[leaf.Number]), result) ?? most;
        return formula.WithLeaves(leaf => leaf with { Digits = digitsOf[leaf.Number] });
    }

    /// <summary>The fewest digits, from six, with which what comes out is the result as printed; null if there are none.</summary>
    internal static int? Fewest(Func<int, double> comesOut, double result)
    {
        for (int digits = Rounding.Digits; digits <= AllDigits; digits++)
            if (Holds(comesOut(digits), result)) return digits;
        return null;
    }

    /// <summary>What the reader sees, as a number: what is left of it after rounding to so many digits.</summary>
    internal static double AsPrinted(double number, int digits) =>
        double.IsFinite(number) ? double.Parse(number.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : number;

    private static double AsPrinted(this Formula formula, Func<Leaf, int> digits) =>
        formula.WithLeaves(leaf => new Constant(AsPrinted(leaf.Number, digits(leaf)))).Number();

    private static bool Holds(double comesOut, double result)
    {
        double printed = AsPrinted(result, Rounding.Digits);
        double unit = printed == 0 ? 0 : Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(printed))) - (Rounding.Digits - 1));
        return comesOut.Equals(printed) || Math.Abs(comesOut - printed) <= unit * (1 + Slack);
    }
}
