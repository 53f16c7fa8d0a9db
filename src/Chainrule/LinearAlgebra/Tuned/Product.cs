using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// C = epilogue(old, A·B) for any layouts of A and B: C is rows × columns, the sums run over depth. B is taken a panel of columns at a time, and against it the
/// rows of A a tile at a time. Panels, or pieces of them, are shared out among threads; every cell is one sum of one thread, so that the threads do not
/// change a bit.
/// </summary>
internal unsafe struct Product<R, E> where R : struct, ILanes<R> where E : unmanaged, IEpilogue<R>
{
    private readonly int Rows, Columns, Depth;
    private readonly float* A, B, Old, C;
    private readonly nint ARow, AStep, BStep, BColumn, OldRow, CRow;
    private readonly E Epilogue;
    private float* Packed;

    private Product((int Rows, int Columns, int Depth) size, Layout a, Layout b, Layout old, Layout c, E epilogue)
    {
        (Rows, Columns, Depth, Epilogue) = (size.Rows, size.Columns, size.Depth, epilogue);
        A = a.First;
        B = b.First;
        Old = old.First;
        C = c.First;
        (ARow, AStep, BStep, BColumn, OldRow, CRow) = (a.Down, a.Across, b.Down, b.Across, old.Down, c.Down);
    }

    // Twelve rows of two sums each, two registers of B and one of A are 27 of 32; six rows are 15 of 16.
    private static int TallestTile => R.Registers >= 32 ? 12 : 6;

    private const int PanelsWorthPackedTiles = 8;

    private static int PanelWidth => 2 * R.Count;

    private readonly int Panels => (Columns + PanelWidth - 1) / PanelWidth;

    private readonly int Tiles => (Rows + TallestTile - 1) / TallestTile;

    /// <summary>C = epilogue(old, A·B). A is rows × depth, B depth × columns, C and old rows × columns; in C and old the columns lie side by side.</summary>
    internal static void Run((int Rows, int Columns, int Depth) size, Layout a, Layout b, Layout old, Layout c, E epilogue)
    {
        if (IsTiny(size)) Tiny(size, a, b, old, c, epilogue);
        else new Product<R, E>(size, a, b, old, c, epilogue).Run();
    }

    /// <summary>Whether the product is over before a panel could be laid out.</summary>
    internal static bool IsTiny((int Rows, int Columns, int Depth) size) => (long)size.Rows * size.Columns * size.Depth <= 64;

    // The three loops, as they stand in Plain.
    private static void Tiny((int Rows, int Columns, int Depth) size, Layout a, Layout b, Layout old, Layout c, E epilogue)
    {
        for (int i = 0; i < size.Rows; i++)
            for (int j = 0; j < size.Columns; j++)
            {
                float* left = a.First + i * a.Down, right = b.First + j * b.Across;
                float sum = *left * *right;
                for (int p = 1; p < size.Depth; p++) sum = float.MultiplyAddEstimate(left[p * a.Across], right[p * b.Down], sum);
                R all = R.All(sum), cell = E.NeedsOld ? R.All(old.First[i * old.Down + j]) : all;
                epilogue.Take(ref cell, all);
                c.First[i * c.Down + j] = R.First(cell);
            }
    }

    // On as many threads as it is worth.
    private void Run()
    {
        int threads = Team.ThreadsFor((long)Rows * Columns * Depth);
        if (Panels >= PanelsWorthPackedTiles) PackTiles(threads);
        // A few pieces for each thread, so that one which comes late does not keep the others waiting.
        int pieces = threads == 1 ? 1 : Math.Min(Tiles, (4 * threads + Panels - 1) / Panels);
        fixed (Product<R, E>* self = &this) Team.Run(threads, Panels * pieces, &Part, self, pieces);
    }

    // Rows that are a page apart, as those of 1024 floats are, all fall into the same few lines of the cache and push each other out: for many panels it
    // pays to write the rows of each tile side by side, step by step.
    private void PackTiles(int threads)
    {
        Packed = Scratch.ForTiles((nint)Rows * Depth);
        fixed (Product<R, E>* self = &this) Team.Run(threads, Tiles, &PackTile, self, Tiles);
    }

    private static void PackTile(void* self, int tile, int tiles)
    {
        Product<R, E>* product = (Product<R, E>*)self;
        int row = product->FirstRow(tile), rows = product->FirstRow(tile + 1) - row;
        float* a = product->A + row * product->ARow, packed = product->Packed + (nint)row * product->Depth;
        if (product->ARow == 1) Tuned.Panel.Copy<Lanes1>(a, product->AStep, product->Depth, rows, rows, packed);
        else Tuned.Panel.Transpose(a, product->ARow, product->Depth, rows, rows, packed);
    }

    private readonly int FirstRow(int tile) => (int)((long)Rows * tile / Tiles);

    private static void Part(void* self, int index, int pieces)
    {
        Product<R, E>* product = (Product<R, E>*)self;
        int piece = index % pieces;
        product->Panel(index / pieces, product->Tiles * piece / pieces, product->Tiles * (piece + 1) / pieces);
    }

    private readonly void Panel(int panel, int firstTile, int endTile)
    {
        int column = panel * PanelWidth, columns = Math.Min(PanelWidth, Columns - column), width = columns <= R.Count ? R.Count : PanelWidth;
        float* scratch = Scratch.ForPanel((nint)Depth * width + TallestTile * PanelWidth);
        float* b = B + column * BColumn;
        nint bStep = BStep;
        if (BColumn != 1)
        {
            Tuned.Panel.Transpose(b, BColumn, Depth, columns, width, scratch);
            b = scratch;
            bStep = width;
        }
        else if (columns < width || endTile - firstTile > 1)
        {
            Tuned.Panel.Copy<R>(b, BStep, Depth, columns, width, scratch);
            b = scratch;
            bStep = width;
        }
        for (int tile = firstTile; tile < endTile; tile++)
        {
            int row = FirstRow(tile), rows = FirstRow(tile + 1) - row;
            float* a = Packed is null ? A + row * ARow : Packed + (nint)row * Depth, old = Old + row * OldRow + column, c = C + row * CRow + column;
            if (columns == width) Tile(rows, width, a, b, bStep, old, OldRow, c, CRow, Epilogue);
            else
            {
                float* sums = scratch + (nint)Depth * width;
                Tile<Store<R>>(rows, width, a, b, bStep, sums, width, sums, width, default);
                FinishPart(sums, width, rows, columns, old, c);
            }
        }
    }

    // The last columns, fewer than a tile is wide: the sums of a whole tile were set aside, and only those that exist go to C.
    private readonly void FinishPart(float* sums, int width, int rows, int columns, float* old, float* c)
    {
        for (int i = 0; i < rows; i++, sums += width, old += OldRow, c += CRow)
            for (int j = 0; j < columns; j += R.Count)
            {
                int count = Math.Min(R.Count, columns - j);
                R sum = R.Load(sums + j), cell = E.NeedsOld ? R.LoadPart(old + j, count) : sum;
                Epilogue.Take(ref cell, sum);
                R.StorePart(cell, c + j, count);
            }
    }

    private readonly void Tile<F>(int rows, int width, float* a, float* b, nint bStep, float* old, nint oldRow, float* c, nint cRow, F epilogue)
        where F : struct, IEpilogue<R>
    {
        if (width > R.Count) Tile<TwoColumns, F>(rows, a, b, bStep, old, oldRow, c, cRow, epilogue);
        else Tile<OneColumn, F>(rows, a, b, bStep, old, oldRow, c, cRow, epilogue);
    }

    private readonly void Tile<W, F>(int rows, float* a, float* b, nint bStep, float* old, nint oldRow, float* c, nint cRow, F epilogue)
        where W : struct, IColumns where F : struct, IEpilogue<R>
    {
        nint aRow = Packed is null ? ARow : 1, aStep = Packed is null ? AStep : rows;
        switch (rows)
        {
            case 1: Tuned.Tile.Run<R, H1, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 2: Tuned.Tile.Run<R, H2, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 3: Tuned.Tile.Run<R, H3, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 4: Tuned.Tile.Run<R, H4, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 5: Tuned.Tile.Run<R, H5, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 6: Tuned.Tile.Run<R, H6, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 7: Tuned.Tile.Run<R, H7, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 8: Tuned.Tile.Run<R, H8, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 9: Tuned.Tile.Run<R, H9, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 10: Tuned.Tile.Run<R, H10, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            case 11: Tuned.Tile.Run<R, H11, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
            default: Tuned.Tile.Run<R, H12, W, F>(a, aRow, aStep, b, bStep, Depth, old, oldRow, c, cRow, epilogue); break;
        }
    }
}

/// <summary>Where a matrix begins and how far apart its rows and its columns are: turned round, a matrix is another layout of the same floats.</summary>
internal readonly unsafe struct Layout(float* first, nint down, nint across)
{
    internal readonly float* First = first;
    internal readonly nint Down = down, Across = across;
}
