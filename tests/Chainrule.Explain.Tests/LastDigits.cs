using System.Globalization;
using System.Text.RegularExpressions;

namespace Chainrule.Explain.Tests;

/// <summary>
/// Numbers in full precision, cut to what every machine agrees on: exp, log and tanh come from its C library, and two libraries may
/// differ in the last digits.
/// </summary>
internal static partial class LastDigits
{
    internal static string Rounded(string text) => Long().Replace(text, number =>
        double.Parse(number.Value, CultureInfo.InvariantCulture).ToString("G12", CultureInfo.InvariantCulture).Replace('E', 'e'));

    [GeneratedRegex(@"\d+\.\d{12,}(e-?\d+)?")]
    private static partial Regex Long();
}
