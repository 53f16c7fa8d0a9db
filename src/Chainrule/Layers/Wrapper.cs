using Chainrule.LinearAlgebra;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// A reader around another: hands every verb on, and is there to be overridden. A mistake is such a wrapper with one verb spoiled; with nothing inside it only looks.
/// </summary>
/// <example><code>
/// // The mistake of leaving out the slope of the activation:
/// sealed class NoSlope(IKernels inner) : Wrapper(inner)
/// {
///     public override void Pull(Activation f, Quantity A, Quantity Z) => base.Pull(Activation.Identity, A, Z);
/// }
/// var at = new Workspace&lt;F64&gt;(network, 1, reader: inner => new NoSlope(inner));
/// </code></example>
public abstract class Wrapper(IKernels? inner) : IKernels
{
    /// <inheritdoc/>
    public virtual void Affine(Quantity X, Quantity W, Quantity b, Quantity Z) => inner?.Affine(X, W, b, Z);

    /// <inheritdoc/>
    public virtual void Apply(Activation f, Quantity Z, Quantity A) => inner?.Apply(f, Z, A);

    /// <inheritdoc/>
    public virtual void Pull(Activation f, Quantity A, Quantity Z) => inner?.Pull(f, A, Z);

    /// <inheritdoc/>
    public virtual void Back(Quantity Z, Quantity W, Quantity X) => inner?.Back(Z, W, X);

    /// <inheritdoc/>
    public virtual void Keep(Quantity W, Quantity Z, Quantity X) => inner?.Keep(W, Z, X);

    /// <inheritdoc/>
    public virtual void Keep(Quantity b, Quantity Z) => inner?.Keep(b, Z);

    /// <inheritdoc/>
    public virtual void KeepProducts(Quantity g, Quantity A, Quantity N) => inner?.KeepProducts(g, A, N);

    /// <inheritdoc/>
    public virtual void KeepRows(Quantity table, Quantity A, Quantity ids) => inner?.KeepRows(table, A, ids);

    /// <inheritdoc/>
    public virtual void Row(IRowLaw law, Operand into, params ReadOnlySpan<Operand> of) => inner?.Row(law, into, of);

    /// <inheritdoc/>
    public virtual void Gather(Operand into, Operand from, Places places) => inner?.Gather(into, from, places);

    /// <inheritdoc/>
    public virtual void Scatter(Operand into, Operand from, Places places) => inner?.Scatter(into, from, places);

    /// <inheritdoc/>
    public virtual void Look(Quantity A, Quantity table, Quantity ids) => inner?.Look(A, table, ids);

    /// <inheritdoc/>
    public virtual void Product(HeadProduct product, Operand into, Operand left, Operand right) => inner?.Product(product, into, left, right);

    /// <inheritdoc/>
    public virtual void Measure(Loss loss, Quantity Z, Quantity A, Quantity Y, Quantity losses) => inner?.Measure(loss, Z, A, Y, losses);

    /// <inheritdoc/>
    public virtual void Total(Quantity losses, Quantity total) => inner?.Total(losses, total);

    /// <inheritdoc/>
    public virtual void Start(Loss loss, Quantity A, Quantity Y, Operand into) => inner?.Start(loss, A, Y, into);
}
