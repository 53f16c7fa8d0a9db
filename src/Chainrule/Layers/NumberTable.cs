using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Chainrule.Layers;

/// <summary>
/// Rows of doubles that nobody can change: weights, the inputs or the targets of examples. It is written as a list of lists, <c>[[0.15, 0.20], [0.25, 0.30]]</c>,
/// or made of arrays, which are copied, and read as they are: <c>Weights[1][0]</c>. Whether the rows are of one length is for those to check who know where they are from.
/// </summary>
[CollectionBuilder(typeof(NumberTable), nameof(Of))]
public sealed class NumberTable : IReadOnlyList<NumberRow>, IEquatable<NumberTable>
{
    private readonly NumberRow[] rows;

    private NumberTable(NumberRow[] rows) => this.rows = rows;

    /// <summary>A table of these rows.</summary>
    /// <exception cref="ArgumentException">A row is null.</exception>
    public static NumberTable Of(ReadOnlySpan<NumberRow> rows)
    {
        for (int r = 0; r < rows.Length; r++)
            if (rows[r] is null) throw new ArgumentException($"row {r}: got null, wanted a row of numbers; write [] for an empty one", nameof(rows));
        return new(rows.ToArray());
    }

    /// <summary>A table with a copy of these rows; null stays null, for whoever is handed it to refuse.</summary>
    /// <exception cref="ArgumentException">A row is null.</exception>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator NumberTable?(double[][]? rows) => rows is null ? null : Of(Array.ConvertAll(rows, row => (NumberRow)row));

    /// <summary>How many rows.</summary>
    public int Count => rows.Length;

    /// <summary>How many rows, by the name that arrays have for it.</summary>
    public int Length => rows.Length;

    /// <summary>The row with this index, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public NumberRow this[int index] => rows[index];

    /// <summary>A copy as arrays.</summary>
    public double[][] ToArrays() => Array.ConvertAll(rows, row => row.ToArray());

    /// <summary>For foreach.</summary>
    public IEnumerator<NumberRow> GetEnumerator() => ((IEnumerable<NumberRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => rows.GetEnumerator();

    /// <summary>Whether the other table has equal rows.</summary>
    public bool Equals(NumberTable? other) => other is not null && rows.AsSpan().SequenceEqual(other.rows);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NumberTable);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (NumberRow each in rows) hash.Add(each);
        return hash.ToHashCode();
    }

    /// <summary>As it is written in code: <c>[[0.15, 0.2], [0.25, 0.3]]</c>.</summary>
    public override string ToString() => $"[{string.Join<NumberRow>(", ", rows)}]";
}
