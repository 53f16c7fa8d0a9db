using Chainrule.Explain.Notations;

namespace Chainrule.Lessons.Outputs;

/// <summary>A cell of a table, already written.</summary>
/// <param name="Written">The text.</param>
/// <param name="IsNumber">Whether it is a number, which stands at the right of its column.</param>
public readonly record struct TableCell(string Written, bool IsNumber);

/// <summary>A table with a header.</summary>
/// <param name="Title">What it shows, or empty.</param>
/// <param name="Header">The names of the columns.</param>
/// <param name="Rows">The cells, row by row.</param>
public sealed record TableOutput(string Title, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<TableCell>> Rows) : CellOutput
{
    /// <inheritdoc/>
    public override string Text
    {
        get
        {
            int[] widths = [.. Header.Select((name, c) => Rows.Select(row => row[c].Written.Length).Append(name.Length).Max())];
            IEnumerable<string> lines =
            [
                Line(Header.Select((name, c) => new TableCell(name, IsNumeric(c))), widths),
                string.Join("  ", widths.Select(width => new string('─', width))),
                .. Rows.Select(row => Line(row, widths)),
            ];
            return string.Join('\n', Title.Length > 0 ? lines.Prepend(Title) : lines);
        }
    }

    /// <summary>Whether the column holds numbers.</summary>
    public bool IsNumeric(int column) => Rows.Count > 0 && Rows.All(row => row[column].IsNumber);

    private static string Line(IEnumerable<TableCell> cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, c) => cell.IsNumber ? cell.Written.PadLeft(widths[c]) : cell.Written.PadRight(widths[c]))).TrimEnd();

    /// <summary>A table of these things: a row each, a column for each of their public properties, as in <c>new { h, error }</c>.</summary>
    public static TableOutput Of(System.Collections.IEnumerable things, string title)
    {
        object[] rows = [.. things.Cast<object>()];
        if (rows.Length == 0) return new(title, ["(no rows)"], []);
        System.Reflection.PropertyInfo[] columns = [.. rows[0].GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0).OrderBy(property => property.MetadataToken)];
        return columns.Length == 0
            ? new(title, ["value"], [.. rows.Select(row => new[] { CellOf(row) })])
            : new(title, [.. columns.Select(column => column.Name)], [.. rows.Select(row => columns.Select(column => CellOf(column.GetValue(row))).ToArray())]);
    }

    private static TableCell CellOf(object? value) => value switch
    {
        null => new("", false),
        bool yes => new(yes ? "yes" : "no", false),
        int or long or short or byte => new(value.ToString()!, true),
        _ when Doubles.TryRead(value, out double number) => new(Rounding.Ascii(number), true),
        _ => new(value.ToString() ?? "", false),
    };
}
