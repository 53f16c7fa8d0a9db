using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Chainrule.Layers;

/// <summary>
/// A row of doubles that nobody can change: biases, an example's x or y. It is written as a list, <c>[0.35, 0.35]</c>, or made of an array, which is copied.
/// Two rows with the same numbers are equal.
/// </summary>
[CollectionBuilder(typeof(NumberRow), nameof(Of))]
public sealed class NumberRow : IReadOnlyList<double>, IEquatable<NumberRow>
{
    private readonly double[] numbers;

    private NumberRow(double[] numbers) => this.numbers = numbers;

    /// <summary>A row with a copy of these numbers.</summary>
    public static NumberRow Of(ReadOnlySpan<double> numbers) => new(numbers.ToArray());

    /// <summary>A row with a copy of these numbers; null stays null, for whoever is handed it to refuse.</summary>
    [return: NotNullIfNotNull(nameof(numbers))]
    public static implicit operator NumberRow?(double[]? numbers) => numbers is null ? null : Of(numbers);

    /// <summary>How many.</summary>
    public int Count => numbers.Length;

    /// <summary>How many, by the name that arrays have for it.</summary>
    public int Length => numbers.Length;

    /// <summary>The number with this index, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public double this[int index] => numbers[index];

    /// <summary>All of them, to read.</summary>
    public ReadOnlySpan<double> Span => numbers;

    /// <summary>A copy of them.</summary>
    public double[] ToArray() => [.. numbers];

    /// <summary>For foreach.</summary>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)numbers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => numbers.GetEnumerator();

    /// <summary>Whether the other row has the same numbers; NaN equals NaN, as in <see cref="double.Equals(double)"/>.</summary>
    public bool Equals(NumberRow? other) => other is not null && numbers.AsSpan().SequenceEqual(other.numbers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NumberRow);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (double each in numbers) hash.Add(each);
        return hash.ToHashCode();
    }

    /// <summary>As it is written in code: <c>[0.35, 0.35]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", numbers.Select(each => each.ToString("R", CultureInfo.InvariantCulture)))}]";
}
