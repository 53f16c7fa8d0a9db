using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// A residual connection: A = X + what an earlier layer handed on. The layers in between learn only what is to be added. (He et al. 2015, "Deep residual learning".)
/// </summary>
/// <param name="From">The earlier layer, from 1; 0 for the inputs.</param>
/// <remarks>∂A/∂X = 1 on both ways: the gradient goes back along each unchanged. That is why very deep networks can be trained with it.</remarks>
public sealed record Residual(int From) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "residual", ["from"],
        read => new Residual(read.Whole("from")),
        Samples.Rows, (_, _) => new Residual(0));

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields => [("from", From)];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        Quantity x = plan.Input(), from = plan.Output(From);
        if (!from.Shape.Equals(x.Shape)) throw new ProblemException($"{plan.At}.from: layer {From} hands on {from.Shape} and the layer before this one {x.Shape}; wanted the same shape, to add them number by number");
        return new Placed(x, from, plan.Value("a", x.Shape));
    }

    private sealed record Placed(Quantity X, Quantity From, Quantity A) : ILayer
    {
        public Quantity Output => A;

        public void Forward(IKernels k)
        {
            k.Row(new Plus(), A, X, From);    // A = X + From
        }

        public void Backward(IKernels k)
        {
            k.Row(new Same(), X.d, A.d);      // undoes A = X + From, for X
            k.Row(new Same(), From.d, A.d);   //                      for From
        }
    }
}
