using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Testing;

/// <summary>A layer as a stranger writes one, A = X ⊙ g, and what may go wrong with it: each test changes one thing.</summary>
internal sealed record OwnScale(NumberRow Gain) : LayerSpec
{
    internal static LayerKind OfKind { get; } = KindOf("own-scale");

    internal static LayerKind KindOf(string name, Func<LayerFields, LayerSpec>? read = null) =>
        new(name, ["gain"], read ?? (fields => new OwnScale(fields.Row("gain"))), _ => Shape.Units(2), (_, x) => new OwnScale(new double[x.Columns]));

    internal string Letter { get; init; } = "g";

    internal string Output { get; init; } = "a";

    internal IRowLaw Law { get; init; } = new Product();

    // What it says in place of its lines; null for what is right.
    internal Action<Placed, IKernels>? Forward { get; init; }

    internal Action<Placed, IKernels>? Backward { get; init; }

    internal string? Spare { get; init; }

    internal LayerKind? OtherKind { get; init; }

    internal IReadOnlyList<(string Key, object Value)>? OtherFields { get; init; }

    internal bool SaysItsInput { get; init; }

    public override LayerKind Described => OtherKind ?? OfKind;

    public override IReadOnlyList<(string Key, object Value)> Fields => OtherFields ?? [("gain", Gain)];

    public override Shape? InputShape => SaysItsInput ? Shape.Units(Gain.Count) : null;

    public override ILayer Place(Plan plan)
    {
        Quantity x = plan.Input();
        Quantity g = plan.Parameter(Letter, Shape.Vector(x.Shape.Columns), Gain, key: "gain", why: "one for each number that comes in");
        return new Placed(this, x, g, plan.Value(Output, x.Shape), Spare is null ? null : plan.Value(Spare, x.Shape));
    }

    /// <summary>Such a layer before a dense one, on one example.</summary>
    internal Problem Problem(Update? update = null) => new(
        new NetworkSpec([this, new Dense(Activation.Tanh, [[0.5, -1]], [0.25])], Loss.Named("half-sse"), input: Shape.Units(2)), new Batch([[0.5, 2]], [[1]]), update: update);

    internal sealed record Placed(OwnScale Layer, Quantity X, Quantity G, Quantity A, Quantity? Spare) : ILayer
    {
        public Quantity Output => A;

        public void Forward(IKernels k)
        {
            if (Layer.Forward is { } other) other(this, k);
            else k.Row(Layer.Law, A, X, G);     // A = X ⊙ g
        }

        public void Backward(IKernels k)
        {
            if (Layer.Backward is { } other)
            {
                other(this, k);
                return;
            }
            k.KeepProducts(G, A, X);            // undoes A = X ⊙ g, for g
            k.Row(new Product(), X.d, A.d, G);  //                   for X
        }
    }

    internal readonly struct Product : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            for (int j = 0; j < into.Length; j++) into[j] = of[0][j] * of[1][j];
        }
    }
}
