using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Practice.Spoiling;

namespace Chainrule.Practice.Mistakes;

/// <summary>Mistakes in looking up a table, and on the way back to it.</summary>
internal static class TableMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("table-from-one", "a", Often.Usual, "The rows of the table were counted from 1.", "Row 0 is the first one.", In.Matrices,
            text => text.All(Verb.Look).Select(each => Spoil.Reads(Way.Forward, each.Of[0].Of, E => Roll(E)))),
        new("table-row-once", "dE", Often.Usual, "A row that was looked up several times was given the gradient of only one: = in place of +=.", "A number that is used several times adds up what comes back.", In.Graphs,
            text => text.All(Verb.KeepRows).SelectMany(each => (bool[])[true, false], (each, last) => After(each, (rows, dA) => last ? dA[rows[^1]] : dA[rows[0]])))
        { IsEither = true },
        new("table-row-averaged", "dE", Often.Sometimes, "What comes back to a row was averaged over the places where it was looked up; it adds up.", "Over the ways add: there is no 1/n.", In.Graphs,
            text => text.All(Verb.KeepRows).Select(each => After(each, (rows, dA) => [.. dA[0].Select((_, k) => rows.Average(row => dA[row][k]))]))),
        new("table-gradient-off-by-one", "dE", Often.Seldom, "The gradient went to the row after the one that was looked up.", "dE has the shape of E, row by row.", In.Matrices,
            text => text.All(Verb.KeepRows).Select(each => Spoil.After(StepText.Of(each.Into), (_, dE) => { for (int i = 1; i < dE.Rows; i++) Roll(dE); }))),
        new("table-gradient-of-positions", "dE", Often.Seldom, "The gradient of position p went to row p of the table, whichever it looked up.", "The token says which row learns.", In.Matrices,
            text => text.All(Verb.KeepRows).Where(each => each.Of[0].Of.Shape.Rows <= each.Into.Of.Shape.Rows).Select(each => Spoil.After(StepText.Of(each.Into), (at, dE) =>
                In.Fill(dE, (row, k) => Enumerable.Range(0, at.At.Gradient(each.Of[0].Of).Rows).Where(e => e % each.Of[0].Of.Shape.Rows == row).Sum(e => at.At.Gradient(each.Of[0].Of)[e, k].Number))))),
    ];

    // Row 1 in the place of row 0, and the first at the end.
    private static void Roll(Matrix<F64> E)
    {
        Matrix<F64> before = E.Copy();
        In.Fill(E, (row, k) => before[(row + E.Rows - 1) % E.Rows, k]);
    }

    private static Spoil After(Call keep, Func<int[], double[][], double[]> law) => Spoil.After(StepText.Of(keep.Into), (at, dE) =>
    {
        Matrix<F64> ids = at.At[keep.Of[1].Of], dA = at.At.Gradient(keep.Of[0].Of);
        double[][] gradients = [.. Enumerable.Range(0, dA.Rows).Select(row => Array.ConvertAll(dA.Row(row).ToArray(), each => each.Number))];
        int[] looked = [.. ids.Cells.ToArray().Select(each => (int)each.Number)];
        foreach (IGrouping<int, int> row in Enumerable.Range(0, looked.Length).GroupBy(place => looked[place]))
        {
            double[] learned = law([.. row], gradients);
            for (int k = 0; k < learned.Length; k++) dE[row.Key, k] = learned[k];
        }
    });
}
