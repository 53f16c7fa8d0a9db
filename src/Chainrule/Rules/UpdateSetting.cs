using System.Globalization;

namespace Chainrule.Rules;

/// <summary>A number of an update that may be chosen, such as Adam's β₁.</summary>
/// <param name="Name">Its name, as a key in a file.</param>
/// <param name="Value">What it is: in the list of a law, the default.</param>
/// <param name="IsShare">Whether it lies from 0 to below 1, as what is kept of something does; else it is positive.</param>
public sealed record UpdateSetting(string Name, double Value, bool IsShare)
{
    /// <summary>How much of something is kept: from 0 to below 1, where it would never be forgotten.</summary>
    public static UpdateSetting Share(string name, double value) => new(name, value, true);

    /// <summary>A positive number.</summary>
    public static UpdateSetting Positive(string name, double value) => new(name, value, false);

    /// <summary>What is wrong with this number in its place, or null.</summary>
    public string? Wrong(double value) => (IsShare ? value is >= 0 and < 1 : value > 0 && double.IsFinite(value))
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"got {value:R}, wanted {(IsShare ? "a number from 0 to below 1" : "a positive number")} such as {Value:R}");
}
