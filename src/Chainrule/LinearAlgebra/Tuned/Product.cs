using System.Runtime.CompilerServices;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// C = finish(A·B, old), panel by panel of columns (<see cref="Panels"/>), and against a panel of B the rows of A, a tile at a time. Pieces of panels are
/// shared out among threads; every cell is one sum of one thread, so that the threads do not change a bit.
/// </summary>
[SkipLocalsInit]
internal readonly unsafe struct Product<R, E>
    where R : struct, ILanes<R> where E : unmanaged, IFinish
{
    /// <summary>How wide the panels are: two registers, and not less than the narrowest kernels take at once.</summary>
    internal static int Widest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Math.Max(2 * Panels.Narrowest, 2 * R.Count);
    }

    private readonly int Rows, Columns, Depth;
    private readonly Operand A;
    private readonly PanelSource B;
    private readonly Strips Old, C;
    private readonly E Finish;
    private readonly Tail Tail;

    private Product((int Rows, int Columns, int Depth) size, Operand a, PanelSource b, Strips old, Strips c, E finish, Tail tail)
    {
        (Rows, Columns, Depth) = size;
        (A, B, Old, C, Finish, Tail) = (a, b, old, c, finish, tail);
    }

    /// <summary>C = finish(A·B, old). A is rows × depth, B depth × columns, C and old rows × columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run((int Rows, int Columns, int Depth) size, Operand a, PanelSource b, Strips old, Strips c, E finish, Tail tail = default, LaneLaw<R>? law = null)
    {
        // A small network is done before work could be shared out, or noted down for it.
        if (size.Columns <= Widest && (long)size.Rows * size.Depth <= SmallRowsTimesDepth)
        {
            int width = Panels.Width(size.Columns, Widest);
            float* panel = b.Panel(0, width, size.Depth);
            if (size.Rows * size.Depth <= TinyRowsTimesDepth && width <= R.Count)
            {
                if (width == R.Count) Tiny<R>(size.Rows, size.Depth, a, panel, b.RowOf(width), old.At(0), old.RowOf(width), c.At(0), c.RowOf(width), finish);
                else if (width == Lanes256.Count) Tiny<Lanes256>(size.Rows, size.Depth, a, panel, b.RowOf(width), old.At(0), old.RowOf(width), c.At(0), c.RowOf(width), finish);
                else Tiny<Lanes128>(size.Rows, size.Depth, a, panel, b.RowOf(width), old.At(0), old.RowOf(width), c.At(0), c.RowOf(width), finish);
            }
            else Panel(0, size.Rows, size.Depth, width, a, panel, b.RowOf(width), old.At(0), old.RowOf(width), c.At(0), c.RowOf(width), finish);
        }
        else
        {
            new Product<R, E>(size, a, b, old, c, finish, tail).Run(law);
            if (tail.IsByStrip<R>()) return;
        }
        if (tail.IsThere) tail.Whole(law!, c.At(0));
    }

    private const int SmallRowsTimesDepth = 4096, TinyRowsTimesDepth = 48;

    // Less than choosing a tile would take: row after row, each of one register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tiny<S>(int rows, int depth, Operand a, float* b, nint bRow, float* old, nint oldRow, float* c, nint cRow, E finish) where S : struct, ILanes<S>
    {
        float* row = a.First;
        for (int i = 0; i < rows; i++, row += a.Down, old += oldRow, c += cRow)
        {
            S sum = S.All(0);
            float* left = row, right = b;
            for (int p = 0; p < depth; p++, left += a.Across, right += bRow) sum = S.MulAdd(S.All(*left), S.Load(right), sum);
            S.Store(finish.Of(sum, E.NeedsOld ? S.Load(old) : sum), c);
        }
    }

    // On as many threads as it is worth.
    private void Run(LaneLaw<R>? law)
    {
        int threads = Team.ThreadsFor((long)Rows * Columns * Depth), panels = Panels.Count(Columns, Widest);
        // For each thread a few, so that one which comes late does not keep the others waiting.
        int wanted = Math.Max(threads == 1 ? 1 : (4 * threads + panels - 1) / panels, (int)((long)Rows * Depth / B.FloatsOfAPiece));
        int pieces = Math.Clamp(wanted, 1, (Rows + Tallest - 1) / Tallest);
        fixed (Product<R, E>* self = &this) Team.Run(threads, panels * pieces, &Part, self, law, pieces);
    }

    private static void Part(void* self, object? law, int index, int pieces)
    {
        Product<R, E>* product = (Product<R, E>*)self;
        int panels = Panels.Count(product->Columns, Widest), piece = index / panels;
        int begin = index % panels * Widest, width = Panels.Width(product->Columns - begin, Widest);
        int firstRow = (int)((long)product->Rows * piece / pieces), endRow = (int)((long)product->Rows * (piece + 1) / pieces);
        Panel(
            firstRow, endRow, product->Depth, width, product->A,
            product->B.Panel(begin, width, product->Depth), product->B.RowOf(width), product->Old.At(begin), product->Old.RowOf(width),
            product->C.At(begin), product->C.RowOf(width), product->Finish);
        if (product->Tail.IsByStrip<R>()) product->Tail.Strip(Unsafe.As<LaneLaw<R>>(law)!, product->C.At(0), firstRow, endRow, begin, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Panel(
        int firstRow, int endRow, int depth, int width, Operand a, float* b, nint bRow, float* old, nint oldRow, float* c, nint cRow, E finish)
    {
        // A panel narrower than a register takes a narrower one.
        if (width >= R.Count)
            for (int j = 0; j < width; j += 2 * R.Count)
                if (width > j + R.Count) Tiles<R, TwoColumns>(firstRow, endRow, depth, a, b + j, bRow, old + j, oldRow, c + j, cRow, finish);
                else Tiles<R, OneColumn>(firstRow, endRow, depth, a, b + j, bRow, old + j, oldRow, c + j, cRow, finish);
        else if (width == Lanes256.Count) Tiles<Lanes256, OneColumn>(firstRow, endRow, depth, a, b, bRow, old, oldRow, c, cRow, finish);
        else Tiles<Lanes128, OneColumn>(firstRow, endRow, depth, a, b, bRow, old, oldRow, c, cRow, finish);
    }

    private const int Tallest = 12;

    private static void Tiles<S, W>(
        int firstRow, int endRow, int depth, Operand operand, float* b, nint bRow, float* old, nint oldRow, float* c, nint cRow, E finish)
        where S : struct, ILanes<S> where W : struct, IColumns
    {
        // Twelve rows of two sums each, two registers of B and one of A are 27 of 32; six rows are 15 of 16; twelve of one sum are 14.
        int tallest = W.Registers == 2 && S.Registers < 32 ? Tallest / 2 : Tallest, rows = endRow - firstRow, tiles = (rows + tallest - 1) / tallest;
        nint down = operand.Down, across = operand.Across;
        for (int tile = 0, row = firstRow, end; tile < tiles; tile++, row = end)
        {
            end = tile + 1 == tiles ? endRow : firstRow + (int)((long)rows * (tile + 1) / tiles);
            float* a = operand.First + row * down;
            switch (end - row)
            {
                case 1: Tile.Run<S, H1, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 2: Tile.Run<S, H2, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 3: Tile.Run<S, H3, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 4: Tile.Run<S, H4, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 5: Tile.Run<S, H5, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 6: Tile.Run<S, H6, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 7: Tile.Run<S, H7, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 8: Tile.Run<S, H8, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 9: Tile.Run<S, H9, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 10: Tile.Run<S, H10, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                case 11: Tile.Run<S, H11, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
                default: Tile.Run<S, H12, W, E>(a, down, across, b, bRow, depth, old + row * oldRow, oldRow, c + row * cRow, cRow, finish); break;
            }
        }
    }
}
