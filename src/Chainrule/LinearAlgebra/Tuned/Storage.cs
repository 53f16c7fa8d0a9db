using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Chainrule.Numbers;

namespace Chainrule.LinearAlgebra.Tuned;

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
    private const int CacheLine = 64, LineFloats = CacheLine / sizeof(float), KB = 1024 / sizeof(float);

    private readonly T[] cells;
    private readonly nint floats;
    private readonly int rows, columns, first;

    internal Storage(int rows, int columns, bool inPanels)
    {
        (this.rows, this.columns, InPanels) = (rows, columns, inPanels);
        if (typeof(T) != typeof(F32))
        {
            Stride = columns;
            cells = new T[checked(rows * columns)];
            return;
        }
        Stride = inPanels ? Panels.RoomFor(rows) : RowOf(columns);
        Length = checked((inPanels ? columns : rows) * Stride + LineFloats - 1) / LineFloats * LineFloats;
        cells = GC.AllocateArray<T>(Room + LineFloats, pinned: true);
        (first, floats) = FirstOnALine(cells);
    }

    // The same in memory of somebody else's, for the kernels only.
    private Storage(Storage<T> like, nint floats)
    {
        (rows, columns, InPanels, Stride, Length) = (like.rows, like.columns, like.InPanels, like.Stride, like.Length);
        (cells, this.floats) = ([], floats);
    }

    /// <summary>How many floats the kernels may touch: rows come in whole squares, for those who turn them into columns.</summary>
    internal int Room => InPanels ? Length : Math.Max(Length, checked((rows + Transposition.Side - 1) / Transposition.Side * Transposition.Side * Stride));

    /// <summary>The same matrix at another place, with room for as many floats.</summary>
    internal Storage<T> At(nint place) => new(this, place);

    /// <summary>Whether floats lie in panels.</summary>
    internal bool InPanels { get; }

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
            return ref cells[first + (InPanels ? Panels.Place(row, column, rows, columns) : row * Stride + column)];
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
        if (typeof(T) != typeof(F32) || !InPanels) return RowInPlace(row);
        if ((uint)row >= (uint)rows) Nowhere();
        T[] copy = new T[columns];
        for (int c = 0; c < columns; c++) copy[c] = this[row, c];
        return copy;
    }

    /// <summary>One row, to write; not of panels.</summary>
    internal Span<T> RowInPlace(int row)
    {
        Debug.Assert(typeof(T) != typeof(F32) || !InPanels, "a row of panels does not lie in one piece");
        // Behind the last row lies room that belongs to the kernels.
        if ((uint)row >= (uint)rows) Nowhere();
        return cells.AsSpan(first + row * Stride, columns);
    }

    /// <summary>How many cells a matrix takes with all that fills up, which may be more than an array can hold.</summary>
    internal static long CellsOf(int rows, int columns, bool inPanels)
    {
        if (typeof(T) != typeof(F32)) return (long)rows * columns;
        // A side that is rounded up to whole squares, registers and lines grows by less than this.
        const int Filled = 64;
        long stride = inPanels ? (long)rows + Filled : columns <= LineFloats / 2 ? RowOf(columns) : (long)columns + Filled;
        return ((inPanels ? (long)columns : rows) + Filled) * stride + Filled;
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
