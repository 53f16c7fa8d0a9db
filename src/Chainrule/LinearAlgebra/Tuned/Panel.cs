using System.Runtime.CompilerServices;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// A panel: some columns of B, one tile wide, copied row after row without gaps and filled up with zeros. A tile then reads one straight line of memory,
/// whatever the layout of the matrix was, and never beyond its end.
/// </summary>
internal static unsafe class Panel
{
    /// <summary>panel[p·width + j] = b[p·bStep + j] for j &lt; columns, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Copy<R>(float* b, nint bStep, nint depth, int columns, int width, float* panel) where R : struct, ILanes<R>
    {
        for (nint p = 0; p < depth; p++, b += bStep, panel += width)
            for (int j = 0; j < width; j += R.Count)
                R.Store(columns - j >= R.Count ? R.Load(b + j) : R.LoadPart(b + j, Math.Max(0, columns - j)), panel + j);
    }

    /// <summary>panel[p·width + j] = b[p + j·bColumn] for j &lt; columns, else 0: B is stored column after column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transpose(float* b, nint bColumn, nint depth, int columns, int width, float* panel)
    {
        nint deep = depth - depth % Square.Side;
        int wide = width - width % Square.Side, full = columns - columns % Square.Side;
        for (nint p = 0; p < deep; p += Square.Side)
        {
            for (int j = 0; j < full; j += Square.Side) Square.Transpose(b + p + j * bColumn, bColumn, panel + p * width + j, width);
            for (int j = full; j < wide; j += Square.Side) Square.Transpose(b + p + j * bColumn, bColumn, columns - j, panel + p * width + j, width);
        }
        for (nint p = 0; p < depth; p++)
            for (int j = p < deep ? wide : 0; j < width; j++) panel[p * width + j] = j < columns ? b[p + j * bColumn] : 0;
    }
}
