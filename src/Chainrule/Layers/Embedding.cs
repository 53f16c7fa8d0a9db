using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// An embedding: a[p] = E[x[p]], the row of a table that the whole number x[p] names. Backward, each row of the table adds up the gradients of all places where it was looked up. (Bengio et al. 2003.)
/// </summary>
/// <param name="Table">E: a row for each whole number from 0, all as long.</param>
public sealed record Embedding(NumberTable Table) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "embedding", ["table"],
        read => new Embedding(read.Table("table")),
        random => Shape.Units(Samples.From(random, 1, 4)), (random, _) => new Embedding(Samples.Table(random, Samples.From(random, 2, 4), Samples.From(random, 1, 3))));

    /// <summary>E: a row for each whole number from 0.</summary>
    public NumberTable Table { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Table)); } = Chainrule.Numbers.Given.NotNull(Table);

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override string Words => $"embedding of {Table.Count}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields => [("table", (Tensor)Table)];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        Quantity x = plan.Input();
        if (x.Role != Role.Given || x.Shape.Rows != 1) throw new ProblemException($"{plan.At}: an embedding reads whole numbers that are given; it can only be the first layer, with \"input\": [positions]");
        if (Table.Count == 0 || Table[0].Count == 0) throw new ProblemException($"{plan.At}.table: empty; wanted a row of numbers for each whole number");
        plan.Whole(x, Table.Count);
        return new Placed(
            x, plan.Parameter("E", Shape.Matrix(Table.Count, Table[0].Count), Table, "table", "as in row 0"),
            plan.Value("a", Shape.Sequence(x.Shape.Columns, Table[0].Count)));
    }

    private sealed record Placed(Quantity X, Quantity E, Quantity A) : ILayer
    {
        public Quantity Output => A;

        public void Forward(IKernels k)
        {
            k.Look(A, E, X);         // A = E[X]
        }

        public void Backward(IKernels k)
        {
            k.KeepRows(E, A, X);     // undoes A = E[X], for E: each row of dA added to the row it came from
        }
    }
}
