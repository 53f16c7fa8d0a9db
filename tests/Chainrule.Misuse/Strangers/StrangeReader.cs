using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Misuse.Strangers;

/// <summary>A reader around another that hands on other operands than it was handed, leaves verbs out, and says some of its own.</summary>
internal sealed class StrangeReader(IKernels inner, int seed, Stash stash) : Wrapper(inner)
{
    private readonly Random random = new(seed);

    public override void Affine(Quantity X, Quantity W, Quantity b, Quantity Z) => Spoil(() => base.Affine(Other(X), Other(W), Other(b), Other(Z)));

    public override void Apply(Activation f, Quantity Z, Quantity A) => Spoil(() => base.Apply(f, Other(Z), Other(A)));

    public override void Pull(Activation f, Quantity A, Quantity Z) => Spoil(() => base.Pull(f, Other(A), Other(Z)));

    public override void Back(Quantity Z, Quantity W, Quantity X) => Spoil(() => base.Back(Other(Z), Other(W), Other(X)));

    public override void Keep(Quantity W, Quantity Z, Quantity X) => Spoil(() => base.Keep(Other(W), Other(Z), Other(X)));

    public override void Keep(Quantity b, Quantity Z) => Spoil(() => base.Keep(Other(b), Other(Z)));

    public override void KeepProducts(Quantity g, Quantity A, Quantity N) => Spoil(() => base.KeepProducts(Other(g), Other(A), Other(N)));

    public override void KeepRows(Quantity table, Quantity A, Quantity ids) => Spoil(() => base.KeepRows(Other(table), Other(A), Other(ids)));

    public override void Row(IRowLaw law, Operand into, params ReadOnlySpan<Operand> of)
    {
        Operand[] operands = [.. of];
        Spoil(() => base.Row(law, Other(into), [.. operands.Select(Other)]));
    }

    public override void Gather(Operand into, Operand from, Places places) => Spoil(() => base.Gather(Other(into), Other(from), places));

    public override void Scatter(Operand into, Operand from, Places places) => Spoil(() => base.Scatter(Other(into), Other(from), places));

    public override void Look(Quantity A, Quantity table, Quantity ids) => Spoil(() => base.Look(Other(A), Other(table), Other(ids)));

    public override void Product(HeadProduct product, Operand into, Operand left, Operand right) => Spoil(() => base.Product(product, Other(into), Other(left), Other(right)));

    public override void Measure(Loss loss, Quantity Z, Quantity A, Quantity Y, Quantity losses) => Spoil(() => base.Measure(loss, Other(Z), Other(A), Other(Y), Other(losses)));

    public override void Total(Quantity losses, Quantity total) => Spoil(() => base.Total(Other(losses), Other(total)));

    public override void Start(Loss loss, Quantity A, Quantity Y, Operand into) => Spoil(() => base.Start(loss, Other(A), Other(Y), Other(into)));

    private Quantity Other(Quantity quantity)
    {
        if (quantity is not null && stash.Quantities.Count < 500) stash.Quantities.Add(quantity);
        return random.Next(15) == 0 ? stash.Quantities[random.Next(stash.Quantities.Count)] : quantity!;
    }

    private Operand Other(Operand operand) => operand.Of is null ? operand : new(Other(operand.Of), operand.IsGradient != (random.Next(40) == 0));

    private void Spoil(Action verb)
    {
        int dice = random.Next(40);
        if (dice == 0) return;
        if (dice == 1) stash.Try(verb);
        if (dice == 2) stash.Try(() => new StrangeVerbs(random, stash.Quantities).Say(this));
        stash.Try(verb);
    }
}
