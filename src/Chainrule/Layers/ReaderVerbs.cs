using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

// The verbs: each checks that its operands fit, and binds the kernel that does it.
internal sealed partial class Reader<T>
{
    public void Affine(Quantity X, Quantity W, Quantity b, Quantity Z)
    {
        Check(Z, X, b);
        CheckWeights(W);
        Fit.Product(X, W, Z);
        Fit.Row(b, Z);
        Write(Z, z => kernels.Affine(M(X), M(W), M(b), z), [],
            new(Z, kernels.Affine(M(X), M(W), M(b), M(Z)), (f, next) => kernels.Layer(M(X), M(W), M(b), M(Z), f, next), null));
    }

    public void Apply(Activation f, Quantity Z, Quantity A)
    {
        ArgumentNullException.ThrowIfNull(f);
        Check(A, Z);
        Fit.Same(Z, A);
        if (!Fused(Z, product => product.Applied?.Invoke(f, M(A)))) Write(A, a => kernels.Apply(f, M(Z), a), []);
    }

    public void Pull(Activation f, Quantity A, Quantity Z)
    {
        ArgumentNullException.ThrowIfNull(f);
        Check(D(Z), D(A), Z, A);
        Fit.Same(Z, A);
        if (writers[Z.Index] == 1 && Fused(A.d, product => product.Pulled?.Invoke(f, M(Z), M(A), M(Z.d)))) written[Z.Index]++;
        else Write(Z.d, dz => kernels.Pull(f, M(A.d), M(Z), M(A), dz), [A.d]);
    }

    public void Back(Quantity Z, Quantity W, Quantity X)
    {
        Check(D(X), D(Z));
        CheckWeights(W);
        Fit.Product(X, W, Z);
        Write(X.d, dx => kernels.Back(M(Z.d), M(W), dx), [Z.d], isCounting || X.Role != Role.Value ? null : new(
            X.d, kernels.Back(M(Z.d), M(W), M(X.d)), null, (f, z, a, before) => kernels.BackAndPull(M(Z.d), M(W), M(X.d), f, z, a, before)));
    }

    public void Keep(Quantity W, Quantity Z, Quantity X)
    {
        Check(D(Z));
        Check(X);
        CheckWeights(W);
        Fit.Product(X, W, Z);
        Take(W, Z, () => kernels.Outer(M(Z.d), M(X)));
    }

    public void Keep(Quantity b, Quantity Z)
    {
        Check(b);
        Check(D(Z));
        Fit.Row(b, Z);
        Take(b, Z, () => kernels.ColumnSum(M(Z.d)));
    }

    public void KeepProducts(Quantity g, Quantity A, Quantity N)
    {
        Check(g);
        Check(D(A));
        Check(N);
        Fit.Same(A, N);
        Fit.Row(g, A);
        Take(g, A, () => kernels.RowProducts(M(A.d), M(N)));
    }

    public void KeepRows(Quantity table, Quantity A, Quantity ids)
    {
        Check(D(A));
        Check(ids);
        CheckTable(table, ids);
        Fit.Look(A, table, ids);
        Take(table, A, () => kernels.ScatterRows(M(A.d), matrices.Whole(ids)));
    }

    private void Take(Quantity parameter, Quantity from, Func<Kept<T>> kept)
    {
        if (pass == Pass.Forward) throw new ProblemException($"the gradient of {parameter} is kept in a forward pass, where there are no gradients yet");
        Fit.IsParameter(parameter);
        if (!IsSkipped([from.d]) && !isCounting) Kept[parameter.Index].Add(kept());
    }

    public void Row(IRowLaw law, Operand into, params ReadOnlySpan<Operand> of)
    {
        ArgumentNullException.ThrowIfNull(law);
        Check(into, of);
        foreach (Operand each in of) Fit.Rows(each, into);
        Operand[] operands = [.. of];
        Write(into, target => kernels.Row(law, target, [.. operands.Select(M)]), of);
    }

    public void Gather(Operand into, Operand from, Places places)
    {
        ArgumentNullException.ThrowIfNull(places);
        Check(into, from);
        Fit.Places(into, from, places);
        Write(into, target => kernels.Gather(target, M(from), places), [from]);
    }

    public void Scatter(Operand into, Operand from, Places places)
    {
        ArgumentNullException.ThrowIfNull(places);
        Check(into, from);
        Fit.Places(from, into, places);
        Write(into, target => kernels.Scatter(target, M(from), places), [from]);
    }

    public void Look(Quantity A, Quantity table, Quantity ids)
    {
        Check(A, ids);
        CheckTable(table, ids);
        Fit.Look(A, table, ids);
        Write(A, a => kernels.Look(a, M(table), matrices.Whole(ids)), []);
    }

    // A table may be the weights of a product as well: its rows are looked up number by number, however they lie.
    private void CheckTable(Quantity table, Quantity ids)
    {
        CheckOwn(table);
        if (matrices.Plan.WholeBelow(ids) is int count && count > table.Shape.Rows)
            throw new ProblemException($"{ids} names rows from 0 to {count - 1}, and {table} has {table.Shape.Rows}; wanted a row for each");
    }

    public void Product(HeadProduct product, Operand into, Operand left, Operand right)
    {
        ArgumentNullException.ThrowIfNull(product);
        Check(into, left, right);
        Fit.Heads(product, into, left, right);
        Write(into, target => kernels.Product(product, target, M(left), M(right)), [left, right]);
    }

    public void Measure(Loss loss, Quantity Z, Quantity A, Quantity Y, Quantity losses)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Check(losses, Z, A, Y);
        Fit.Same(Z, A);
        Fit.Same(Y, A);
        Fit.OneForEachRow(losses, A);
        Write(losses, each => kernels.Measure(loss, M(Z), M(A), M(Y), each), []);
    }

    public void Total(Quantity losses, Quantity total)
    {
        Check(total, losses);
        Fit.Sum(losses, total);
        Kept<T> sum = kernels.ColumnSum(M(losses));
        Write(total, cell => () =>
        {
            sum.Store(cell);
            cell[0, 0] = matrices.ExampleShare() * cell[0, 0];
        }, []);
    }

    public void Start(Loss loss, Quantity A, Quantity Y, Operand into)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Check(into, A, Y);
        if (!into.IsGradient) throw new ProblemException($"{into} would be written where the backward pass starts, wanted a gradient");
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
