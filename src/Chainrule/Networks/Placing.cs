using System.Runtime.InteropServices;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Networks;

/// <summary>Puts the numbers of examples, which stand one after the other in the order of their axes, where they lie in a matrix; and takes them from there.</summary>
internal static class Placing
{
    internal static void Put<T>(Matrices<T> matrices, Quantity quantity, ReadOnlySpan<float> numbers) where T : struct, IReal<T>
    {
        for (int e = 0, count = quantity.Shape.Count; e < matrices.Examples; e++) PutExample(matrices, quantity, e, numbers.Slice(e * count, count));
    }

    /// <summary>The numbers of one example.</summary>
    internal static void PutExample<T>(Matrices<T> matrices, Quantity quantity, int e, ReadOnlySpan<float> numbers) where T : struct, IReal<T>
    {
        if (quantity.Shape.IsRowAfterRow && matrices.Plan.WholeBelow(quantity) is null && typeof(T) == typeof(F32))
        {
            int columns = quantity.Shape.Columns, rows = quantity.Shape.Rows;
            for (int row = 0; row < rows; row++)
                MemoryMarshal.Cast<float, T>(numbers.Slice(row * columns, columns)).CopyTo(matrices[quantity].Storage.RowInPlace(e * rows + row));
            return;
        }
        for (int i = 0; i < numbers.Length; i++) Set(matrices, quantity, e * quantity.Shape.Count + i, numbers[i]);
    }

    /// <summary>The same from doubles.</summary>
    internal static void PutExample<T>(Matrices<T> matrices, Quantity quantity, int e, ReadOnlySpan<double> numbers) where T : struct, IReal<T>
    {
        for (int i = 0; i < numbers.Length; i++) Set(matrices, quantity, e * quantity.Shape.Count + i, numbers[i]);
    }

    internal static void Put<T>(Matrices<T> matrices, Quantity quantity, ReadOnlySpan<double> numbers) where T : struct, IReal<T>
    {
        for (int i = 0; i < numbers.Length; i++) Set(matrices, quantity, i, numbers[i]);
    }

    internal static void Set<T>(Matrices<T> matrices, Quantity quantity, int i, double number, Func<double, T>? turned = null) where T : struct, IReal<T>
    {
        if (matrices.Plan.WholeBelow(quantity) is not null) matrices.Whole(quantity)[i] = (int)number;
        matrices[quantity][quantity.Shape.RowOf(i), quantity.Shape.ColumnOf(i)] = turned is null ? number : turned(number);
    }

    internal static void Take<T>(Matrices<T> matrices, Quantity quantity, Span<T> numbers) where T : struct, IReal<T>
    {
        Matrix<T> matrix = matrices[quantity];
        if (quantity.Shape.IsRowAfterRow)
            for (int row = 0; row < matrix.Rows; row++) matrix.Row(row).CopyTo(numbers[(row * matrix.Columns)..]);
        else
            for (int i = 0; i < numbers.Length; i++) numbers[i] = matrix[quantity.Shape.RowOf(i), quantity.Shape.ColumnOf(i)];
    }
}
