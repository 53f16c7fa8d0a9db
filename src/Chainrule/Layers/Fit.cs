using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>Whether the operands of a verb fit: the door of the kernels, which check nothing. It looks at the matrices in which the quantities lie.</summary>
internal static class Fit
{
    internal static void Same(Quantity one, Quantity other) =>
        Ensure(one.Shape.IsPerExample == other.Shape.IsPerExample && (one.Shape.Rows, one.Shape.Columns) == (other.Shape.Rows, other.Shape.Columns),
            one, other, "the same shape");

    internal static void Product(Quantity X, Quantity W, Quantity Z)
    {
        IsParameter(W);
        Ensure(X.Shape.IsPerExample && Z.Shape.IsPerExample && X.Shape.Rows == Z.Shape.Rows, X, Z, "as many rows of each");
        Ensure(W.Shape.Columns == X.Shape.Columns, W, X, "a column of the weights for each column of what comes in");
        Ensure(W.Shape.Rows == Z.Shape.Columns, W, Z, "a row of the weights for each column of what goes out");
    }

    internal static void Row(Quantity row, Quantity of)
    {
        IsParameter(row);
        Ensure(row.Shape.Rows == 1 && row.Shape.Columns == of.Shape.Columns, row, of, "one row with a number for each column");
    }

    internal static void IsParameter(Quantity quantity)
    {
        if (quantity.Role != Role.Parameter) throw new ProblemException($"{quantity} is no parameter, and only parameters stand in this place of the verb");
    }

    internal static void Rows(Operand operand, Operand into) =>
        Ensure(
            operand.Of.Shape.IsPerExample ? into.Of.Shape.IsPerExample && operand.Of.Shape.Rows == into.Of.Shape.Rows : operand.Of.Shape.Rows == 1,
            operand.Of, into.Of, "as many rows of each, or a single one");

    internal static void OneForEachRow(Quantity losses, Quantity of) => Ensure(
        losses.Shape.IsPerExample && of.Shape.IsPerExample && losses.Shape.Rows == of.Shape.Rows && losses.Shape.Columns == 1, losses, of, "one number for each row");

    internal static void Sum(Quantity losses, Quantity total) => Ensure(
        losses.Shape.IsPerExample && losses.Shape.Count == 1 && !total.Shape.IsPerExample && total.Shape.Count == 1, losses, total, "a number for each example, and one for all");

    internal static void Places(Operand target, Operand source, Places places)
    {
        Ensure(target.Of.Shape.IsPerExample && source.Of.Shape.IsPerExample, target.Of, source.Of, "numbers of examples");
        Ensure((target.Of.Shape.Rows, target.Of.Shape.Columns) == places.Target && (source.Of.Shape.Rows, source.Of.Shape.Columns) == places.Source,
            target.Of, source.Of, $"{places.Target} from {places.Source}, as the places say");
    }

    internal static void Look(Quantity A, Quantity table, Quantity ids)
    {
        IsParameter(table);
        Ensure(ids.Shape.IsPerExample && A.Shape.IsPerExample && ids.Shape.Count == A.Shape.Rows, ids, A, "a row for each of the ids");
        Ensure(table.Shape.Columns == A.Shape.Columns, table, A, "rows of the same length");
    }

    internal static void Heads(HeadProduct product, Operand into, Operand left, Operand right)
    {
        Shape pairs = (product.Form == HeadForm.RowsByRows ? into : left).Of.Shape, one = (product.Form == HeadForm.RowsByRows ? left : into).Of.Shape, other = right.Of.Shape;
        Ensure(
            Enum.IsDefined(product.Form) && product.Heads > 0 && pairs.IsPerExample && one.IsPerExample && other.IsPerExample && pairs.Rows == (long)product.Heads * product.Positions && pairs.Columns == product.Positions
            && one.Rows == product.Positions && (other.Rows, other.Columns) == (one.Rows, one.Columns) && one.Columns % product.Heads == 0 && product.DividedByRoot > 0,
            into.Of, right.Of, $"{product.Positions} positions, channels for {product.Heads} heads, and a pair of positions for each head");
    }

    private static void Ensure(bool fits, Quantity one, Quantity other, string wanted)
    {
        if (!fits) throw new ProblemException($"{one} is {Of(one)} and {other} is {Of(other)}; wanted {wanted}");
    }

    private static string Of(Quantity quantity) => quantity.Shape + (quantity.Shape.IsPerExample ? " for each example" : "");
}
