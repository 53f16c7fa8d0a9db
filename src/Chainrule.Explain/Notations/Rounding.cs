using System.Globalization;

namespace Chainrule.Explain.Notations;

/// <summary>Numbers for people: rounded to a few significant digits, never to a wrong sign or a false zero.</summary>
internal static class Rounding
{
    /// <summary>How many significant digits are printed.</summary>
    public const int Digits = 6;

    /// <summary>The number to so many significant digits, as <c>0.59327</c> or <c>1.5e-7</c>, with an ASCII minus.</summary>
    public static string Ascii(double number, int digits = Digits)
    {
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "∞" : "-∞";
        // A zero has no sign for a reader: + 0.0 turns −0 into 0.
        return ShortExponent((number + 0.0).ToString($"G{digits}", CultureInfo.InvariantCulture));
    }

    /// <summary>1E-05 written as 1e-5.</summary>
    internal static string ShortExponent(string text)
    {
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : $"{text[..exponent]}e{int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture)}";
    }
}
