using System.Globalization;

namespace Chainrule.Explain.Graphs;

/// <summary>Numbers as text: the same everywhere on earth, with a real minus sign.</summary>
internal static class Digits
{
    internal const char Minus = '−';

    /// <summary>Enough to tell the size and to check by hand.</summary>
    internal const int Shown = 6;

    /// <summary>So many digits tell every double from its neighbours.</summary>
    internal const int All = 17;

    /// <summary>With six significant digits.</summary>
    internal static string Short(double number) => Rounded(number, Shown);

    /// <summary>The fewest digits that read back as the same double.</summary>
    internal static string Exact(double number) => Pretty(number, "R");

    /// <summary>With so many significant digits.</summary>
    internal static string Rounded(double number, int digits) => Pretty(number, "G" + digits.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the reader sees, as a number: what is left of it after rounding to so many digits.</summary>
    internal static double AsPrinted(double number, int digits) =>
        double.Parse(number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Pretty(double number, string format)
    {
        if (double.IsNaN(number)) return "not a number";
        if (double.IsInfinity(number)) return number > 0 ? "∞" : $"{Minus}∞";
        // A zero has no sign for a reader.
        string text = (number == 0 ? 0 : number).ToString(format, CultureInfo.InvariantCulture);
        return Notations.Rounding.ShortExponent(text).Replace('-', Minus);
    }
}
