using System.Text;
using Chainrule.Cells.Scripts;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Cells.Exports;

/// <summary>An executed lesson as one Markdown file. Pictures are drawn with characters: Markdown has no place for a picture inside the file.</summary>
public static class MarkdownExport
{
    /// <summary>The text of the .md file.</summary>
    public static string Write(ExecutedLesson lesson)
    {
        var page = new StringBuilder();
        foreach (ExecutedCell cell in lesson.Cells)
        {
            if (cell.Cell.IsProse) page.Append(cell.Cell.Text).Append("\n\n");
            else AddFence(page, "csharp", cell.Cell.Text);
            foreach (CellOutput output in cell.Result?.Outputs ?? []) Add(page, output);
        }
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void Add(StringBuilder page, CellOutput output)
    {
        switch (output)
        {
            case FormulaOutput formula: AddFence(page, "math", formula.Latex); break;
            case DerivationOutput derivation: page.Append(derivation.Markdown).Append("\n\n"); break;
            case TableOutput table: AddTable(page, table); break;
            default: AddFence(page, "text", output.Text); break;
        }
    }

    private static void AddTable(StringBuilder page, TableOutput table)
    {
        if (table.Title.Length > 0) page.Append($"{table.Title}:\n\n");
        page.Append(Row(table.Header)).Append(Row(table.Header.Select((_, c) => table.IsNumeric(c) ? "--:" : "---")));
        foreach (IReadOnlyList<TableCell> row in table.Rows) page.Append(Row(row.Select(cell => cell.Written.Replace("|", @"\|", StringComparison.Ordinal))));
        page.Append('\n');
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static void AddFence(StringBuilder page, string language, string text) => page.Append($"```{language}\n{text}\n```\n\n");
}
