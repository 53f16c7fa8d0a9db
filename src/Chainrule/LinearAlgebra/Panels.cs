using System.Runtime.CompilerServices;

namespace Chainrule.LinearAlgebra;

/// <summary>
/// Groups of columns in which products are computed: two registers wide, and the last as narrow as will do. How wide the widest are is the business of the
/// kernels, and said at every call.
/// </summary>
internal static class Panels
{
    internal const int Narrowest = 4;

    internal static int Count(int columns, int widest) => (columns + widest - 1) / widest;

    /// <summary>4, 8, 16 or 32, as far as there is such a width: how wide the panel is that begins where so many columns are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Width(int left, int widest) => left <= 4 ? 4 : left <= 8 ? 8 : left <= 16 ? Math.Min(16, widest) : widest;

    /// <summary>How wide all panels are together.</summary>
    internal static int RoomFor(int columns, int widest)
    {
        int whole = (columns - 1) / widest * widest;
        return whole + Width(columns - whole, widest);
    }

    /// <summary>Where a number is: unit (the row) and input (the column) of a matrix in panels.</summary>
    internal static int Place(int unit, int input, int units, int inputs, int widest)
    {
        int begin = unit & ~(widest - 1);
        return begin * inputs + input * Width(units - begin, widest) + unit - begin;
    }
}
