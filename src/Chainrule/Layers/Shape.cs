using System.Collections.Immutable;

namespace Chainrule.Layers;

/// <summary>
/// The shape of a quantity: whether there is one for each example, and its inner axes in the order in which they are written in an address. How it lies in a matrix is
/// settled here too and is invisible outside: some axes make the rows, the others the columns.
/// </summary>
public sealed class Shape : IEquatable<Shape>
{
    private readonly ImmutableArray<int> down, across;
    private (int Row, int Column)[]? places;

    /// <summary>A shape with these inner axes; those named in <paramref name="across"/> make a row of the matrix, in that order, the others its rows.</summary>
    /// <param name="isPerExample">Whether there is one for each example.</param>
    /// <param name="sizes">How long each inner axis is.</param>
    /// <param name="across">Which axes make a row; the last one if none are named.</param>
    /// <exception cref="ArgumentException">A size is not positive, or an axis is named that does not exist, or twice.</exception>
    /// <exception cref="Rules.ProblemException">There are more numbers than an array can hold.</exception>
    public Shape(bool isPerExample, ReadOnlySpan<int> sizes, params ReadOnlySpan<int> across)
    {
        (IsPerExample, Sizes) = (isPerExample, [.. sizes]);
        if (Sizes.Any(size => size < 1)) throw new ArgumentException($"got the sizes {string.Join(" × ", Sizes)}, wanted each to be at least 1", nameof(sizes));
        Count = CountOf(Sizes);
        this.across = across.Length > 0 || sizes.Length == 0 ? [.. across] : [sizes.Length - 1];
        if (this.across.Distinct().Count() != this.across.Length || this.across.Any(axis => axis < 0 || axis >= Sizes.Length))
            throw new ArgumentException($"got the axes {string.Join(", ", this.across)}, wanted some of 0 … {Sizes.Length - 1}, each once", nameof(across));
        down = [.. Enumerable.Range(0, Sizes.Length).Except(this.across)];
        Rows = Product(down);
        Columns = Product(this.across);
        IsRowAfterRow = down.Concat(this.across).SequenceEqual(Enumerable.Range(0, Sizes.Length));
    }

    /// <summary>Whether there is one for each example of the batch.</summary>
    public bool IsPerExample { get; }

    /// <summary>The inner axes.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>How many rows of the matrix belong to one example, or are all there are.</summary>
    public int Rows { get; }

    /// <summary>How many columns the matrix has.</summary>
    public int Columns { get; }

    /// <summary>How many numbers there are, of one example.</summary>
    public int Count { get; }

    /// <summary>Whether a row of the matrix is the last axis.</summary>
    public bool EndsInRow => across.Length == 1 && across[0] == Sizes.Length - 1;

    /// <summary>So many numbers of each example, in a row: a layer's units.</summary>
    public static Shape Units(int count) => new(true, [count]);

    /// <summary>Positions of each example, so many numbers a position.</summary>
    public static Shape Sequence(int positions, int channels) => new(true, [positions, channels]);

    /// <summary>Pictures: a channel, a row, a column. In memory the channels of a pixel lie side by side.</summary>
    public static Shape Image(int channels, int rows, int columns) => new(true, [channels, rows, columns], 0);

    /// <summary>A matrix of parameters.</summary>
    public static Shape Matrix(int rows, int columns) => new(false, [rows, columns]);

    /// <summary>A row of parameters.</summary>
    public static Shape Vector(int count) => new(false, [count]);

    /// <summary>The same axes, the last of them so long.</summary>
    /// <exception cref="ArgumentException">There is no axis, or the size is not positive.</exception>
    public Shape WithLast(int size) => new(IsPerExample, [.. Sizes[..^1], size], [.. across]);

    /// <summary>Whether the numbers lie in the matrix in the order of their indices.</summary>
    internal bool IsRowAfterRow { get; }

    /// <summary>The row of the i-th number, in the order of indices, through all examples.</summary>
    internal int RowOf(int i) => IsRowAfterRow ? i / Columns : i / Count * Rows + Places[i % Count].Row;

    /// <summary>Its column.</summary>
    internal int ColumnOf(int i) => IsRowAfterRow ? i % Columns : Places[i % Count].Column;

    // Made when first asked for; two threads at once make the same.
    private (int Row, int Column)[] Places => places ??= [.. Indices().Select(index => Placed(index))];

    /// <summary>The row, within its example, and the column of the number with this index.</summary>
    /// <exception cref="ArgumentException">It is not as long as there are axes, or lies outside of one.</exception>
    public (int Row, int Column) Place(ReadOnlySpan<int> index)
    {
        bool fits = index.Length == Sizes.Length;
        for (int axis = 0; fits && axis < index.Length; axis++) fits = (uint)index[axis] < (uint)Sizes[axis];
        return fits ? Placed(index) : throw new ArgumentException($"got the index [{string.Join(", ", index.ToArray())}], wanted one within {this}, from 0", nameof(index));
    }

    private (int Row, int Column) Placed(ReadOnlySpan<int> index)
    {
        int row = 0, column = 0;
        foreach (int axis in down) row = row * Sizes[axis] + index[axis];
        foreach (int axis in across) column = column * Sizes[axis] + index[axis];
        return (row, column);
    }

    /// <summary>The index of the number in this row, within its example, and column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public int[] IndexOf(int row, int column)
    {
        if ((uint)row >= (uint)Rows || (uint)column >= (uint)Columns)
            throw new ArgumentOutOfRangeException((uint)row >= (uint)Rows ? nameof(row) : nameof(column), $"got row {row} and column {column}, wanted some of {Rows} × {Columns}, from 0");
        var index = new int[Sizes.Length];
        for (int i = down.Length - 1; i >= 0; row /= Sizes[down[i]], i--) index[down[i]] = row % Sizes[down[i]];
        for (int i = across.Length - 1; i >= 0; column /= Sizes[across[i]], i--) index[across[i]] = column % Sizes[across[i]];
        return index;
    }

    /// <summary>Every index, the last axis running fastest: the order of a file.</summary>
    public IEnumerable<int[]> Indices()
    {
        var index = new int[Sizes.Length];
        for (int i = 0; i < Count; i++)
        {
            for (int axis = Sizes.Length - 1, rest = i; axis >= 0; rest /= Sizes[axis], axis--) index[axis] = rest % Sizes[axis];
            yield return [.. index];
        }
    }

    // Below what a long holds at every step.
    private static int CountOf(ImmutableArray<int> sizes)
    {
        long count = 1;
        foreach (int size in sizes)
            if ((count *= size) > Array.MaxLength)
                throw new Rules.ProblemException($"got the shape {string.Join(" × ", sizes)}, wanted no more numbers than an array can hold, {Array.MaxLength:N0}; make it smaller");
        return (int)count;
    }

    private int Product(ImmutableArray<int> axes)
    {
        int product = 1;
        foreach (int axis in axes) product *= Sizes[axis];
        return product;
    }

    /// <summary>Whether both have the same axes and lie the same way.</summary>
    public bool Equals(Shape? other) =>
        other is not null && IsPerExample == other.IsPerExample && Sizes.SequenceEqual(other.Sizes) && across.SequenceEqual(other.across);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsPerExample, Rows, Columns, Sizes.Length);

    /// <summary>The inner axes, as in <c>3 × 5 × 5</c>.</summary>
    public override string ToString() => Sizes.Length == 0 ? "1" : string.Join(" × ", Sizes);
}
