using SharpFuzz.Common;

namespace Chainrule.Attack;

/// <summary>
/// Which edges between blocks of code were passed, and about how often: what the instructions that <c>sharpfuzz</c> writes into an assembly count (the scheme of AFL; Zalewski 2014).
/// </summary>
internal sealed unsafe class Edges
{
    private const int Size = 1 << 16;

    private readonly byte[] counts = GC.AllocateArray<byte>(Size, pinned: true), seen = new byte[Size];

    internal Edges() => Trace.SharedMem = (byte*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(counts, 0);

    /// <summary>How many edges were seen, counted once for each of eight sizes of their count.</summary>
    internal int Seen => seen.Sum(each => System.Numerics.BitOperations.PopCount(each));

    /// <summary>The edges that an action passes, each with the size of its count.</summary>
    internal (int Edge, byte Size)[] Of(Action action)
    {
        Array.Clear(counts);
        Trace.PrevLocation = 0;
        action();
        return [.. Enumerable.Range(0, Size).Where(edge => counts[edge] > 0).Select(edge => (edge, SizeOf(counts[edge])))];
    }

    /// <summary>Whether some of them were not seen before; now they are.</summary>
    internal bool AreNew((int Edge, byte Size)[] passed)
    {
        bool isNew = false;
        foreach ((int edge, byte size) in passed)
        {
            isNew |= (seen[edge] & size) == 0;
            seen[edge] |= size;
        }
        return isNew;
    }

    // 1, 2, 3, 4–7, 8–15, 16–31, 32–127, more: a loop that runs once more is nothing new, one that runs twice as often may be.
    private static byte SizeOf(byte count) => count switch { 1 => 1, 2 => 2, 3 => 4, < 8 => 8, < 16 => 16, < 32 => 32, < 128 => 64, _ => 128 };
}
