using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// Learned positions: a[p] = x[p] + P[p], a row of a table for each position, the same for all examples. Attention alone cannot tell in which order its positions stand; with this it can.
/// (Gehring et al. 2017, "Convolutional sequence to sequence learning"; in a transformer: Radford et al. 2018.)
/// </summary>
/// <param name="Table">P: a row for each position, as long as the rows that come in.</param>
public sealed record Positions(NumberTable Table) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "positions", ["table"],
        read => new Positions(read.Table("table")),
        Samples.Sequence, (random, x) => new Positions(Samples.Table(random, x.Rows, x.Columns)));

    /// <summary>P: a row for each position.</summary>
    public NumberTable Table { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Table)); } = Chainrule.Numbers.Given.NotNull(Table);

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override string Words => $"{Table.Count} positions";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields => [("table", (Tensor)Table)];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        Quantity x = plan.Input();
        if (x.Shape.Sizes.Length != 2 || !x.Shape.EndsInRow) throw new ProblemException($"{plan.At}: {x.Shape} comes in, wanted positions with numbers each, such as 4 × 3; write \"input\": [4, 3] for the network, or put an embedding first");
        int rows = x.Shape.Rows, columns = x.Shape.Columns;
        // All positions of an example in one row: then the table is one row too, the same for every example.
        Shape row = new(true, [rows, columns], 0, 1);
        return new Placed(
            x, plan.Parameter("P", new Shape(false, [rows, columns], 0, 1), Table, "table", $"{rows} × {columns}, a row for each position"),
            plan.Copy("xs", row), plan.Copy("sums", row), plan.Value("a", x.Shape),
            new((1, rows * columns), (rows, columns), [.. Enumerable.Range(0, rows * columns)]), new((rows, columns), (1, rows * columns), [.. Enumerable.Range(0, rows * columns)]));
    }

    private sealed record Placed(Quantity X, Quantity P, Quantity Xs, Quantity Sums, Quantity A, Places InOneRow, Places InRows) : ILayer
    {
        public Quantity Output => A;

        public void Forward(IKernels k)
        {
            k.Gather(Xs, X, InOneRow);             // xs = X, in one row
            k.Row(new Plus(), Sums, Xs, P);        // sums = xs + P
            k.Gather(A, Sums, InRows);             // A = sums, a row for each position
        }

        public void Backward(IKernels k)
        {
            k.Scatter(Sums.d, A.d, InRows);        // undoes A = sums
            k.Keep(P, Sums);                       // undoes sums = xs + P, for P: the sum over the examples
            k.Row(new Same(), Xs.d, Sums.d);       //                       for xs
            k.Scatter(X.d, Xs.d, InOneRow);        // undoes xs = X
        }
    }
}
