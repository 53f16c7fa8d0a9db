using System.Net;
using System.Text;
using Chainrule.Cells.Scripts;
using Chainrule.Explain.Rendering;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Cells.Exports;

/// <summary>An executed lesson as one HTML file that loads nothing else: code with colours, pictures as SVG, mathematics as MathML.</summary>
public static class HtmlExport
{
    /// <summary>The text of the .html file.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="prose">Turns Markdown into HTML, mathematics by <see cref="TexMath"/>.</param>
    public static string Write(ExecutedLesson lesson, Func<string, string> prose)
    {
        var body = new StringBuilder();
        int derivations = 0;
        foreach (ExecutedCell cell in lesson.Cells)
        {
            if (cell.Cell.IsProse) body.Append(prose(cell.Cell.Text));
            else body.Append($"<pre class=\"code\"><code>{CodeHtml.Of(cell.Cell.Text)}</code></pre>\n");
            foreach (CellOutput output in cell.Result?.Outputs ?? [])
                body.Append($"<div class=\"output\">\n{(output is DerivationOutput ? WithOwnIds(HtmlFaces.Of(output), ++derivations) : HtmlFaces.Of(output))}</div>\n");
        }
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>{WebUtility.HtmlEncode(lesson.Lesson.Title)}</title>
            <style>
            {HtmlRenderer.StyleSheet}
            {Style}
            </style>
            </head>
            <body>
            <main>
            {body}</main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    // Two derivations may explain the same number; each links inside itself.
    private static string WithOwnIds(string html, int number) => html
        .Replace(" id=\"", $" id=\"d{number}-", StringComparison.Ordinal)
        .Replace(" href=\"#", $" href=\"#d{number}-", StringComparison.Ordinal);

    private const string Style = """
        .code { padding: .7rem .9rem; background: var(--tint); border-radius: .4rem }
        .code .k { color: var(--link) } .code .s { color: #8a4b08 } .code .c { color: var(--muted); font-style: italic }
        @media (prefers-color-scheme: dark) { .code .s { color: #e8b878 } }
        .output { margin: .5rem 0 1.2rem; padding-left: .9rem; border-left: 3px solid var(--line) }
        .picture svg { display: block; max-width: 100%; height: auto }
        .verdict { padding: .5rem .8rem; border-radius: .4rem; background: var(--tint); border-left: 4px solid var(--muted) }
        .verdict.right { border-left-color: #009e73 } .verdict.knownmistake, .verdict.wrong { border-left-color: #d55e00 }
        caption { text-align: left; color: var(--muted); padding-bottom: .3rem }
        """;
}
