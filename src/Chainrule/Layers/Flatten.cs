using Chainrule.LinearAlgebra;

namespace Chainrule.Layers;

/// <summary>All numbers of an example in one row, in the order of their indices: what a dense layer reads after pictures or positions.</summary>
public sealed record Flatten : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "flatten", [],
        _ => new Flatten(),
        random => random.Below(2) == 0 ? Samples.Image(random) : Samples.Sequence(random), (_, _) => new Flatten());

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields => [];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        Quantity x = plan.Input();
        int[] cells = [.. x.Shape.Indices().Select(index => x.Shape.Place(index)).Select(place => place.Row * x.Shape.Columns + place.Column)];
        return new Placed(x, new((1, x.Shape.Count), (x.Shape.Rows, x.Shape.Columns), cells), plan.Value("a", Shape.Units(x.Shape.Count)));
    }

    private sealed record Placed(Quantity X, Places Places, Quantity A) : ILayer
    {
        public Quantity Output => A;

        public void Forward(IKernels k)
        {
            k.Gather(A, X, Places);          // A = X, in one row
        }

        public void Backward(IKernels k)
        {
            k.Scatter(X.d, A.d, Places);     // undoes A = X, in one row
        }
    }
}
