using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra;

/// <summary>
/// Where the numbers of a matrix lie. Most types of number: row after row. Floats: from the beginning of a cache line, and in one of two ways, so that
/// the kernels never have to copy, turn round or cut short what they read.
/// </summary>
/// <remarks>
/// <para><b>Rows</b>, for what belongs to examples: each row is filled up to whole registers. Rows are not an exact number of KB apart, or a column of them would
/// fall into a few lines of the cache and push itself out.</para>
/// <para><b>Panels</b>, for weights: units in groups of 32 (where registers hold 16; else of fewer), and of each group all that goes to input 0, then to input 1, and so on. That is the order in which a
/// tile of the forward product reads weights, and the one in which a tile of the gradient writes them. The last group is as narrow as will do.</para>
/// What fills up is never part of an answer: a sum runs over the rows and columns that there are.
/// </remarks>
internal readonly struct Storage<T> where T : struct, IReal<T>
{
    // Rows come in whole squares, for those who turn them into columns.
    internal const int Square = 4;

    private const int CacheLine = 64, LineFloats = CacheLine / sizeof(float), KB = 1024 / sizeof(float);

    private readonly T[] cells;
    private readonly nint floats;
    private readonly int rows, columns, first;

    /// <summary>Room for a matrix; with a panel width, for weights of floats in panels as wide.</summary>
    internal Storage(int rows, int columns, int panel)
    {
        (this.rows, this.columns, PanelWidth) = (rows, columns, panel);
        if (typeof(T) != typeof(F32))
        {
            (Stride, PanelWidth) = (columns, 0);
            cells = new T[checked(rows * columns)];
            return;
        }
        Stride = InPanels ? Panels.RoomFor(rows, panel) : RowOf(columns);
        Length = WholeLines(InPanels ? columns : rows);
        cells = GC.AllocateArray<T>(Room + LineFloats, pinned: true);
        (first, floats) = FirstOnALine(cells);
    }

    // The same in memory of somebody else's, for the kernels only.
    private Storage(Storage<T> like, nint floats)
    {
        this = like;
        (cells, this.floats) = ([], floats);
    }

    // The first rows of what there is room for.
    private Storage(Storage<T> all, int rows)
    {
        Debug.Assert(!all.InPanels, "weights do not come and go");
        this = all;
        this.rows = rows;
        if (typeof(T) == typeof(F32)) Length = WholeLines(rows);
    }

    private int WholeLines(int count) => checked(count * Stride + LineFloats - 1) / LineFloats * LineFloats;

    /// <summary>How many floats the kernels may touch.</summary>
    internal int Room => InPanels ? Length : Math.Max(Length, checked((rows + Square - 1) / Square * Square * Stride));

    /// <summary>The same matrix at another place, with room for as many floats.</summary>
    internal Storage<T> At(nint place) => new(this, place);

    /// <summary>The same memory with another number of rows in use, at most those it was made for.</summary>
    internal Storage<T> WithRows(int inUse) => new(this, inUse);

    /// <summary>How wide the panels are in which floats lie; 0: they lie in rows.</summary>
    internal int PanelWidth { get; }

    /// <summary>Whether floats lie in panels.</summary>
    internal bool InPanels => PanelWidth > 0;

    /// <summary>From one row to the next; in panels, from one input to the next over all panels together.</summary>
    internal int Stride { get; }

    /// <summary>How many floats there are with all that fills up: whole registers of any width.</summary>
    internal int Length { get; }

    internal ref T this[int row, int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)row >= (uint)rows || (uint)column >= (uint)columns) Nowhere();
            // Both are in their range, and there are rows × columns cells: the array need not ask once more.
            if (typeof(T) != typeof(F32)) return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(cells), (nint)(uint)(row * columns + column));
            return ref cells[first + (InPanels ? Panels.Place(row, column, rows, columns, PanelWidth) : row * Stride + column)];
        }
    }

    /// <summary>There is no such place.</summary>
    [DoesNotReturn, SuppressMessage("Usage", "CA2201", Justification = "It is what an array throws.")]
    internal static void Nowhere() => throw new IndexOutOfRangeException();

    /// <summary>Where the floats begin. They do not move; whoever reads them keeps the matrix alive meanwhile.</summary>
    internal unsafe float* Floats => (float*)floats;

    /// <summary>One row, to read: in panels a copy.</summary>
    internal ReadOnlySpan<T> Row(int row)
    {
        if (!InPanels) return RowInPlace(row);
        if ((uint)row >= (uint)rows) Nowhere();
        T[] copy = new T[columns];
        for (int c = 0; c < columns; c++) copy[c] = this[row, c];
        return copy;
    }

    /// <summary>One row, to write; not of panels.</summary>
    internal Span<T> RowInPlace(int row)
    {
        Debug.Assert(!InPanels, "a row of panels does not lie in one piece");
        // Behind the last row lies room that belongs to the kernels.
        if ((uint)row >= (uint)rows) Nowhere();
        return cells.AsSpan(first + row * Stride, columns);
    }

    /// <summary>How many cells a matrix takes with all that fills up, which may be more than an array can hold.</summary>
    internal static long CellsOf(int rows, int columns, int panel)
    {
        if (typeof(T) != typeof(F32)) return (long)rows * columns;
        // A side that is rounded up to whole squares, registers and lines grows by less than this.
        const int Filled = 64;
        long stride = panel > 0 ? (long)rows + Filled : columns <= LineFloats / 2 ? RowOf(columns) : (long)columns + Filled;
        return ((panel > 0 ? (long)columns : rows) + Filled) * stride + Filled;
    }

    private static int RowOf(int columns)
    {
        int row = columns <= Panels.Narrowest ? Panels.Narrowest : columns <= LineFloats / 2 ? LineFloats / 2 : (columns + LineFloats - 1) / LineFloats * LineFloats;
        return row % KB == 0 ? row + LineFloats : row;
    }

    private static unsafe (int Index, nint Address) FirstOnALine(T[] cells)
    {
        nint begin = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(cells)), line = (begin + CacheLine - 1) / CacheLine * CacheLine;
        return ((int)(line - begin) / sizeof(float), line);
    }
}
