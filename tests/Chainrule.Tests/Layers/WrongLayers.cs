using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Tests.Layers;

/// <summary>A mistake in the backward pass of a kind of layer: a reader that spoils one verb.</summary>
internal sealed record WrongLayer(LayerKind Kind, string Mistake, Func<IKernels, IKernels> Reader)
{
    public override string ToString() => $"{Kind}: {Mistake}";
}

/// <summary>For every kind of layer wrong twins, whose forward pass is right and whose backward pass is not.</summary>
internal static class WrongLayers
{
    internal static IReadOnlyList<WrongLayer> All { get; } =
    [
        new(Dense.OfKind, "the slope of the activation is left out", inner => new NoSlope(inner)),
        new(Dropout.OfKind, "what was dropped is blamed", inner => new OtherRow(inner, (law, _, of) => law is Times && of[1].Of.Role == Role.Given, new Same(), 0)),
        new(Residual.OfKind, "the gradient does not skip back", inner => new NoSkip(inner)),
        new(LayerNorm.OfKind, "mean and deviation are constants", inner => new OtherRow(inner, Named("NormalisedBack"), new Divided(), 0, 2)),
        new(LayerNorm.OfKind, "the mean is a constant", inner => new OtherRow(inner, Named("NormalisedBack"), new MeanFixed(), 0, 1, 2)),
        new(LayerNorm.OfKind, "the deviation is a constant", inner => new OtherRow(inner, Named("NormalisedBack"), new DeviationFixed(), 0, 2)),
        new(RmsNorm.OfKind, "the root is a constant", inner => new OtherRow(inner, Named("DividedBack"), new Divided(), 0, 2)),
        new(Convolution.OfKind, "a pixel hears from one of its windows", inner => new OtherPlaces(inner, isOfCopies: true, OnlyOnce)),
        new(Convolution.OfKind, "the gradient stops at the windows", inner => new OtherPlaces(inner, isOfCopies: true, _ => null)),
        new(MaxPooling.OfKind, "all numbers of a window get the gradient", inner => new OtherRow(inner, Named("LargestBack"), new ToAll(), 0)),
        new(Flatten.OfKind, "back in the opposite order", inner => new OtherPlaces(inner, isOfCopies: false, Reversed)),
        new(Embedding.OfKind, "the table does not learn", inner => new KeepsRows(inner, times: 0)),
        new(Embedding.OfKind, "each look is counted twice", inner => new KeepsRows(inner, times: 2)),
        new(Positions.OfKind, "the way back has the positions in the opposite order", inner => new OtherPlaces(inner, isOfCopies: true, Reversed)),
        new(Attention.OfKind, "√d is left out", inner => new OtherProduct(inner, "qk", product => product with { DividedByRoot = 1 })),
        new(Attention.OfKind, "only the diagonal of the softmax's Jacobian", inner => new OtherRow(inner, Named("LooksBack"), new Diagonal(), 0, 1)),
        new(Attention.OfKind, "the softmax pulls like a product", inner => new OtherRow(inner, Named("LooksBack"), new Times(), 0, 1)),
        new(Attention.OfKind, "nothing goes back through k", inner => new OtherProduct(inner, "k", _ => null)),
        new(Attention.OfKind, "p is not turned for v", inner => new OtherProduct(inner, "v", product => product with { Form = HeadForm.Mix })),
        new(Attention.OfKind, "the input hears only from k and v", inner => new NoBackFromQuery(inner)),
    ];

    private delegate bool Which(IRowLaw law, Operand into, ReadOnlySpan<Operand> of);

    // The laws of a layer are its own.
    private static Which Named(string law) => (each, _, _) => each.GetType().Name == law;

    private static Places OnlyOnce(Places places)
    {
        var seen = new HashSet<int>();
        return new(places.Target, places.Source, [.. places.Cells.Select(cell => seen.Add(cell) ? cell : -1)]);
    }

    private static Places Reversed(Places places) => new(places.Target, places.Source, [.. places.Cells.Reverse()]);

    private sealed class NoSlope(IKernels inner) : Wrapper(inner)
    {
        public override void Pull(Activation f, Quantity A, Quantity Z) => base.Pull(Activation.Named("identity"), A, Z);
    }

    // Another law in the place of one of the backward pass, of some of its operands.
    private sealed class OtherRow(IKernels inner, Which which, IRowLaw other, params int[] operands) : Wrapper(inner)
    {
        public override void Row(IRowLaw law, Operand into, params ReadOnlySpan<Operand> of)
        {
            if (!into.IsGradient || !which(law, into, of))
            {
                base.Row(law, into, of);
                return;
            }
            var some = new Operand[operands.Length];
            for (int i = 0; i < some.Length; i++) some[i] = of[operands[i]];
            base.Row(other, into, some);
        }
    }

    // Of the two ways back the second is forgotten. A reader reads one pass.
    private sealed class NoSkip(IKernels inner) : Wrapper(inner)
    {
        private int ways;

        public override void Row(IRowLaw law, Operand into, params ReadOnlySpan<Operand> of)
        {
            if (!(into.IsGradient && law is Same && ++ways == 2)) base.Row(law, into, of);
        }
    }

    private sealed class OtherPlaces(IKernels inner, bool isOfCopies, Func<Places, Places?> other) : Wrapper(inner)
    {
        public override void Scatter(Operand into, Operand from, Places places)
        {
            if ((from.Of.IsCopy == isOfCopies ? other(places) : places) is { } changed) base.Scatter(into, from, changed);
        }
    }

    private sealed class KeepsRows(IKernels inner, int times) : Wrapper(inner)
    {
        public override void KeepRows(Quantity table, Quantity A, Quantity ids)
        {
            for (int i = 0; i < times; i++) base.KeepRows(table, A, ids);
        }
    }

    private sealed class OtherProduct(IKernels inner, string letters, Func<HeadProduct, HeadProduct?> other) : Wrapper(inner)
    {
        public override void Product(HeadProduct product, Operand into, Operand left, Operand right)
        {
            if ((into.IsGradient && letters.Contains(into.Of.Letter, StringComparison.Ordinal) ? other(product) : product) is { } changed) base.Product(changed, into, left, right);
        }
    }

    private sealed class NoBackFromQuery(IKernels inner) : Wrapper(inner)
    {
        public override void Back(Quantity Z, Quantity W, Quantity X)
        {
            if (Z.Letter != "q") base.Back(Z, W, X);
        }
    }
}
