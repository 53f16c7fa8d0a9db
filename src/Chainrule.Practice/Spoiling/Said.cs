using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Practice.Spoiling;

/// <summary>A reader of layers that hears every verb through one door, as a <see cref="Call"/>.</summary>
internal abstract class Said : Wrapper
{
    // What is said goes through the door, and from there to the reader inside.
    private protected Said() : base(null)
    {
    }

    /// <summary>A verb was said.</summary>
    private protected abstract void Hear(Call call);

    private void Hear(Verb verb, Operand into, Operand[] of, object? law, Action<IKernels> say) => Hear(new(verb, into, of, law, say));

    public override void Affine(Quantity X, Quantity W, Quantity b, Quantity Z) => Hear(Verb.Affine, Z, [X, W, b], null, k => k.Affine(X, W, b, Z));

    public override void Apply(Activation f, Quantity Z, Quantity A) => Hear(Verb.Apply, A, [Z], f, k => k.Apply(f, Z, A));

    public override void Pull(Activation f, Quantity A, Quantity Z) => Hear(Verb.Pull, Z.d, [A.d, Z, A], f, k => k.Pull(f, A, Z));

    public override void Back(Quantity Z, Quantity W, Quantity X) => Hear(Verb.Back, X.d, [Z.d, W], null, k => k.Back(Z, W, X));

    public override void Keep(Quantity W, Quantity Z, Quantity X) => Hear(Verb.KeepWeights, W.d, [Z.d, X], null, k => k.Keep(W, Z, X));

    public override void Keep(Quantity b, Quantity Z) => Hear(Verb.KeepBias, b.d, [Z.d], null, k => k.Keep(b, Z));

    public override void KeepProducts(Quantity g, Quantity A, Quantity N) => Hear(Verb.KeepProducts, g.d, [A.d, N], null, k => k.KeepProducts(g, A, N));

    public override void KeepRows(Quantity table, Quantity A, Quantity ids) => Hear(Verb.KeepRows, table.d, [A.d, ids], null, k => k.KeepRows(table, A, ids));

    public override void Row(IRowLaw law, Operand into, params ReadOnlySpan<Operand> of)
    {
        Operand[] operands = [.. of];
        Hear(Verb.Row, into, operands, law, k => k.Row(law, into, operands));
    }

    public override void Gather(Operand into, Operand from, Places places) => Hear(Verb.Gather, into, [from], places, k => k.Gather(into, from, places));

    public override void Scatter(Operand into, Operand from, Places places) => Hear(Verb.Scatter, into, [from], places, k => k.Scatter(into, from, places));

    public override void Look(Quantity A, Quantity table, Quantity ids) => Hear(Verb.Look, A, [table, ids], null, k => k.Look(A, table, ids));

    public override void Product(HeadProduct product, Operand into, Operand left, Operand right) => Hear(Verb.Product, into, [left, right], product, k => k.Product(product, into, left, right));

    public override void Measure(Loss loss, Quantity Z, Quantity A, Quantity Y, Quantity losses) => Hear(Verb.Measure, losses, [Z, A, Y], loss, k => k.Measure(loss, Z, A, Y, losses));

    public override void Total(Quantity losses, Quantity total) => Hear(Verb.Total, total, [losses], null, k => k.Total(losses, total));

    public override void Start(Loss loss, Quantity A, Quantity Y, Operand into) => Hear(Verb.Start, into, [A, Y], loss, k => k.Start(loss, A, Y, into));
}

/// <summary>Notes down what a text says.</summary>
internal sealed class Listening : Said
{
    /// <summary>What was said, in order.</summary>
    public List<Call> Calls { get; } = [];

    private protected override void Hear(Call call) => Calls.Add(call);
}

/// <summary>The reader of layers with other verbs in the place of some: a mistake.</summary>
internal sealed class Spoiled(IKernels inner, IReadOnlyDictionary<CallKey, Action<IKernels>> instead) : Said
{
    private protected override void Hear(Call call) => (instead.GetValueOrDefault(call.Key) ?? call.Say)(inner);
}
