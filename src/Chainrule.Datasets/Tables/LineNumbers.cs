namespace Chainrule.Datasets.Tables;

/// <summary>On which line each row begins. Mostly on the one after the last row's: only where it does not, something is kept.</summary>
internal sealed class LineNumbers
{
    private readonly List<(int Row, long Line)> jumps = [];

    internal void Add(int row, long line)
    {
        if (jumps.Count == 0 || jumps[^1].Line + (row - jumps[^1].Row) != line) jumps.Add((row, line));
    }

    internal long Of(int row)
    {
        int at = jumps.BinarySearch((row, long.MaxValue));
        (int first, long line) = jumps[(at < 0 ? ~at : at) - 1];
        return line + (row - first);
    }
}
