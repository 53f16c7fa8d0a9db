using System.Globalization;
using System.Text.RegularExpressions;

namespace Chainrule.Explain.Tests;

/// <summary>
/// Numbers in full precision, cut to what every machine agrees on: exp, log and tanh come from its C library, and two libraries may
/// differ in the last digits.
/// </summary>
internal static partial class LastDigits
{
    internal static string Rounded(string text) => Long().Replace(WithoutResidue(text), number =>
        double.Parse(number.Value, CultureInfo.InvariantCulture).ToString("G12", CultureInfo.InvariantCulture).Replace('E', 'e'));

    /// <summary>The text with 0 for what is left over where rounded numbers cancel: 1.4e−17 here, 0 elsewhere.</summary>
    internal static string WithoutResidue(string text) => Residue().Replace(text, "0");

    [GeneratedRegex(@"[-−]?\d+(\.\d+)?e[-−]1[5-9]\b")]
    private static partial Regex Residue();

    [GeneratedRegex(@"\d+\.\d{12,}(e-?\d+)?")]
    private static partial Regex Long();
}
