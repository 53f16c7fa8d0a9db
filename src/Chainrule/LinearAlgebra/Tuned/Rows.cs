using System.Runtime.CompilerServices;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>The shape of a matrix of rows in memory, and a way to take it by lanes of examples.</summary>
internal readonly unsafe record struct Rows(int Examples, int Units, int Stride)
{
    /// <summary>Room for the registers of <see cref="Turn"/>, and those with which whole squares are filled up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int FloatsOf<R>() where R : struct, ILanes<R> => (Units + Transposition.Side - 1) / Transposition.Side * Transposition.Side * R.Count;

    /// <summary>The rows from this example on, into one register a unit, one example a lane; lanes without an example hold zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<R> Turn<R>(float* rows, int first, float* registers) where R : struct, ILanes<R>
    {
        if (R.Count == 1) return new ReadOnlySpan<R>(rows + (nint)first * Stride, Units);
        if (R.Count == Transposition.Side && Units <= Transposition.Side)
            Transposition.OneSquare(rows + (nint)first * Stride, Stride, Math.Min(R.Count, Examples - first), registers);
        else Transposition.Run(rows + (nint)first * Stride, Stride, Math.Min(R.Count, Examples - first), Units, registers, R.Count);
        return new ReadOnlySpan<R>(registers, Units);
    }

    /// <summary>And back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void TurnBack<R>(float* registers, int first, float* rows) where R : struct, ILanes<R>
    {
        if (Units == 1)
            for (int i = 0, count = Math.Min(R.Count, Examples - first); i < count; i++) rows[(nint)(first + i) * Stride] = registers[i];
        else if (R.Count == 1) new Span<float>(registers, Units).CopyTo(new Span<float>(rows + (nint)first * Stride, Units));
        else Transposition.Run(registers, R.Count, Units, Math.Min(R.Count, Examples - first), rows + (nint)first * Stride, Stride);
    }
}
