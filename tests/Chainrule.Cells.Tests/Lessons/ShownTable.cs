using System.Globalization;
using System.Text.RegularExpressions;

namespace Chainrule.Cells.Tests.Lessons;

/// <summary>Reads numbers from what a lesson showed as plain text.</summary>
internal static class ShownTable
{
    /// <summary>The numbers of the table with this title, row by row; what is no number is left out.</summary>
    public static double[][] Rows(string text, string title, int rows)
    {
        string[] lines = text.Split('\n');
        int first = Array.FindIndex(lines, line => line.StartsWith(title, StringComparison.Ordinal)) + 3;
        Assert.True(first >= 3, $"there is no table \"{title}\"");
        return [.. lines[first..(first + rows)].Select(line => line.Split(' ').Select(word => (IsNumber: double.TryParse(word, CultureInfo.InvariantCulture, out double number), number))
            .Where(word => word.IsNumber).Select(word => word.number).ToArray())];
    }

    /// <summary>The number that a group matched.</summary>
    public static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);
}
