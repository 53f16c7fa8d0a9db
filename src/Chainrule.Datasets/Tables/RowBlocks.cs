namespace Chainrule.Datasets.Tables;

/// <summary>Rows of equal length one after the other, in blocks that never move: growing costs no copy, and no memory but the last block's.</summary>
internal sealed class RowBlocks<T>(int width)
{
    private const int BlockCells = 1 << 16;

    private readonly List<T[]> blocks = [];
    private readonly int rowsPerBlock = Math.Max(1, BlockCells / Math.Max(1, width));

    internal int Count { get; private set; }

    internal Span<T> this[int row] => blocks[row / rowsPerBlock].AsSpan(row % rowsPerBlock * width, width);

    /// <summary>Room for one more row.</summary>
    internal Span<T> Add()
    {
        if (Count % rowsPerBlock == 0) blocks.Add(new T[rowsPerBlock * width]);
        return this[Count++];
    }
}
