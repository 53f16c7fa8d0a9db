using System.Runtime.InteropServices;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>Room for panels and rows that were turned round, of each thread its own, aligned to a cache line. It grows when a larger matrix comes than ever before, and never after.</summary>
internal sealed unsafe class Scratch
{
    private const int CacheLine = 64;

    [ThreadStatic]
    private static Scratch? panel;

    private float* floats;
    private nint length;

    ~Scratch() => NativeMemory.AlignedFree(floats);

    /// <summary>At least so many floats, of any content, for the panel in hand.</summary>
    internal static float* ForPanel(nint count)
    {
        Scratch scratch = panel ??= new Scratch();
        if (count > scratch.length)
        {
            NativeMemory.AlignedFree(scratch.floats);
            scratch.floats = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), CacheLine);
            scratch.length = count;
        }
        return scratch.floats;
    }
}
