using System.Runtime.CompilerServices;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// The micro-kernel, where nearly all the time of training is spent: a tile of C = A·B, some rows high and one or two registers wide, whose sums stay in
/// registers from the first product to the last. All three products of a network are made of it.
/// </summary>
/// <remarks>
/// Each step p takes one or two registers of row p of B, and for each row one float of column p of A, spread over a register: 2 loads and h broadcasts feed 2h
/// multiply-adds, so the multipliers, not the memory, set the pace. Height and width are type arguments: the compiler makes a method of each, in which
/// the unused rows below do not exist, and every sum has a register. A sum runs over p in order, as the three plain loops do, with the same rounding.
/// </remarks>
internal static unsafe class Tile
{
    /// <summary>c[i, j] = finish(Σₚ a[i·aRow + p·aStep] · b[p·bStep + j], old[i, j]), for p from 0 to depth − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<R, H, C, E>(
        float* a, nint aRow, nint aStep, float* b, nint bStep, nint depth, float* old, nint oldRow, float* c, nint cRow, E finish)
        where R : struct, ILanes<R> where H : struct, IHeight where C : struct, IColumns where E : struct, IFinish
    {
        bool two = C.Registers == 2;
        nint row = aRow, row2 = 2 * aRow, row3 = 3 * aRow;
        float* a4 = a + 4 * aRow, a8 = a + 8 * aRow;
        R zero = R.All(0), v = zero;
        R s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero, s8 = zero, s9 = zero, s10 = zero, s11 = zero;
        R t0 = zero, t1 = zero, t2 = zero, t3 = zero, t4 = zero, t5 = zero, t6 = zero, t7 = zero, t8 = zero, t9 = zero, t10 = zero, t11 = zero;
        for (nint p = 0; p < depth; p++)
        {
            R u = R.Load(b);
            if (two) v = R.Load(b + R.Count);
            { R x = R.All(*a); s0 = R.MulAdd(x, u, s0); if (two) t0 = R.MulAdd(x, v, t0); }
            if (H.Rows > 1) { R x = R.All(a[row]); s1 = R.MulAdd(x, u, s1); if (two) t1 = R.MulAdd(x, v, t1); }
            if (H.Rows > 2) { R x = R.All(a[row2]); s2 = R.MulAdd(x, u, s2); if (two) t2 = R.MulAdd(x, v, t2); }
            if (H.Rows > 3) { R x = R.All(a[row3]); s3 = R.MulAdd(x, u, s3); if (two) t3 = R.MulAdd(x, v, t3); }
            if (H.Rows > 4) { R x = R.All(*a4); s4 = R.MulAdd(x, u, s4); if (two) t4 = R.MulAdd(x, v, t4); }
            if (H.Rows > 5) { R x = R.All(a4[row]); s5 = R.MulAdd(x, u, s5); if (two) t5 = R.MulAdd(x, v, t5); }
            if (H.Rows > 6) { R x = R.All(a4[row2]); s6 = R.MulAdd(x, u, s6); if (two) t6 = R.MulAdd(x, v, t6); }
            if (H.Rows > 7) { R x = R.All(a4[row3]); s7 = R.MulAdd(x, u, s7); if (two) t7 = R.MulAdd(x, v, t7); }
            if (H.Rows > 8) { R x = R.All(*a8); s8 = R.MulAdd(x, u, s8); if (two) t8 = R.MulAdd(x, v, t8); }
            if (H.Rows > 9) { R x = R.All(a8[row]); s9 = R.MulAdd(x, u, s9); if (two) t9 = R.MulAdd(x, v, t9); }
            if (H.Rows > 10) { R x = R.All(a8[row2]); s10 = R.MulAdd(x, u, s10); if (two) t10 = R.MulAdd(x, v, t10); }
            if (H.Rows > 11) { R x = R.All(a8[row3]); s11 = R.MulAdd(x, u, s11); if (two) t11 = R.MulAdd(x, v, t11); }
            a += aStep;
            if (H.Rows > 4) a4 += aStep;
            if (H.Rows > 8) a8 += aStep;
            b += bStep;
        }
        Finish<R, C, E>(s0, t0, old + 0 * oldRow, c + 0 * cRow, finish);
        if (H.Rows > 1) Finish<R, C, E>(s1, t1, old + 1 * oldRow, c + 1 * cRow, finish);
        if (H.Rows > 2) Finish<R, C, E>(s2, t2, old + 2 * oldRow, c + 2 * cRow, finish);
        if (H.Rows > 3) Finish<R, C, E>(s3, t3, old + 3 * oldRow, c + 3 * cRow, finish);
        if (H.Rows > 4) Finish<R, C, E>(s4, t4, old + 4 * oldRow, c + 4 * cRow, finish);
        if (H.Rows > 5) Finish<R, C, E>(s5, t5, old + 5 * oldRow, c + 5 * cRow, finish);
        if (H.Rows > 6) Finish<R, C, E>(s6, t6, old + 6 * oldRow, c + 6 * cRow, finish);
        if (H.Rows > 7) Finish<R, C, E>(s7, t7, old + 7 * oldRow, c + 7 * cRow, finish);
        if (H.Rows > 8) Finish<R, C, E>(s8, t8, old + 8 * oldRow, c + 8 * cRow, finish);
        if (H.Rows > 9) Finish<R, C, E>(s9, t9, old + 9 * oldRow, c + 9 * cRow, finish);
        if (H.Rows > 10) Finish<R, C, E>(s10, t10, old + 10 * oldRow, c + 10 * cRow, finish);
        if (H.Rows > 11) Finish<R, C, E>(s11, t11, old + 11 * oldRow, c + 11 * cRow, finish);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<R, C, E>(R left, R right, float* old, float* c, E finish)
        where R : struct, ILanes<R> where C : struct, IColumns where E : struct, IFinish
    {
        Finish(left, old, c, finish);
        if (C.Registers == 2) Finish(right, old + R.Count, c + R.Count, finish);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<R, E>(R sum, float* old, float* c, E finish) where R : struct, ILanes<R> where E : struct, IFinish
    {
        R.Store(finish.Of(sum, E.NeedsOld ? R.Load(old) : sum), c);
    }
}
