using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// C = finish(A·B, old), panel by panel of columns (<see cref="Panels"/>), and against a panel of B the rows of A, a tile at a time. Pieces of panels are
/// shared out among threads; every cell is one sum of one thread, so that the threads do not change a bit.
/// </summary>
internal readonly unsafe struct Product<R, E>((int Rows, int Columns, int Depth) size, Operand a, PanelSource b, Strips old, Strips c, E finish)
    where R : struct, ILanes<R> where E : unmanaged, IFinish
{
    private readonly int Rows = size.Rows, Columns = size.Columns, Depth = size.Depth;
    private readonly Operand A = a;
    private readonly PanelSource B = b;
    private readonly Strips Old = old, C = c;
    private readonly E Finish = finish;

    // So much of A stays in the second-level cache while panel after panel goes by: half of the 512 KB which even small processors have.
    private const int FloatsOfAPiece = 64 * 1024;

    /// <summary>Computes it, on as many threads as it is worth.</summary>
    internal void Run()
    {
        int threads = Team.ThreadsFor((long)Rows * Columns * Depth), panels = Panels.Count(Columns);
        // For each thread a few, so that one which comes late does not keep the others waiting.
        int wanted = Math.Max(threads == 1 ? 1 : (4 * threads + panels - 1) / panels, (int)((long)Rows * Depth / FloatsOfAPiece));
        int pieces = Math.Clamp(wanted, 1, (Rows + Tallest - 1) / Tallest);
        fixed (Product<R, E>* self = &this) Team.Run(threads, panels * pieces, &Part, self, pieces);
    }

    private static void Part(void* self, int index, int pieces)
    {
        Product<R, E>* product = (Product<R, E>*)self;
        int panels = Panels.Count(product->Columns), piece = index / panels;
        product->Panel(index % panels, (int)((long)product->Rows * piece / pieces), (int)((long)product->Rows * (piece + 1) / pieces));
    }

    private void Panel(int panel, int firstRow, int endRow)
    {
        int begin = panel * Panels.Widest, width = Panels.Width(Columns - begin);
        float* b = B.Panel(begin, width, Depth), old = Old.At(begin), c = C.At(begin);
        nint bRow = B.RowOf(width), oldRow = Old.RowOf(width), cRow = C.RowOf(width);
        // A panel narrower than a register takes a narrower one.
        if (width >= R.Count)
            for (int j = 0; j < width; j += 2 * R.Count)
                if (width > j + R.Count) Tiles<R, TwoColumns>(firstRow, endRow, b + j, bRow, old + j, oldRow, c + j, cRow);
                else Tiles<R, OneColumn>(firstRow, endRow, b + j, bRow, old + j, oldRow, c + j, cRow);
        else if (width == Lanes256.Count) Tiles<Lanes256, OneColumn>(firstRow, endRow, b, bRow, old, oldRow, c, cRow);
        else Tiles<Lanes128, OneColumn>(firstRow, endRow, b, bRow, old, oldRow, c, cRow);
    }

    private const int Tallest = 12;

    private void Tiles<S, W>(int firstRow, int endRow, float* b, nint bRow, float* old, nint oldRow, float* c, nint cRow)
        where S : struct, ILanes<S> where W : struct, IColumns
    {
        // Twelve rows of two sums each, two registers of B and one of A are 27 of 32; six rows are 15 of 16; twelve of one sum are 14.
        int tallest = W.Registers == 2 && S.Registers < 32 ? Tallest / 2 : Tallest, rows = endRow - firstRow, tiles = (rows + tallest - 1) / tallest;
        for (int tile = 0; tile < tiles; tile++)
        {
            int row = firstRow + rows * tile / tiles, height = firstRow + rows * (tile + 1) / tiles - row;
            float* a = A.First + row * A.Down;
            switch (height)
            {
                case 1: Tile.Run<S, H1, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 2: Tile.Run<S, H2, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 3: Tile.Run<S, H3, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 4: Tile.Run<S, H4, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 5: Tile.Run<S, H5, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 6: Tile.Run<S, H6, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 7: Tile.Run<S, H7, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 8: Tile.Run<S, H8, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 9: Tile.Run<S, H9, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 10: Tile.Run<S, H10, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                case 11: Tile.Run<S, H11, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
                default: Tile.Run<S, H12, W, E>(a, A.Down, A.Across, b, bRow, Depth, old + row * oldRow, oldRow, c + row * cRow, cRow, Finish); break;
            }
        }
    }
}

/// <summary>A matrix of which single floats are taken: where it begins, and how far apart its rows and its columns are.</summary>
internal readonly unsafe struct Operand(float* first, nint down, nint across)
{
    internal readonly float* First = first;
    internal readonly nint Down = down, Across = across;
}

/// <summary>A matrix that is taken panel by panel: rows of a matrix as they lie, panels, or one and the same row for all.</summary>
internal readonly unsafe struct Strips
{
    private const nint OfThePanel = -1;

    private readonly float* first;
    private readonly nint apart, row;

    private Strips(float* first, nint apart, nint row)
    {
        this.first = first;
        (this.apart, this.row) = (apart, row);
    }

    /// <summary>Rows so far apart; 0 for one row that stands for all.</summary>
    internal static Strips Rows(float* first, nint stride) => new(first, 1, stride);

    /// <summary>Panels of so many rows, one after the other.</summary>
    internal static Strips InPanels(float* first, int rows) => new(first, rows, OfThePanel);

    /// <summary>Where the panel is that begins at this column.</summary>
    internal float* At(int column) => first + column * apart;

    /// <summary>How far apart its rows are, if it is so wide.</summary>
    internal nint RowOf(int width) => row == OfThePanel ? width : row;
}

/// <summary>Where the panels of B come from: they lie there, or they are made of the weights' panels by turning round.</summary>
internal readonly unsafe struct PanelSource
{
    private readonly Strips strips;
    private readonly float* weights;
    private readonly int inputs;

    private PanelSource(Strips strips, float* weights, int inputs)
    {
        (this.strips, this.inputs) = (strips, inputs);
        this.weights = weights;
    }

    internal static PanelSource Of(Strips strips) => new(strips, null, 0);

    /// <summary>B = W, a row for each unit, from W in panels.</summary>
    internal static PanelSource Turned(float* weights, int inputs) => new(default, weights, inputs);

    /// <summary>The panel that begins at this column, so wide and so deep.</summary>
    internal float* Panel(int column, int width, int depth)
    {
        if (weights is null) return strips.At(column);
        float* turned = Scratch.ForPanel((nint)Panels.RoomFor(depth) * width);
        for (int unit = 0; unit < depth; unit += Panels.Widest)
        {
            int units = Panels.Width(depth - unit);
            Transposition.Run(weights + (nint)unit * inputs + column * units, units, Math.Min(width, inputs - column), units, turned + (nint)unit * width, width);
        }
        return turned;
    }

    /// <summary>How far apart the rows of such a panel are.</summary>
    internal nint RowOf(int width) => weights is null ? strips.RowOf(width) : width;
}
