using System.Globalization;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Cli.Options;

/// <summary>Numbers typed as options, read the same way on every machine.</summary>
internal static class NumberOptions
{
    public static int Whole(string text, string option, int smallest, int largest = int.MaxValue)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= smallest && number <= largest) return number;
        string range = largest == int.MaxValue && smallest > int.MinValue ? $" from {smallest} up" : $" from {smallest} to {largest}";
        throw new ProblemException($"{option}: got {Shown.Text(text)}, wanted a whole number{range}");
    }

    public static double? OptionalPositive(string? text, string option)
    {
        if (text is null) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0 && double.IsFinite(number)) return number;
        throw new ProblemException($"{option}: got {Shown.Text(text)}, wanted a positive number with a decimal point, such as 0.5");
    }

    public static double FromZero(string text, string option) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0 && double.IsFinite(number)
            ? number
            : throw new ProblemException($"{option}: got {Shown.Text(text)}, wanted a number from 0 up with a decimal point, such as 0.1");

    public static int[] List(string text, string option)
    {
        string[] parts = text.Split(',', '-', ';', ' ');
        var numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] == 0)
                throw new ProblemException($"{option}: got {Shown.Text(text)}, wanted whole numbers from 1 up with commas between them, such as 2,3,1");
        return numbers;
    }
}
