using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>Sums over the rows of a matrix, a register of columns at a time; each sum in the order of the rows.</summary>
internal static unsafe class Columns
{
    internal static void Sum<R, E>(float* matrix, int rows, int columns, E epilogue, float* cells)
        where R : struct, ILanes<R> where E : struct, IEpilogue<R>
    {
        int j = 0;
        for (; j + R.Count <= columns; j += R.Count)
        {
            R sum = R.Load(matrix + j), cell = E.NeedsOld ? R.Load(cells + j) : sum;
            for (nint e = 1; e < rows; e++) sum += R.Load(matrix + e * columns + j);
            epilogue.Take(ref cell, sum);
            R.Store(cell, cells + j);
        }
        if (j < columns) SumPart<R, E>(matrix + j, rows, columns, columns - j, epilogue, cells + j);
    }

    private static void SumPart<R, E>(float* matrix, int rows, nint row, int count, E epilogue, float* cells)
        where R : struct, ILanes<R> where E : struct, IEpilogue<R>
    {
        R sum = R.LoadPart(matrix, count), cell = R.LoadPart(cells, count);
        for (nint e = 1; e < rows; e++) sum += R.LoadPart(matrix + e * row, count);
        epilogue.Take(ref cell, sum);
        R.StorePart(cell, cells, count);
    }
}
