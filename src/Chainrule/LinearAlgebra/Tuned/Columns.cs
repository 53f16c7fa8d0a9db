using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>Sums over the rows of a matrix, a register of columns at a time; each sum in the order of the rows.</summary>
internal static unsafe class Columns
{
    /// <summary>cells[j] = finish(Σₑ matrix[e·stride + j], cells[j]), for so many columns: whole registers.</summary>
    internal static void Sum<R, E>(float* matrix, int rows, nint stride, int columns, E finish, float* cells)
        where R : struct, ILanes<R> where E : struct, IFinish
    {
        for (int j = 0; j < columns; j += R.Count)
        {
            R sum = R.Load(matrix + j);
            for (nint e = 1; e < rows; e++) sum += R.Load(matrix + e * stride + j);
            R.Store(finish.Of(sum, E.NeedsOld ? R.Load(cells + j) : sum), cells + j);
        }
    }
}
