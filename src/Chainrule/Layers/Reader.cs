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
    private Pass pass;
    private bool isCounting;
    private Held? held;

    // Which text is being read: outside of both no verb has a meaning, and forward there are no gradients yet.
    private enum Pass { None, Forward, Backward }

    internal Reader(Kernels<T> kernels, Matrices<T> matrices, IWitness<T>? witness, Func<IKernels, IKernels>? wrap)
    {
        (this.kernels, this.matrices, this.witness, this.wrap) = (kernels, matrices, witness, inner => wrap is null ? inner : wrap(inner) ?? throw new ArgumentException("the reader around the usual one is null; return the one that was handed over, or a wrapper of it", nameof(wrap)));
        (writers, written) = (new int[matrices.Plan.Quantities.Count], new int[matrices.Plan.Quantities.Count]);
    }

    /// <summary>The gradients of the parameters, in the order of the plan, as what they are made of.</summary>
    internal List<Kept<T>>[] Kept { get; private set; } = [];

    /// <summary>The orders of a forward pass. A pass ends with what was held back.</summary>
    internal Action[] Bind(Action<IKernels> text) => Read(Pass.Forward, text);

    /// <summary>The orders of the backward pass.</summary>
    internal Action[] BindBackward(Action<IKernels> text)
    {
        isCounting = true;
        Read(Pass.Backward, text);
        isCounting = false;
        Array.Copy(written, writers, writers.Length);
        Array.Clear(written);
        Kept = [.. matrices.Plan.Quantities.Select(_ => new List<Kept<T>>())];
        return Read(Pass.Backward, text);
    }

    private Action[] Read(Pass which, Action<IKernels> text)
    {
        orders = [];
        pass = which;
        text(wrap(this));
        Flush();
        pass = Pass.None;
        return [.. orders];
    }

    /// <summary>Whether anybody writes the gradient of this quantity.</summary>
    internal bool HasGradient(Quantity quantity) => writers[quantity.Index] > 0;

    private Matrix<T> M(Operand operand) => operand.IsGradient ? matrices.Gradient(operand.Of) : matrices[operand.Of];

    // As Quantity.d, of what may still be null.
    private static Operand D(Quantity quantity) => new(quantity, true);

    // The door of every verb. What a verb writes is computed and is none of what it reads; weights may lie another way than rows, so they stand only where products take them.
    private void Check(Operand into, params ReadOnlySpan<Operand> reads)
    {
        Check(into);
        if (into.Of.Role != Role.Value && !into.IsGradient) throw new ProblemException($"{into} would be written, and it is {(into.Of.Role == Role.Given ? "given" : "a parameter")}; wanted a quantity that is computed");
        foreach (Operand read in reads)
        {
            Check(read);
            if (read == into) throw new ProblemException($"{into} would be written while it is read; declare another quantity for what the verb writes");
        }
    }

    private void Check(Operand operand)
    {
        CheckOwn(operand.Of);
        if (operand.IsGradient && pass == Pass.Forward) throw new ProblemException($"{operand} stands in a forward pass, where there are no gradients yet");
        if (operand.Of.IsWeights) throw new ProblemException($"{operand} is the weights of a product and stands in another place of a verb; declare another parameter for that");
    }

    private void CheckWeights(Quantity weights)
    {
        CheckOwn(weights);
        if (!weights.IsWeights) throw new ProblemException($"{weights} stands for weights, and was none when the network was placed: a parameter is wanted, and a layer must say the same verbs each time");
    }

    private void CheckOwn(Quantity quantity)
    {
        if (pass == Pass.None) throw new InvalidOperationException($"a verb was called when no pass was read; call verbs in {nameof(ILayer.Forward)} and {nameof(ILayer.Backward)} only");
        if (!matrices.Plan.Owns(quantity)) throw new ArgumentException($"got {(quantity is null ? "null" : $"{quantity} of another network")}, wanted a quantity of the plan in which the layer was placed", nameof(quantity));
    }

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
