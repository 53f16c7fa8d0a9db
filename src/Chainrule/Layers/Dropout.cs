using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// Dropout: A = X ⊙ mask. In training each number is set to 0 with probability p, and those that stay are divided by 1 − p, so that the mean stays; in prediction all stay as they are.
/// (Srivastava et al. 2014, in the form that scales in training.)
/// </summary>
/// <param name="Rate">p, from 0 to below 1.</param>
/// <param name="Mask">
/// The mask with which a step is explained and checked: 0 or 1/(1 − p) for each number of an example, or such a list for each example. Training draws its own. Null: nothing is dropped.
/// </param>
public sealed record Dropout(double Rate, Tensor? Mask = null) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "dropout", ["rate", "mask"],
        read => new Dropout(read.Number("rate"), read.TensorOrNull("mask")),
        Samples.Rows, (random, x) => new Dropout(0.5, Tensor.Of(x, _ => random.Below(2) * 2)));

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields => Mask is null ? [("rate", Rate)] : [("rate", Rate), ("mask", Mask)];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        if (!(Rate >= 0 && Rate < 1)) throw new ProblemException($"{plan.At}.rate: got {Rate:R}, wanted a number from 0 to below 1, such as 0.5");
        Quantity x = plan.Input(), a = plan.Value("a", x.Shape);
        double kept = 1 / (1 - Rate);
        CheckMask(plan, kept);
        return new Placed(x, plan.IsTraining ? plan.Given("mask", x.Shape, Mask, random => random.NextUnit() < Rate ? 0 : kept) : null, a);
    }

    private void CheckMask(Plan plan, double kept)
    {
        if (Mask is null) return;
        // What is kept may be written with fewer digits than a double has.
        foreach (double each in Mask.Numbers())
            if (each != 0 && Math.Abs(each - kept) > 1e-6 * kept && each != 1)
                throw new ProblemException($"{plan.At}.mask: got {each:R}, wanted 0 (dropped) or 1/(1 − {Rate:R}) = {kept:R} (kept)");
    }

    private sealed record Placed(Quantity X, Quantity? Mask, Quantity A) : ILayer
    {
        public Quantity Output => A;

        public void Forward(IKernels k)
        {
            if (Mask is null) k.Row(new Same(), A, X);    // A = X, in prediction
            else k.Row(new Times(), A, X, Mask);          // A = X ⊙ mask
        }

        public void Backward(IKernels k)
        {
            if (Mask is null) k.Row(new Same(), X.d, A.d);
            else k.Row(new Times(), X.d, A.d, Mask);      // undoes A = X ⊙ mask: what was dropped gets no blame, the rest is scaled alike
        }
    }
}
