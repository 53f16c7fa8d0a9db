using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>Equations and matrices as lines of code, for the notations that are code.</summary>
internal static class CodeLines
{
    /// <summary>left = right, one right side below the other, notes as comments.</summary>
    public static IEnumerable<string> Of(Equation equation, NotationPrinter printer, int width)
    {
        string left = printer.Print(equation.Left);
        foreach (Step step in equation.Steps)
        {
            string lead = $"{left} {printer.Relation(step.Relation)} ", blank = new(' ', lead.Length);
            string[] right = [.. Wrapping.Formula(printer.Print(step.Right), Math.Max(width - lead.Length, 20))];
            for (int i = 0; i < right.Length; i++)
            {
                string line = (i == 0 ? lead : blank) + right[i];
                bool isLast = i == right.Length - 1;
                if (!isLast || step.Note is null) yield return line;
                else if (line.Length + step.Note.Length + 4 <= width) yield return $"{line}  # {step.Note}";
                else
                {
                    yield return line;
                    yield return $"{blank}# {step.Note}";
                }
            }
            left = new string(' ', left.Length);
        }
    }

    /// <summary>name = [[1, 2], [3, 4]], a row a line.</summary>
    public static IEnumerable<string> Of(MatrixView matrix, NotationPrinter printer)
    {
        string[][] cells = [.. matrix.Rows.Select(row => row.Select(cell => cell is { } number ? printer.Number(number.Number) : "...").ToArray())];
        int wide = cells.Max(row => row.Max(cell => cell.Length));
        string start = $"{printer.Glyph(matrix.Name)} = [", words = matrix.Words.Length > 0 ? $"  # {matrix.Words}" : "";
        for (int r = 0; r < cells.Length; r++)
        {
            string row = r == matrix.RowGap ? "..." : $"[{string.Join(", ", cells[r].Select(cell => cell.PadLeft(wide)))}]";
            yield return (r == 0 ? start : new string(' ', start.Length)) + row + (r < cells.Length - 1 ? "," : "]") + (r == 0 ? words : "");
        }
    }
}
