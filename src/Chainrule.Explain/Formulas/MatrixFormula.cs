using Chainrule.Explain.Addresses;

namespace Chainrule.Explain.Formulas;

/// <summary>
/// An equation between whole matrices, as a tree, with its layers relative to a layer l. It is printed with the letter l or with a layer's
/// number, and evaluated against the engine's matrices by the tests, so that no equation stands here that nobody has run.
/// </summary>
public abstract record MatrixFormula;

/// <summary>A matrix of the layer l + <paramref name="Offset"/>.</summary>
public sealed record MatrixLetter(Symbol Symbol, int Offset = 0) : MatrixFormula;

/// <summary>A·B.</summary>
public sealed record MatrixProduct(MatrixFormula Left, MatrixFormula Right) : MatrixFormula;

/// <summary>Aᵀ.</summary>
public sealed record Transposed(MatrixFormula Inner) : MatrixFormula;

/// <summary>A ⊙ B, entry by entry.</summary>
public sealed record Hadamard(MatrixFormula Left, MatrixFormula Right) : MatrixFormula;

/// <summary>A + b, the bias added to every example; or A − B.</summary>
public sealed record MatrixSum(MatrixFormula Left, MatrixFormula Right, bool IsSubtracted = false) : MatrixFormula;

/// <summary>f(Z) or f′(Z) of layer l, entry by entry (softmax: example by example).</summary>
public sealed record Applied(MatrixFormula Inner, bool IsSlope) : MatrixFormula;

/// <summary>η·A.</summary>
public sealed record Stepped(MatrixFormula Inner) : MatrixFormula;

/// <summary>1/n·A, over the n examples of a mean.</summary>
public sealed record Shared(MatrixFormula Inner) : MatrixFormula;

/// <summary>The sum over the examples.</summary>
public sealed record OverExamples(MatrixFormula Inner) : MatrixFormula;

/// <summary>The full Jacobian of a softmax: P ⊙ (dA − ⟨dA, P⟩), the bracket taken example by example.</summary>
public sealed record SoftmaxPull(MatrixFormula Gradient, MatrixFormula Probabilities) : MatrixFormula;

/// <summary>left = right.</summary>
public sealed record MatrixEquation(MatrixLetter Left, MatrixFormula Right);
