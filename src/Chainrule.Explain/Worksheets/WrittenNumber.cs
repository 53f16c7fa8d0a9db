using System.Globalization;
using System.Text.RegularExpressions;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Explain.Worksheets;

/// <summary>A number as somebody wrote it: its digits say how exactly it is meant.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Number">What it says.</param>
/// <param name="Unit">One unit of its last digit: 0.01 of 0.25, 1e-5 of 1.2e-4.</param>
/// <param name="Digits">How many significant digits it has, zeros at its end included; none of 0.00.</param>
internal sealed partial record WrittenNumber(string Text, double Number, double Unit, int Digits)
{
    /// <summary>Reads it, with the minus of a keyboard or of print.</summary>
    /// <exception cref="ProblemException">It is no decimal number.</exception>
    public static WrittenNumber Parse(string text)
    {
        Match parts = Decimal().Match(text.Trim().Replace('−', '-'));
        if (!parts.Success) throw new ProblemException($"got {Shown.Text(text)}, wanted a number{(text.Contains(',', StringComparison.Ordinal) ? " with a decimal point" : "")} such as 0.25 or 1.2e-4");
        double number = double.Parse(parts.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number)) throw new ProblemException($"got {Shown.Text(text)}, wanted a number of less than 1.8e308");
        int exponent = parts.Groups["exponent"].Success ? int.Parse(parts.Groups["exponent"].Value, CultureInfo.InvariantCulture) : 0;
        string whole = parts.Groups["whole"].Value, fraction = parts.Groups["fraction"].Value;
        return new(text.Trim(), number, Math.Pow(10, exponent - fraction.Length), (whole + fraction).TrimStart('0').Length);
    }

    [GeneratedRegex(@"^[+-]?(?=\.?[0-9])(?<whole>[0-9]*)\.?(?<fraction>[0-9]*)([eE](?<exponent>[+-]?[0-9]{1,3}))?$")]
    private static partial Regex Decimal();
}
