using Chainrule.Explain.Notations;

namespace Chainrule.Explain.Rendering;

/// <summary>A loss curve drawn with ASCII characters, at most 74 columns wide, so that it may be indented.</summary>
internal static class CurveText
{
    private const int Columns = 60, Rows = 12, LabelWidth = 12;

    /// <summary>The lines of the drawing.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<double> losses)
    {
        var plot = new Trainings.CurvePlot(losses, Columns);
        var lines = new List<string> { $"{"L",LabelWidth - 1}{(plot.IsLogarithmic ? "  (equal heights are equal factors)" : "")}" };
        for (int row = Rows - 1; row >= 0; row--)
        {
            string label = row == Rows - 1 ? Rounding.Ascii(plot.Highest, 4) : row == 0 ? Rounding.Ascii(plot.Lowest, 4) : "";
            lines.Add($"{label.PadLeft(LabelWidth - 1)} |{string.Concat(plot.Columns.Select(column => IsIn(column, row) ? '*' : ' '))}".TrimEnd());
        }
        lines.Add($"{new string(' ', LabelWidth)}+{new string('-', plot.Columns.Count)}");
        lines.Add($"{new string(' ', LabelWidth + 1)}0{$"step {plot.Last}".PadLeft(Math.Max(plot.Columns.Count - 1, 6 + plot.Last.ToString().Length))}");
        return lines;
    }

    private static bool IsIn((double Low, double High)? column, int row) =>
        column is { } range && Row(range.Low) <= row && row <= Row(range.High);

    private static int Row(double height) => (int)Math.Round(height * (Rows - 1));
}
