using System.Net;
using Chainrule.Cells.Engine;
using Chainrule.Lessons.Exercises;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Cells.Exports;

/// <summary>The faces of an output by MIME type, as notebooks want them; the plain one is always among them.</summary>
public static class MimeBundle
{
    /// <summary>The type of the plain face.</summary>
    public const string Plain = "text/plain";

    /// <summary>The faces, in the alphabetical order of their types.</summary>
    public static IReadOnlyList<(string Type, string Face)> Of(CellOutput output) => output switch
    {
        PictureOutput picture => [("image/svg+xml", picture.Svg), (Plain, picture.Text)],
        FormulaOutput formula => [("text/latex", $"$${formula.Latex}$$"), (Plain, formula.Text)],
        DerivationOutput derivation => [("text/markdown", derivation.Markdown), (Plain, derivation.Text)],
        TableOutput table => [("text/html", HtmlFaces.Of(table)), (Plain, table.Text)],
        Feedback feedback => [("text/html", HtmlFaces.Of(feedback)), (Plain, feedback.Text)],
        _ => [(Plain, output.Text)],
    };
}

/// <summary>The faces of outputs as pieces of HTML.</summary>
public static class HtmlFaces
{
    /// <summary>The best face that HTML has for an output.</summary>
    public static string Of(CellOutput output) => output switch
    {
        PictureOutput picture => $"<div class=\"picture scroll\">\n{picture.Svg}</div>\n",
        FormulaOutput formula => $"<div class=\"scroll\">{formula.MathMl}</div>\n",
        DerivationOutput derivation => $"<div class=\"derivation\">\n{derivation.Html}</div>\n",
        TableOutput table => Of(table),
        Feedback feedback => Of(feedback),
        CellErrorOutput error => $"<pre class=\"error\">{WebUtility.HtmlEncode(error.Text)}</pre>\n",
        _ => $"<pre>{WebUtility.HtmlEncode(output.Text)}</pre>\n",
    };

    internal static string Of(TableOutput table)
    {
        string caption = table.Title.Length > 0 ? $"<caption>{WebUtility.HtmlEncode(table.Title)}</caption>\n" : "";
        string header = string.Concat(table.Header.Select(name => $"<th scope=\"col\">{WebUtility.HtmlEncode(name)}</th>"));
        string rows = string.Concat(table.Rows.Select(row => $"<tr>{string.Concat(row.Select(Cell))}</tr>\n"));
        return $"<table>\n{caption}<thead><tr>{header}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n";
    }

    internal static string Of(Feedback feedback) =>
        $"<p class=\"verdict {feedback.Outcome.ToString().ToLowerInvariant()}\">{feedback.Sign} <strong>Exercise {WebUtility.HtmlEncode(feedback.Exercise)}:</strong> {WebUtility.HtmlEncode(feedback.Message)}</p>\n";

    private static string Cell(TableCell cell) => $"<td style=\"text-align: {(cell.IsNumber ? "right" : "left")}\">{WebUtility.HtmlEncode(cell.Written)}</td>";
}
