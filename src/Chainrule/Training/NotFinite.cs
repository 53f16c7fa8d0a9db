using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Training;

/// <summary>Finds the first number that is not finite, in the order in which numbers are computed: the cause of all the others.</summary>
internal static class NotFinite
{
    internal static (Quantity Of, string Address, double Number)? First<T>(Workspace<T> at, Func<T, double> number) where T : struct, IReal<T>
    {
        foreach (Quantity quantity in at.Plan.Quantities.Where(each => !each.IsCopy))
            if (First(quantity, at[quantity], at.Examples, number) is { } found) return found;
        return null;
    }

    private static (Quantity, string, double)? First<T>(Quantity quantity, Matrix<T> matrix, int examples, Func<T, double> number) where T : struct, IReal<T>
    {
        for (int row = 0; row < matrix.Rows; row++)
            for (int column = 0; column < matrix.Columns; column++)
                if (number(matrix[row, column]) is var each && !double.IsFinite(each))
                {
                    Shape shape = quantity.Shape;
                    int[] index = shape.IndexOf(row % shape.Rows, column);
                    if (shape.IsPerExample && examples > 1) index = [row / shape.Rows, .. index];
                    return (quantity, index.Length == 0 ? $"{quantity}" : $"{quantity}[{string.Join(',', index)}]", each);
                }
        return null;
    }
}
