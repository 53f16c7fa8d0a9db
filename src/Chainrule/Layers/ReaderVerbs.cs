using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

// The verbs: each checks that its operands fit, and binds the kernel that does it.
internal sealed partial class Reader<T>
{
    public void Affine(Quantity X, Quantity W, Quantity b, Quantity Z)
    {
        Fit.Product(X, W, Z);
        Fit.Row(b, Z);
        Write(Z, z => kernels.Affine(M(X), M(W), M(b), z), [],
            new(Z, kernels.Affine(M(X), M(W), M(b), M(Z)), (f, next) => kernels.Layer(M(X), M(W), M(b), M(Z), f, next), null));
    }

    public void Apply(Activation f, Quantity Z, Quantity A)
    {
        Fit.Same(Z, A);
        if (!Fused(Z, product => product.Applied?.Invoke(f, M(A)))) Write(A, a => kernels.Apply(f, M(Z), a), []);
    }

    public void Pull(Activation f, Quantity A, Quantity Z)
    {
        Fit.Same(Z, A);
        if (writers[Z.Index] == 1 && Fused(A.d, product => product.Pulled?.Invoke(f, M(Z), M(A), M(Z.d)))) written[Z.Index]++;
        else Write(Z.d, dz => kernels.Pull(f, M(A.d), M(Z), M(A), dz), [A.d]);
    }

    public void Back(Quantity Z, Quantity W, Quantity X)
    {
        Fit.Product(X, W, Z);
        Write(X.d, dx => kernels.Back(M(Z.d), M(W), dx), [Z.d], isCounting || X.Role != Role.Value ? null : new(
            X.d, kernels.Back(M(Z.d), M(W), M(X.d)), null, (f, z, a, before) => kernels.BackAndPull(M(Z.d), M(W), M(X.d), f, z, a, before)));
    }

    public void Keep(Quantity W, Quantity Z, Quantity X)
    {
        Fit.Product(X, W, Z);
        Take(W, Z, () => kernels.Outer(M(Z.d), M(X)));
    }

    public void Keep(Quantity b, Quantity Z)
    {
        Fit.Row(b, Z);
        Take(b, Z, () => kernels.ColumnSum(M(Z.d)));
    }

    public void KeepProducts(Quantity g, Quantity A, Quantity N)
    {
        Fit.Same(A, N);
        Fit.Row(g, A);
        Take(g, A, () => kernels.RowProducts(M(A.d), M(N)));
    }

    public void KeepRows(Quantity table, Quantity A, Quantity ids)
    {
        Fit.Look(A, table, ids);
        Take(table, A, () => kernels.ScatterRows(M(A.d), matrices.Whole(ids)));
    }

    private void Take(Quantity parameter, Quantity from, Func<Kept<T>> kept)
    {
        Fit.IsParameter(parameter);
        if (!IsSkipped([from.d]) && !isCounting) Kept[parameter.Index].Add(kept());
    }

    public void Row(IRowLaw law, Operand into, params ReadOnlySpan<Operand> of)
    {
        ArgumentNullException.ThrowIfNull(law);
        foreach (Operand each in of) Fit.Rows(each, into);
        Operand[] operands = [.. of];
        Write(into, target => kernels.Row(law, target, [.. operands.Select(M)]), of);
    }

    public void Gather(Operand into, Operand from, Places places)
    {
        Fit.Places(into, from, places);
        Write(into, target => kernels.Gather(target, M(from), places), [from]);
    }

    public void Scatter(Operand into, Operand from, Places places)
    {
        Fit.Places(from, into, places);
        Write(into, target => kernels.Scatter(target, M(from), places), [from]);
    }

    public void Look(Quantity A, Quantity table, Quantity ids)
    {
        Fit.Look(A, table, ids);
        Write(A, a => kernels.Look(a, M(table), matrices.Whole(ids)), []);
    }

    public void Product(HeadProduct product, Operand into, Operand left, Operand right)
    {
        Fit.Heads(product, into, left, right);
        Write(into, target => kernels.Product(product, target, M(left), M(right)), [left, right]);
    }

    public void Measure(Loss loss, Quantity Z, Quantity A, Quantity Y, Quantity losses)
    {
        Fit.Same(Z, A);
        Fit.Same(Y, A);
        Fit.Rows(losses, A);
        Write(losses, each => kernels.Measure(loss, M(Z), M(A), M(Y), each), []);
    }

    public void Total(Quantity losses, Quantity total)
    {
        Kept<T> sum = kernels.ColumnSum(M(losses));
        Write(total, cell => () =>
        {
            sum.Store(cell);
            cell[0, 0] = matrices.ExampleShare() * cell[0, 0];
        }, []);
    }

    public void Start(Loss loss, Quantity A, Quantity Y, Operand into)
    {
        Fit.Same(Y, A);
        Fit.Same(into.Of, A);
        int positions = A.Shape.Rows;
        Write(into, gradient =>
        {
            Action<T> start = kernels.Start(loss, M(A), M(Y), gradient);
            return () => start(positions == 1 ? matrices.ExampleShare() : matrices.ExampleShare() * Share.Of<T>(positions));
        }, []);
    }
}
