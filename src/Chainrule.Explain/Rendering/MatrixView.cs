using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Stories;

namespace Chainrule.Explain.Rendering;

/// <summary>A number of a matrix and its address.</summary>
internal readonly record struct MatrixCell(Address Address, double Number);

/// <summary>
/// A matrix as a page shows it: laid the way of a notation, and of a large one the first rows and columns and the last, with a gap between.
/// </summary>
internal sealed class MatrixView
{
    private const int MostRows = 8, MostColumns = 6;

    /// <summary>Lays the block's numbers the way of the notation.</summary>
    public MatrixView(MatrixBlock block, AddressBook book, Notation notation)
    {
        Block = block;
        MatrixCell[][] cells = [.. block.Rows.Select((row, r) => row.Select((number, c) => new MatrixCell(block.Addresses?[r][c] ?? book.At(block.Symbol, block.Layer, r, c), number)).ToArray())];
        if (block.Addresses is null) cells = notation.Lay(block.Symbol, cells, book.HasExampleIndex);
        (Height, Width) = (cells.Length, cells[0].Length);
        int?[] columns = Shown(Width, MostColumns);
        Rows = [.. Shown(Height, MostRows).Select(r => columns.Select(c => r is int row && c is int column ? cells[row][column] : (MatrixCell?)null).ToArray())];
        ColumnGap = Array.IndexOf(columns, null);
        RowGap = Array.IndexOf(Shown(Height, MostRows), null);
        Name = notation.OfMatrix(block.Symbol, block.Layer.ToString(), block.Common);
    }

    /// <summary>What is shown.</summary>
    public MatrixBlock Block { get; }

    /// <summary>The matrix's letter.</summary>
    public Glyph Name { get; }

    /// <summary>How many rows and columns there are in all.</summary>
    public int Height { get; }

    /// <inheritdoc cref="Height"/>
    public int Width { get; }

    /// <summary>The cells shown, row by row; null where something is left out.</summary>
    public IReadOnlyList<IReadOnlyList<MatrixCell?>> Rows { get; }

    /// <summary>Which of the shown rows stands for those left out; −1 for none.</summary>
    public int RowGap { get; }

    /// <summary>Which of the shown columns stands for those left out; −1 for none.</summary>
    public int ColumnGap { get; }

    /// <summary>A word on the matrix: what it is, its shape, and how much of it is left out; empty where there is nothing to say.</summary>
    public string Words
    {
        get
        {
            var words = new List<string>();
            if (Block.Note is not null) words.Add(Block.Note);
            if (Height > 1 && Width > 1 || RowGap >= 0 || ColumnGap >= 0) words.Add($"{Height}×{Width}");
            if (RowGap >= 0) words.Add($"{Height - Rows.Count + 1} rows left out");
            if (ColumnGap >= 0) words.Add($"{Width - Rows[0].Count + 1} columns left out");
            return string.Join(", ", words);
        }
    }

    // One of the shown places is the gap, and one is the last.
    private static int?[] Shown(int count, int most) => count <= most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, most - 2).Select(i => (int?)i), null, count - 1];
}
