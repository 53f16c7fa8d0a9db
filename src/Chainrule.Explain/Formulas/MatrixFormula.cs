using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Formulas;

/// <summary>
/// An equation between whole matrices, as a tree, with its layers relative to a layer l. It is printed with the letter l or with a layer's
/// number, and evaluated against the engine's matrices by the tests, so that no equation stands here that nobody has run.
/// </summary>
internal abstract record MatrixFormula;

/// <summary>A matrix of the layer l + <paramref name="Offset"/>.</summary>
internal sealed record MatrixLetter(Symbol Symbol, int Offset = 0) : MatrixFormula;

/// <summary>A·B.</summary>
internal sealed record MatrixProduct(MatrixFormula Left, MatrixFormula Right) : MatrixFormula;

/// <summary>Aᵀ.</summary>
internal sealed record Transposed(MatrixFormula Inner) : MatrixFormula;

/// <summary>A ⊙ B, entry by entry.</summary>
internal sealed record Hadamard(MatrixFormula Left, MatrixFormula Right) : MatrixFormula;

/// <summary>A + b, the bias added to every example; or A − B.</summary>
internal sealed record MatrixSum(MatrixFormula Left, MatrixFormula Right, bool IsSubtracted = false) : MatrixFormula;

/// <summary>f(Z) or f′(Z) of layer l, entry by entry (softmax: example by example).</summary>
internal sealed record Applied(MatrixFormula Inner, bool IsSlope) : MatrixFormula;

/// <summary>η·A.</summary>
internal sealed record Stepped(MatrixFormula Inner) : MatrixFormula;

/// <summary>1/n·A, over the n examples of a mean.</summary>
internal sealed record Shared(MatrixFormula Inner) : MatrixFormula;

/// <summary>The sum over the examples.</summary>
internal sealed record OverExamples(MatrixFormula Inner) : MatrixFormula;

/// <summary>The full Jacobian of a softmax: P ⊙ (dA − ⟨dA, P⟩), the bracket taken example by example.</summary>
internal sealed record SoftmaxPull(MatrixFormula Gradient, MatrixFormula Probabilities) : MatrixFormula;

/// <summary>left = right.</summary>
internal sealed record MatrixEquation(MatrixLetter Left, MatrixFormula Right);
