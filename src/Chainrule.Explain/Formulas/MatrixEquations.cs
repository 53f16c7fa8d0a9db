using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;

namespace Chainrule.Explain.Formulas;

/// <summary>
/// The equations of a training step between whole matrices, in the layout of a notation. δ is dZ; BP1–BP4 are Nielsen's names (2015, chapter 2).
/// </summary>
internal static class MatrixEquations
{
    private static readonly MatrixLetter Before = new(Symbol.A, -1), W = new(Symbol.W), WNext = new(Symbol.W, 1), DZ = new(Symbol.DZ), DZNext = new(Symbol.DZ, 1);

    /// <summary>Z = W·A_prev + b.</summary>
    public static MatrixEquation PreActivation(Layout layout) => new(new(Symbol.Z), new MatrixSum(
        layout switch
        {
            Layout.Columns => new MatrixProduct(W, Before),
            Layout.Rows => new MatrixProduct(Before, new Transposed(W)),
            _ => new MatrixProduct(Before, W),
        },
        new MatrixLetter(Symbol.B)));

    /// <summary>A = f(Z).</summary>
    public static MatrixEquation Activation() => new(new(Symbol.A), new Applied(new MatrixLetter(Symbol.Z), IsSlope: false));

    /// <summary>f′(Z), by which δ = dA ⊙ f′(Z) multiplies.</summary>
    public static MatrixEquation Slope() => new(new(Symbol.A), new Applied(new MatrixLetter(Symbol.Z), IsSlope: true));

    /// <summary>BP1, the output layer: δ = dA ⊙ f′(Z).</summary>
    public static MatrixEquation OutputError() => new(DZ, Through(new MatrixLetter(Symbol.DA)));

    /// <summary>BP1 for softmax with a loss that is not its pair: δ = P ⊙ (dA − ⟨dA, P⟩).</summary>
    public static MatrixEquation SoftmaxError() => new(DZ, new SoftmaxPull(new MatrixLetter(Symbol.DA), new MatrixLetter(Symbol.A)));

    /// <summary>BP1 for a fused pair of loss and activation: δ = A − Y, times 1/n for the mean over n examples.</summary>
    public static MatrixEquation PairedError(bool isMean)
    {
        var difference = new MatrixSum(new MatrixLetter(Symbol.A), new MatrixLetter(Symbol.Y), IsSubtracted: true);
        return new(DZ, isMean ? new Shared(difference) : difference);
    }

    /// <summary>BP2, a hidden layer: δ = (Wᵀ_next·δ_next) ⊙ f′(Z).</summary>
    public static MatrixEquation HiddenError(Layout layout) => new(DZ, Through(layout switch
    {
        Layout.Columns => new MatrixProduct(new Transposed(WNext), DZNext),
        Layout.Rows => new MatrixProduct(DZNext, WNext),
        _ => new MatrixProduct(DZNext, new Transposed(WNext)),
    }));

    /// <summary>BP3, the biases: db = Σ δ over the examples.</summary>
    public static MatrixEquation BiasGradient(bool severalExamples) => new(new(Symbol.DB), severalExamples ? new OverExamples(DZ) : DZ);

    /// <summary>BP4, the weights: dW = δ·A_prevᵀ.</summary>
    public static MatrixEquation WeightGradient(Layout layout) => new(new(Symbol.DW), layout switch
    {
        Layout.Columns => new MatrixProduct(DZ, new Transposed(Before)),
        Layout.Rows => new MatrixProduct(new Transposed(DZ), Before),
        _ => new MatrixProduct(new Transposed(Before), DZ),
    });

    /// <summary>θ_new = θ − η·∂L/∂θ, for the weights or the biases.</summary>
    public static MatrixEquation Update(Symbol parameter) => parameter == Symbol.W
        ? new(new(Symbol.NewW), new MatrixSum(W, new Stepped(new MatrixLetter(Symbol.DW)), IsSubtracted: true))
        : new(new(Symbol.NewB), new MatrixSum(new MatrixLetter(Symbol.B), new Stepped(new MatrixLetter(Symbol.DB)), IsSubtracted: true));

    private static Hadamard Through(MatrixFormula gradient) => new(gradient, new Applied(new MatrixLetter(Symbol.Z), IsSlope: true));
}
