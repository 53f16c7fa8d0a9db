using System.Globalization;
using Chainrule.Data;
using Chainrule.Rules;

namespace Chainrule.Cli.Csv;

/// <summary>The rows of a file: inputs as numbers, and of the target columns the texts, which may be numbers or names.</summary>
internal sealed record CsvTable(string Source, string[] Targets, List<CsvLine> Rows)
{
    /// <summary>A target as a finite number.</summary>
    internal double Number(CsvLine row, int target) => Number(Source, row.Line, Targets[target], row.Targets[target]);

    /// <summary>All targets of a row as finite numbers.</summary>
    internal double[] Numbers(CsvLine row)
    {
        double[] numbers = new double[row.Targets.Length];
        for (int target = 0; target < numbers.Length; target++) numbers[target] = Number(row, target);
        return numbers;
    }

    /// <summary>A cell as a finite number, written with a point whatever the machine's language.</summary>
    internal static double Number(string source, long line, string column, string cell)
    {
        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            throw Problem(source, line, column, cell, cell.Contains(',', StringComparison.Ordinal) ? "a number with a decimal point, such as 0.5" : "a number such as 0.5");
        return double.IsFinite(number) ? number : throw Problem(source, line, column, cell, "a finite number");
    }

    internal ProblemException Problem(CsvLine row, int target, string wanted) => Problem(Source, row.Line, Targets[target], row.Targets[target], wanted);

    private static ProblemException Problem(string source, long line, string column, string cell, string wanted)
    {
        string got = cell.Length == 0 ? "an empty cell" : $"\"{Shown.Text(cell)}\"";
        return new($"{source}:{line}: column \"{Shown.Text(column)}\": got {got}, wanted {wanted}");
    }
}

/// <summary>A row, and the line of the file on which it begins.</summary>
internal sealed record CsvLine(long Line, double[] Inputs, string[] Targets);
