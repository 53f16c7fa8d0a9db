using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Tests.Stories;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing.Printed;
using Chainrule.Tests.Networks;

namespace Chainrule.Explain.Tests.Formulas;

/// <summary>Every equation between matrices, run in every layout against what the engine computed.</summary>
public class MatrixEquationTests
{
    /// <summary>The equations that hold in layer l of this network; the same choice as a story makes.</summary>
    private static IEnumerable<MatrixEquation> Of(Problem problem, Layout layout, int l)
    {
        bool isOutput = l == problem.Network.Layers.Count, several = problem.Batch.Count > 1;
        yield return MatrixEquations.PreActivation(layout);
        yield return MatrixEquations.Activation();
        yield return !isOutput ? MatrixEquations.HiddenError(layout)
            : problem.Network.Loss.IsPaired ? MatrixEquations.PairedError(several && problem.Network.Reduction == Reduction.Mean)
            : problem.Network.Dense(problem.Network.Layers.Count).Activation.IsElementwise ? MatrixEquations.OutputError()
            : MatrixEquations.SoftmaxError();
        yield return MatrixEquations.BiasGradient(several);
        yield return MatrixEquations.WeightGradient(layout);
        yield return MatrixEquations.Update(Symbol.W);
        if (problem.UpdateBiases) yield return MatrixEquations.Update(Symbol.B);
    }

    private static void AssertHold(Problem problem)
    {
        Recording recording = Recording.Of(problem);
        foreach (Notation notation in Notation.All.Where(each => each.Fits(problem)))
            for (int l = 1; l <= problem.Network.Layers.Count; l++)
                foreach (MatrixEquation equation in Of(problem, notation.Layout(problem.Batch.Count > 1), l))
                    Assert.True(Holds(equation, new(recording, notation, l)), $"{equation} in layer {l}, {notation.Name}, {problem.Network}");
    }

    // Both sides are computed, from the same numbers and by the same number of operations: each is within the bound of the exact result.
    private static bool Holds(MatrixEquation equation, MatrixCalculator at)
    {
        Bounded[][] left = at.Matrix(equation.Left.Symbol), right = at.Compute(equation.Right);
        return MatrixCalculator.Shape(left) == MatrixCalculator.Shape(right)
            && left.Zip(right).All(rows => rows.First.Zip(rows.Second).All(pair => Math.Abs(pair.First.Number - pair.Second.Number) <= 2 * pair.Second.Error));
    }

    [Fact]
    public void Every_equation_holds_for_every_rule()
    {
        foreach (Problem problem in Samples.OfEveryRule().Concat(Examples.All.Select(example => example.Problem)).Where(each => each.Network.Layers.All(layer => layer is Chainrule.Layers.Dense))) AssertHold(problem);
    }

    [Fact]
    public void Every_equation_holds_in_random_networks() => RandomProblems.Any().Holds(AssertHold, times: 100);

    // All matrices square and the batch as large, so that no mistake is betrayed by a shape; and all sizes different, so that shapes tell.
    private static readonly Problem[] Networks =
    [
        RandomProblem.Create([3, 3, 3, 3], Activation.Named("tanh"), null, Loss.Named("mse"), seed: 1, examples: 3),
        RandomProblem.Create([3, 3, 3], Activation.Named("sigmoid"), null, Loss.Named("softmax-cross-entropy"), seed: 2, examples: 3),
        RandomProblem.Create([3, 3, 3], Activation.Named("sigmoid"), Activation.Named("softmax"), Loss.Named("mse"), seed: 3, examples: 3),
        RandomProblem.Create([2, 5, 4, 3], Activation.Named("silu"), Activation.Named("elu"), Loss.Named("sse"), seed: 4, examples: 6),
    ];

    [Fact]
    public void Every_wrong_twin_is_rejected()
    {
        int rejected = 0;
        foreach (Problem problem in Networks)
        {
            Recording recording = Recording.Of(problem);
            foreach (Notation notation in Notation.All.Where(each => each.Fits(problem)))
                for (int l = 1; l <= problem.Network.Layers.Count; l++)
                {
                    var at = new MatrixCalculator(recording, notation, l);
                    foreach (MatrixEquation equation in Of(problem, notation.Layout(problem.Batch.Count > 1), l))
                        foreach (MatrixFormula wrong in WrongTwins(equation.Right, isInner: l > 1 && l < problem.Network.Layers.Count))
                        {
                            Assert.False(HoldsWithShapes(equation with { Right = wrong }, at), $"{wrong} passes for {equation} in layer {l}, {notation.Name}");
                            rejected++;
                        }
                }
        }
        Assert.True(rejected > 500, $"only {rejected} twins were tried");
    }

    private static bool HoldsWithShapes(MatrixEquation equation, MatrixCalculator at)
    {
        try
        {
            return Holds(equation, at);
        }
        catch (ShapeException)
        {
            return false;
        }
    }

    /// <summary>One thing wrong: a transpose missing or added, factors exchanged, a neighbouring layer, a factor or a sign forgotten.</summary>
    private static IEnumerable<MatrixFormula> WrongTwins(MatrixFormula formula, bool isInner)
    {
        IEnumerable<MatrixFormula> Inside(MatrixFormula part) => WrongTwins(part, isInner);
        return formula switch
        {
            MatrixLetter letter =>
            [
                .. isInner && (letter.Symbol == Symbol.W || letter.Symbol == Symbol.DZ || letter.Symbol == Symbol.A) ? [letter with { Offset = letter.Offset == 1 ? 0 : letter.Offset + 1 }] : Array.Empty<MatrixFormula>(),
                .. letter.Symbol == Symbol.W ? [new Transposed(letter)] : Array.Empty<MatrixFormula>(),
            ],
            Transposed transposed => [transposed.Inner],
            MatrixProduct product =>
            [
                new MatrixProduct(product.Right, product.Left),
                .. Inside(product.Left).Select(wrong => product with { Left = wrong }),
                .. Inside(product.Right).Select(wrong => product with { Right = wrong }),
            ],
            Hadamard hadamard =>
            [
                hadamard.Left,
                hadamard.Right,
                .. Inside(hadamard.Left).Select(wrong => hadamard with { Left = wrong }),
                .. Inside(hadamard.Right).Select(wrong => hadamard with { Right = wrong }),
            ],
            MatrixSum sum =>
            [
                sum.Left,
                sum with { IsSubtracted = !sum.IsSubtracted },
                .. Inside(sum.Left).Select(wrong => sum with { Left = wrong }),
                .. Inside(sum.Right).Select(wrong => sum with { Right = wrong }),
            ],
            Applied applied => [applied.Inner],
            Stepped stepped => [stepped.Inner],
            Shared shared => [shared.Inner, .. Inside(shared.Inner).Select(wrong => new Shared(wrong))],
            OverExamples over => [over.Inner],
            SoftmaxPull pull => [pull.Gradient, new Hadamard(pull.Probabilities, pull.Gradient), new SoftmaxPull(pull.Probabilities, pull.Gradient)],
            _ => [],
        };
    }
}
