using System.Runtime.CompilerServices;

namespace Chainrule.Numbers.Lanes;

/// <summary>Part of a register to and from memory, on processors that have no instruction for it.</summary>
[SkipLocalsInit]
internal static unsafe class Part
{
    internal static R Load<R>(float* from, int count) where R : struct, ILanes<R>
    {
        float* whole = stackalloc float[R.Count];
        for (int i = 0; i < R.Count; i++) whole[i] = i < count ? from[i] : 0;
        return R.Load(whole);
    }

    internal static void Store<R>(R number, float* to, int count) where R : struct, ILanes<R>
    {
        float* whole = stackalloc float[R.Count];
        R.Store(number, whole);
        for (int i = 0; i < count; i++) to[i] = whole[i];
    }
}
