using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>Equations and matrices as LaTeX that stands inside align, aligned or a display; shared by the LaTeX and Markdown formats.</summary>
internal static class LatexEquation
{
    /// <summary>The rows of an aligned equation, broken where they would be wider than this many digits.</summary>
    public static IEnumerable<string> Rows(Equation equation, NotationPrinter printer, double width, Func<string, string> remark)
    {
        string left = printer.Print(equation.Left);
        double room = width - LatexLines.Width(left) - 3;
        foreach (Step step in equation.Steps)
        {
            IReadOnlyList<string> lines = LatexLines.Break(printer.Print(step.Right), room);
            for (int i = 0; i < lines.Count; i++)
            {
                // The empty group lets a sign at the start of a line still be one between two terms.
                string row = i == 0 ? $"{left} &{printer.Relation(step.Relation)} {lines[i]}" : $"&\\quad {{}}{lines[i]}";
                bool hasNote = step.Note is not null && i == lines.Count - 1;
                bool fits = hasNote && LatexLines.Width(lines[i]) + step.Note!.Length + 4 <= room;
                yield return fits ? $"{row} {remark(step.Note!)}" : row;
                if (hasNote && !fits) yield return $"& {remark(step.Note!)}";
                left = "";
            }
        }
    }

    /// <summary>name = the numbers in brackets, and a word on them.</summary>
    public static string Matrix(MatrixView matrix, NotationPrinter printer, Func<string, string> remark)
    {
        IEnumerable<string> rows = matrix.Rows.Select((row, r) => string.Join(" & ", row.Select((cell, c) => cell is { } number ? printer.Number(number.Number)
            : r == matrix.RowGap ? (c == matrix.ColumnGap ? @"\ddots" : @"\vdots") : @"\cdots")));
        string words = matrix.Words.Length > 0 ? $" {remark(matrix.Words)}" : "";
        return $"{printer.Glyph(matrix.Name)} = \\begin{{bmatrix}} {string.Join(@" \\ ", rows)} \\end{{bmatrix}}{words}";
    }
}
