using System.Globalization;
using Chainrule.Explain.Notations;

namespace Chainrule.Explain.Graphs;

/// <summary>Numbers as text: the same everywhere on earth, with a real minus sign.</summary>
internal static class Digits
{
    internal const char Minus = '−';

    /// <summary>With six significant digits.</summary>
    internal static string Short(double number) => Rounded(number, Rounding.Digits);

    /// <summary>The fewest digits that read back as the same double.</summary>
    internal static string Exact(double number) => Pretty(number, "R");

    /// <summary>With so many significant digits.</summary>
    internal static string Rounded(double number, int digits) => Pretty(number, "G" + digits.ToString(CultureInfo.InvariantCulture));

    private static string Pretty(double number, string format)
    {
        if (double.IsNaN(number)) return "not a number";
        if (double.IsInfinity(number)) return number > 0 ? "∞" : $"{Minus}∞";
        // A zero has no sign for a reader.
        string text = (number == 0 ? 0 : number).ToString(format, CultureInfo.InvariantCulture);
        return Rounding.ShortExponent(text).Replace('-', Minus);
    }
}
