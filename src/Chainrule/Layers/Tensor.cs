using System.Diagnostics.CodeAnalysis;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>Numbers in nested rows, as in a file: a row of numbers, or a list of such. They cannot be changed. Rows need not be equally long before a layer has checked them.</summary>
public sealed class Tensor : IEquatable<Tensor>
{
    // A layer's numbers have a few; whatever walks through lists in lists must end before the stack does.
    private const int MostLevels = 16;

    private readonly NumberRow numbers;
    private readonly Tensor[] parts;
    private readonly int levels;

    private Tensor(NumberRow numbers, Tensor[] parts)
    {
        (this.numbers, this.parts) = (numbers, parts);
        levels = 1 + parts.Select(part => part.levels).DefaultIfEmpty().Max();
        if (levels > MostLevels) throw new ProblemException($"got lists in lists, more than {MostLevels} levels of them; wanted numbers nested as a shape");
    }

    /// <summary>A row of numbers.</summary>
    public static Tensor Of(NumberRow row) => new(Given.NotNull(row), []);

    /// <summary>Rows of numbers.</summary>
    public static Tensor Of(NumberTable rows) => Of(Given.NotNull(rows).Select(Of));

    /// <summary>A list of such.</summary>
    /// <exception cref="ArgumentException">The list or a part of it is null.</exception>
    /// <exception cref="ProblemException">Lists are nested deeper than any shape.</exception>
    public static Tensor Of(IEnumerable<Tensor> parts) => new([], [.. Given.NotNull(parts).Select(part => Given.NotNull(part))]);

    /// <summary>A row of numbers.</summary>
    [return: NotNullIfNotNull(nameof(row))]
    public static implicit operator Tensor?(NumberRow? row) => row is null ? null : Of(row);

    /// <summary>Rows of numbers.</summary>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Tensor?(NumberTable? rows) => rows is null ? null : Of(rows);

    /// <summary>Numbers of this shape, each asked for by its index.</summary>
    /// <exception cref="ArgumentException">Something is null, or the shape has no axis.</exception>
    public static Tensor Of(Shape shape, Func<int[], double> number)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(number);
        if (shape.Sizes.Length == 0) throw new ArgumentException("got a shape without axes, wanted at least one; for a single number write Shape.Vector(1)", nameof(shape));
        return Of(shape.Sizes.AsSpan(), [], number);
    }

    private static Tensor Of(ReadOnlySpan<int> sizes, int[] index, Func<int[], double> number)
    {
        if (sizes.Length == 1)
        {
            var row = new double[sizes[0]];
            for (int i = 0; i < row.Length; i++) row[i] = number([.. index, i]);
            return new((NumberRow)row, []);
        }
        var parts = new Tensor[sizes[0]];
        for (int i = 0; i < parts.Length; i++) parts[i] = Of(sizes[1..], [.. index, i], number);
        return new([], parts);
    }

    /// <summary>Whether it is a row of numbers and not a list of rows.</summary>
    public bool IsRow => parts.Length == 0;

    /// <summary>How many numbers of a row, or parts of a list.</summary>
    public int Count => IsRow ? numbers.Length : parts.Length;

    /// <summary>The numbers of a row.</summary>
    public ReadOnlySpan<double> Row => numbers.Span;

    /// <summary>How many levels of rows: the length of an index.</summary>
    public int Depth => IsRow ? 1 : 1 + parts[0].Depth;

    /// <summary>A part of a list.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public Tensor this[int part] => parts[part];

    /// <summary>A number of a list of rows.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public double this[int part, int number] => parts[part].numbers[number];

    /// <summary>The number with this index.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public double At(ReadOnlySpan<int> index) => index.Length == 1 ? numbers[index[0]] : parts[index[0]].At(index[1..]);

    /// <summary>All numbers, in the order of a file.</summary>
    public IEnumerable<double> Numbers() => IsRow ? numbers : parts.SelectMany(part => part.Numbers());

    /// <summary>It as rows of numbers.</summary>
    /// <exception cref="InvalidOperationException">It is a row, or a list of longer lists.</exception>
    public NumberTable ToTable() => Depth == 2 ? NumberTable.Of([.. parts.Select(part => part.numbers)]) : throw new InvalidOperationException($"got {Depth} levels of numbers, wanted 2: rows");

    /// <summary>Whether all numbers are the same.</summary>
    public bool Equals(Tensor? other) =>
        other is not null && numbers.Equals(other.numbers) && parts.AsSpan().SequenceEqual(other.parts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Tensor);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, IsRow ? numbers.GetHashCode() : parts[0].GetHashCode());

    /// <summary>How many parts each level has, and numbers the last.</summary>
    internal int[] Sizes => IsRow ? [Count] : [Count, .. parts[0].Sizes];

    /// <summary>Checks that the numbers have this shape and are finite; <paramref name="at"/> is the path to them, <paramref name="why"/> what the last size follows from.</summary>
    /// <exception cref="ProblemException">They have not, or are not.</exception>
    internal void Check(string at, ReadOnlySpan<int> sizes, string why)
    {
        bool isRow = sizes.Length == 1;
        if (isRow != IsRow && Count > 0)
            throw new ProblemException($"{at}: got {(IsRow ? "numbers" : "lists")}, wanted {(isRow ? $"{sizes[0]} numbers" : $"{sizes[0]} lists, for {string.Join(" × ", sizes.ToArray())} numbers")} ({why})");
        if (Count != sizes[0]) throw new ProblemException($"{at}: got {Count} {Noun(Count, isRow)}, wanted {sizes[0]} ({why})");
        for (int i = 0; i < parts.Length; i++) parts[i].Check($"{at}[{i}]", sizes[1..], why);
        CheckFinite(at);
    }

    internal void CheckFinite(string at)
    {
        for (int i = 0; i < numbers.Length; i++)
            if (!double.IsFinite(numbers[i])) throw new ProblemException($"{at}[{i}]: got {numbers[i]:R}, wanted a finite number");
    }

    private static string Noun(int count, bool isRow) => (isRow ? "number" : "list") + (count == 1 ? "" : "s");
}
