namespace Chainrule.Explain.Rendering;

/// <summary>Lines and words on a grid of characters; where lines meet, the right corner, tee or cross appears by itself.</summary>
internal sealed class LineCanvas
{
    private const int Up = 1, Down = 2, Left = 4, Right = 8;

    // Indexed by the sides to which a cell is joined.
    private const string Joints = " ╵╷│╴┘┐┤╶└┌├─┴┬┼";

    private readonly Dictionary<(int X, int Y), int> joins = [];
    private readonly Dictionary<(int X, int Y), char> letters = [];

    public void Write(int x, int y, string text)
    {
        for (int i = 0; i < text.Length; i++) letters[(x + i, y)] = text[i];
    }

    public void Horizontal(int from, int to, int y)
    {
        for (int x = from; x <= to; x++) Add(x, y, (x > from ? Left : 0) | (x < to ? Right : 0));
        // A line's end beside a word reaches up to it.
        if (from == to) Add(from, y, Left | Right);
    }

    public void Vertical(int x, int from, int to)
    {
        for (int y = from; y <= to; y++) Add(x, y, (y > from ? Up : 0) | (y < to ? Down : 0));
    }

    private void Add(int x, int y, int sides) => joins[(x, y)] = joins.GetValueOrDefault((x, y)) | sides;

    public IReadOnlyList<string> Lines()
    {
        int width = joins.Keys.Concat(letters.Keys).Max(cell => cell.X) + 1;
        int lowest = joins.Keys.Concat(letters.Keys).Max(cell => cell.Y);
        return [.. Enumerable.Range(0, lowest + 1).Select(y => string.Concat(Enumerable.Range(0, width).Select(x => At(x, y))).TrimEnd())];
    }

    private char At(int x, int y) =>
        letters.TryGetValue((x, y), out char letter) ? letter : Joints[joins.GetValueOrDefault((x, y))];
}
