using Chainrule.Explain.Notations;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Lessons.Faces;

/// <summary>A matrix in brackets; of a large one its first rows and columns.</summary>
internal static class MatrixFace
{
    private const int MostRows = 12, MostColumns = 8;

    public static FormulaOutput Of(double[][] rows, string title)
    {
        if (rows.Length == 0 || rows[0].Length == 0) return new(@"[\,]", "<math><mtext>[ ]</mtext></math>", "[ ]");
        bool isCut = rows.Length > MostRows || rows[0].Length > MostColumns;
        string[][] cells = [.. rows.Take(MostRows).Select(row => row.Take(MostColumns).Select(number => Rounding.Ascii(number)).ToArray())];
        string shape = $"{rows.Length} × {rows[0].Length}{(isCut ? ", its first rows and columns" : "")}";
        string name = title.Length > 0 ? $"{title} = " : "";
        string latexName = title.Length > 0 ? $@"\text{{{Escaped(title)}}} = " : "";
        string latex = $@"{latexName}\begin{{bmatrix}} {string.Join(@" \\ ", cells.Select(row => string.Join(" & ", row.Select(Latex))))} \end{{bmatrix}} \quad\text{{({shape})}}";
        string table = string.Concat(cells.Select(row => $"<mtr>{string.Concat(row.Select(cell => $"<mtd><mn>{cell}</mn></mtd>"))}</mtr>"));
        string mathMl = $"<math display=\"block\"><mrow><mtext>{System.Net.WebUtility.HtmlEncode(name)}</mtext><mo>[</mo><mtable>{table}</mtable><mo>]</mo><mtext> ({shape})</mtext></mrow></math>";
        return new(latex, mathMl, Plain(cells, name, shape));
    }

    private static string Plain(string[][] cells, string name, string shape)
    {
        int wide = cells.Max(row => row.Max(cell => cell.Length));
        IEnumerable<string> lines = cells.Select((row, r) =>
        {
            (char open, char close) = cells.Length == 1 ? ('[', ']') : r == 0 ? ('⎡', '⎤') : r == cells.Length - 1 ? ('⎣', '⎦') : ('⎢', '⎥');
            string lead = r == 0 ? name : new string(' ', name.Length);
            return $"{lead}{open} {string.Join("  ", row.Select(cell => cell.PadLeft(wide)))} {close}{(r == 0 ? $"   ({shape})" : "")}";
        });
        return string.Join('\n', lines);
    }

    private static string Latex(string number)
    {
        int e = number.IndexOf('e', StringComparison.Ordinal);
        return e < 0 ? number.Replace("∞", @"\infty", StringComparison.Ordinal) : $@"{number[..e]} \cdot 10^{{{number[(e + 1)..]}}}";
    }

    private static string Escaped(string words) => string.Concat(words.Select(c => "{}$&#%_\\^~".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
