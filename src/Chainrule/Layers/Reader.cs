using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// Reads the layers of a plan over numbers of type <typeparamref name="T"/>: each verb becomes an order to the kernels with its matrices filled in, once. What comes out are lists of
/// orders, so that a step looks nothing up. The backward text is read twice: first to count who writes each gradient, then to bind, so that the first writer stores and
/// the later ones add.
/// </summary>
/// <remarks>
/// Where no witness looks in between, a product is held back for the verb after it: if that verb applies an activation to what it wrote (or pulls a gradient through one), both become
/// one order. Only the reader knows of it; the layers' text does not.
/// </remarks>
internal sealed partial class Reader<T> : IKernels where T : struct, IReal<T>
{
    private readonly Kernels<T> kernels;
    private readonly Matrices<T> matrices;
    private readonly IWitness<T>? witness;
    private readonly Func<IKernels, IKernels> wrap;
    private readonly int[] writers, written;
    private List<Action> orders = [];
    private bool isCounting;
    private Held? held;

    internal Reader(Kernels<T> kernels, Matrices<T> matrices, IWitness<T>? witness, Func<IKernels, IKernels>? wrap)
    {
        (this.kernels, this.matrices, this.witness, this.wrap) = (kernels, matrices, witness, inner => wrap is null ? inner : wrap(inner) ?? throw new ArgumentException("the reader around the usual one is null; return the one that was handed over, or a wrapper of it", nameof(wrap)));
        (writers, written) = (new int[matrices.Plan.Quantities.Count], new int[matrices.Plan.Quantities.Count]);
    }

    /// <summary>The gradients of the parameters, in the order of the plan, as what they are made of.</summary>
    internal List<Kept<T>>[] Kept { get; private set; } = [];

    /// <summary>The orders of one pass. A pass ends with what was held back.</summary>
    internal Action[] Bind(Action<IKernels> pass)
    {
        orders = [];
        pass(wrap(this));
        Flush();
        return [.. orders];
    }

    /// <summary>The orders of the backward pass.</summary>
    internal Action[] BindBackward(Action<IKernels> pass)
    {
        isCounting = true;
        pass(wrap(this));
        isCounting = false;
        Array.Copy(written, writers, writers.Length);
        Array.Clear(written);
        Kept = [.. matrices.Plan.Quantities.Select(_ => new List<Kept<T>>())];
        return Bind(pass);
    }

    /// <summary>Whether anybody writes the gradient of this quantity.</summary>
    internal bool HasGradient(Quantity quantity) => writers[quantity.Index] > 0;

    private Matrix<T> M(Operand operand) => operand.IsGradient ? matrices.Gradient(operand.Of) : matrices[operand.Of];

    /// <summary>Binds what writes an operand: skipped where a gradient that it reads does not exist or the one it writes is not wanted; added where others write it too.</summary>
    private void Write(Operand into, Func<Matrix<T>, Action> order, ReadOnlySpan<Operand> reads, Held? holding = null)
    {
        if (IsSkipped(reads) || (into.IsGradient && into.Of.Role != Role.Value)) return;
        int earlier = into.IsGradient ? written[into.Of.Index]++ : 0;
        if (isCounting) return;
        if (earlier > 0)
        {
            Matrix<T> part = matrices.Like(into.Of);
            Order(order(part));
            Order(kernels.Accumulate(part, M(into)));
        }
        else if (holding is not null && witness is null && (!into.IsGradient || writers[into.Of.Index] == 1))
        {
            Flush();
            held = holding;
            return;
        }
        else Order(order(M(into)));
        if (!into.IsGradient || written[into.Of.Index] == writers[into.Of.Index]) Tell(into, M(into));
    }

    private bool IsSkipped(ReadOnlySpan<Operand> reads)
    {
        foreach (Operand read in reads)
        {
            if (!read.IsGradient) continue;
            if (written[read.Of.Index] == 0) return true;
            if (!isCounting && written[read.Of.Index] < writers[read.Of.Index])
                throw new ProblemException($"{read} is read before all that add to it have written it: a layer's backward lines must stand in the opposite order of its forward lines");
        }
        return false;
    }

    private void Tell(Operand wrote, Matrix<T> numbers)
    {
        if (!wrote.Of.IsCopy && witness is { } looks) Order(() => looks.Wrote(wrote.Of, wrote.IsGradient ? Written.Gradient : Written.Number, numbers));
    }

    private void Order(Action order)
    {
        Flush();
        orders.Add(order);
    }

    /// <summary>A product that waits for the verb after it.</summary>
    /// <param name="Wrote">What it writes.</param>
    /// <param name="Alone">The order for it alone.</param>
    /// <param name="Applied">The order for it and A = f(Z) after it.</param>
    /// <param name="Pulled">The order for it and dZ = dA ⊙ f′(Z) after it.</param>
    private sealed record Held(
        Operand Wrote, Action Alone, Func<Activation, Matrix<T>, Action>? Applied, Func<Activation, Matrix<T>, Matrix<T>, Matrix<T>, Action>? Pulled);

    private void Flush()
    {
        if (held is { } waiting) orders.Add(waiting.Alone);
        held = null;
    }

    // Orders the two in one go if the product that waits wrote what the next verb reads.
    private bool Fused(Operand reads, Func<Held, Action?> together)
    {
        if (isCounting || held is not { } waiting || waiting.Wrote != reads || together(waiting) is not { } order) return false;
        held = null;
        orders.Add(order);
        return true;
    }
}
