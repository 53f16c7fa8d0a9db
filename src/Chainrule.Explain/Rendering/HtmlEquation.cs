using System.Text;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>Equations and matrices in HTML, whose mathematics is MathML or code.</summary>
/// <param name="linked">Writes mathematics with links.</param>
/// <param name="plain">Writes mathematics without links, for what would link to itself.</param>
/// <param name="anchors">Where numbers are explained.</param>
internal sealed class HtmlEquation(NotationPrinter linked, NotationPrinter plain, Anchors anchors)
{
    private const int MostReaders = 3;

    private readonly HashSet<string> taken = [];

    private bool IsCode => linked.Notation.IsCode;

    /// <summary>Written mathematics as an element of the page.</summary>
    public string Mathematics(string written) => IsCode ? $"<code>{written}</code>" : $"<math>{written}</math>";

    /// <summary>The equation, its address in the margin, and below that the numbers that are computed from it.</summary>
    public string Write(Equation equation)
    {
        var page = new StringBuilder($"<div class=\"equation\"{IdOnce(equation.Address is { } a ? Anchors.Id(a) : null)}>\n");
        if (equation.Address is { } address) page.Append(Margin(address));
        page.Append($"<div class=\"steps\">\n<div>{Mathematics(plain.Print(equation.Left))}</div>\n");
        foreach (Step step in equation.Steps)
        {
            string note = step.Note is null ? "" : $" <span class=\"note\">{HtmlText.Escape(step.Note)}</span>";
            string sign = plain.Relation(step.Relation), relation = IsCode ? $"<code>{sign}</code>" : $"<math><mo>{sign}</mo></math>";
            page.Append($"<div class=\"relation\">{relation}</div><div class=\"right\">{Breakable(linked.Print(step.Right))}{note}</div>\n");
        }
        return page.Append("</div>\n</div>\n").ToString();
    }

    /// <summary>name = the numbers in brackets, each a link to its equation if it has one.</summary>
    public string Write(MatrixView matrix)
    {
        string id = IdOnce(Anchors.Id(matrix.Block.Symbol, matrix.Block.Layer));
        // In code the words are a comment already.
        string words = matrix.Words.Length > 0 && !IsCode ? $" <span class=\"note\">{HtmlText.Escape(matrix.Words)}</span>" : "";
        return $"<div class=\"matrix scroll\"{id}>{(IsCode ? Code(matrix) : MathTable(matrix))}{words}</div>\n";
    }

    private string Margin(Address address)
    {
        string id = Anchors.Id(address);
        IReadOnlyList<Address> readers = anchors.ReadersOf(address);
        string more = readers.Count > MostReaders ? " …" : "";
        string used = readers.Count == 0 ? "" :
            $"<span class=\"readers\">used in {string.Join(", ", readers.Take(MostReaders).Select(r => $"<a href=\"#{Anchors.Id(r)}\">{plain.Notation.Typed(r)}</a>"))}{more}</span>";
        return $"<div class=\"margin\"><a class=\"address\" href=\"#{id}\">{plain.Notation.Typed(address)}</a>{used}</div>\n";
    }

    private string IdOnce(string? id) => id is not null && taken.Add(id) ? $" id=\"{id}\"" : "";

    private string Breakable(string written) =>
        IsCode ? Mathematics(written) : string.Join("<wbr/>", MathMlPrinter.Pieces(written).Select(Mathematics));

    private string MathTable(MatrixView matrix)
    {
        IEnumerable<string> rows = matrix.Rows.Select((row, r) => $"<mtr>{string.Concat(row.Select((cell, c) =>
            $"<mtd>{(cell is { } number ? Cell(number) : $"<mo>{(r != matrix.RowGap ? '⋯' : c == matrix.ColumnGap ? '⋱' : '⋮')}</mo>")}</mtd>"))}</mtr>");
        return $"<math>{plain.Glyph(matrix.Name)}<mo>=</mo><mrow><mo>[</mo><mtable>{string.Concat(rows)}</mtable><mo>]</mo></mrow></math>";
    }

    // A number that is given in this matrix would link to the matrix itself.
    private string Cell(MatrixCell cell) => anchors.Of(cell.Address) == Anchors.Id(cell.Address)
        ? linked.Print(new Written(new Formulas.Variable(cell.Address, cell.Number), WithNumbers: true))
        : plain.Number(cell.Number);

    private string Code(MatrixView matrix) => $"<pre><code>{string.Join('\n', CodeLines.Of(matrix, plain).Select(HtmlText.Escape))}</code></pre>";
}
