using Chainrule.Checking;
using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Layers;
using Chainrule.Tests.Networks;
using CsCheck;

namespace Chainrule.Tests.Checking;

/// <summary>Whatever the scale of inputs and parameters: what is right is never called wrong, what is wrong never right.</summary>
public class ScaleTests
{
    // From a millionth to a million.
    private static readonly Gen<double> Scale = Gen.Double[-6, 6].Select(exponent => Math.Pow(10, exponent));

    // Every parameter of every kind of layer, by way of a network that was set and turned into data again. Targets of losses that want probabilities stay what they are.
    private static Problem Scaled(Problem problem, double inputs, double parameters)
    {
        Network<F64> network = new(problem.Network);
        foreach (Parameter each in Parameter.All(problem.Network)) each.In(network) *= parameters;
        return new(network.ToSpec(), new([.. problem.Batch.X.Select(x => x.Select(each => each * inputs).ToArray())], problem.Batch.Y), problem.LearningRate);
    }

    private static GradientReport? Report(Problem problem, Func<Problem, Gradients<F64>>? gradient = null)
    {
        try
        {
            return GradientCheck.Run(problem, gradient is null ? null : new() { Gradient = gradient });
        }
        catch (ProblemException overflow) when (overflow.Message.StartsWith("L comes out as", StringComparison.Ordinal))
        {
            return null;
        }
    }

    [Fact]
    public void A_right_gradient_is_never_called_wrong_at_any_scale()
    {
        int told = 0, all = 0;
        Gen.Select(RandomProblems.Any(most: 3), Scale, Scale).Holds(each =>
        {
            (Problem problem, double inputs, double parameters) = each;
            Problem scaled = Scaled(problem, inputs, parameters);
            if (Report(scaled) is not { } report) return;
            DerivativeCheck? wrong = report.Checks.FirstOrDefault(check => check.Verdict == Verdict.Fail);
            Assert.True(wrong is null, $"{wrong} of {NetworkFile.Write(scaled)}");
            Interlocked.Add(ref told, report.Checks.Count - report.Count(Verdict.CannotTell));
            Interlocked.Add(ref all, report.Checks.Count);
        }, times: 600);
        TestContext.Current.TestOutputHelper?.WriteLine($"told: {told} of {all}");
        Assert.True(told > 0.8 * all, $"only {told} of {all} were told");
    }

    public static TheoryData<string> Kinds => [.. LayerKind.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void A_right_gradient_of_any_kind_of_layer_is_never_called_wrong_at_any_scale(string kind)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Problem problem = RandomLayers.Of(LayerKind.Named(kind), seed);
            double parameters = Math.Pow(10, seed % 13 - 6);
            double inputs = problem.Network.Layers[0] is Embedding ? 1 : Math.Pow(10, seed * 5 % 13 - 6);
            Problem scaled = Scaled(problem, inputs, parameters);
            if (Report(scaled) is not { } report) continue;
            DerivativeCheck? wrong = report.Checks.FirstOrDefault(check => check.Verdict == Verdict.Fail);
            Assert.True(wrong is null, $"{wrong} of {NetworkFile.Write(scaled)}");
        }
    }

    private static ref F64 Cell(Gradients<F64> gradients, Parameter parameter) => ref gradients[parameter.Of][parameter.Row, parameter.Column];

    private static readonly (string Name, Action<Problem, Gradients<F64>> Spoil)[] Spoils =
    [
        ("sign", (problem, gradients) => { foreach (Parameter each in Parameter.All(problem.Network)) Cell(gradients, each) = -each.In(gradients).Number; }),
        ("factor 2", (problem, gradients) => { foreach (Parameter each in Parameter.All(problem.Network)) Cell(gradients, each) = 2 * each.In(gradients).Number; }),
        ("transposed", (problem, gradients) =>
        {
            foreach (Quantity W in problem.Network.Plan.Parameters.Where(each => each.Letter == "W"))
            {
                F64[] cells = [.. Enumerable.Range(0, gradients[W].Cells.Length).Select(i => gradients[W].Cells[i])];
                int rows = gradients[W].Rows, columns = gradients[W].Columns;
                // The numbers of the transposed matrix, in its order, in the places of this one.
                for (int i = 0; i < cells.Length; i++) gradients[W].Cells[i] = cells[i % rows * columns + i / rows];
            }
        }),
        ("one entry off", (problem, gradients) =>
        {
            Parameter[] all = [.. Parameter.All(problem.Network)];
            ref F64 cell = ref Cell(gradients, all[all.Length / 2]);
            cell = cell.Number * 1.01 + 1e-3;
        }),
    ];

    [Fact]
    public void A_spoiled_gradient_is_never_called_right_at_any_scale()
    {
        int spoiled = 0, caught = 0;
        Gen.Select(RandomProblems.Any(most: 3), Scale, Scale).Holds(each =>
        {
            (Problem problem, double inputs, double parameters) = each;
            Problem scaled = Scaled(problem, inputs, parameters);
            foreach ((string name, Action<Problem, Gradients<F64>> spoil) in Spoils)
            {
                Gradients<F64>? right = null, wrong = null;
                if (Report(scaled, given =>
                {
                    right = GradientCheck.Backpropagation<F64>(given);
                    wrong = GradientCheck.Backpropagation<F64>(given);
                    spoil(given, wrong);
                    return wrong;
                }) is not { } report) return;
                foreach ((DerivativeCheck check, Parameter parameter) in report.Checks.Zip(Parameter.All(scaled.Network)))
                {
                    double was = parameter.In(right!), now = parameter.In(wrong!);
                    // What spoiling did not change, by more than the four digits which right means, is not spoiled.
                    if (!(Math.Abs(was - now) > 2e-4 * Math.Abs(was))) continue;
                    Assert.True(check.Verdict != Verdict.Pass, $"{name}: {was:R} became {now:R} and passed: {check} of {NetworkFile.Write(scaled)}");
                    Interlocked.Increment(ref spoiled);
                    if (check.Verdict == Verdict.Fail) Interlocked.Increment(ref caught);
                }
            }
        }, times: 150);
        TestContext.Current.TestOutputHelper?.WriteLine($"caught: {caught} of {spoiled}");
        Assert.True(caught > 0.8 * spoiled, $"only {caught} of {spoiled} were caught");
    }

    private static Problem Single(string activation, string loss, double[][] W, double[] b, double[] x, double[] y) =>
        new(new NetworkSpec([new Dense(Activation.Named(activation), W, b)], Loss.Named(loss)), new([x], [y]));

    // Prices in dollars, areas in square feet: nobody scaled them.
    [Theory]
    [InlineData("identity", "mse")]
    [InlineData("sigmoid", "half-sse")]
    [InlineData("tanh", "huber")]
    [InlineData("softplus", "mse")]
    public void Inputs_that_nobody_scaled_are_no_mistake(string activation, string loss)
    {
        GradientReport report = GradientCheck.Run(Single(activation, loss, [[3e-6, -1e-6]], [0.25], [1e5, 2e5], [0.5]));
        Assert.Equal(3, report.Count(Verdict.Pass));
        Assert.Equal(3, GradientCheckTests.Check(Single(activation, loss, [[3e-6, -1e-6]], [0.25], [1e5, 2e5], [0.5]), gradients =>
        {
            for (int i = 0; i < 2; i++) gradients.dW[1].Cells[i] = 1.001 * gradients.dW[1].Cells[i].Number;
            gradients.db[1].Cells[0] = 1.001 * gradients.db[1].Cells[0].Number;
        }).Count(Verdict.Fail));
    }

    [Fact]
    public void A_zero_whose_bound_has_no_limit_is_not_called_wrong()
    {
        GradientReport report = GradientCheck.Run(Single("softmax", "mse", [[1e16], [0]], [0, 1e19], [1], [1, 0]));
        Assert.Equal(0, report.Count(Verdict.Fail));
    }

    // A sum of 1e17 and -1e17 that leaves nothing but rounding.
    [Fact]
    public void What_is_nothing_but_rounding_cannot_be_told_and_is_never_right()
    {
        Problem swamped = Single("sigmoid", "half-sse", [[1e17, 1e17]], [0], [1, -1 + 1.0 / (1L << 53)], [0.25]);
        GradientReport right = GradientCheck.Run(swamped), wrong = GradientCheckTests.Check(swamped, gradients =>
        {
            for (int i = 0; i < 2; i++) gradients.dW[1].Cells[i] = -gradients.dW[1].Cells[i].Number;
        });
        Assert.Equal((0, 0), (right.Count(Verdict.Fail), wrong.Count(Verdict.Pass) - right.Count(Verdict.Pass)));
        Assert.Contains(right.Checks, check => check.Verdict == Verdict.CannotTell);
        Assert.EndsWith($", {right.Count(Verdict.CannotTell)} cannot be told", right.ToString(), StringComparison.Ordinal);
    }

    // a − y of a sigmoid at 40 is 0 in doubles, where the slope of the loss ln(1 + e⁻ᶻ) is −4e-18: the formula's own rounding, not a mistake. What is more than rounding still is one.
    [Theory]
    [InlineData(40)]
    [InlineData(434.5)]
    public void A_slope_that_its_own_formula_rounds_to_0_is_not_called_wrong_where_the_loss_keeps_its_digits(double z)
    {
        Problem saturated = Single("sigmoid", "binary-cross-entropy", [[z]], [0], [1], [1]);
        GradientReport report = GradientCheck.Run(saturated);
        Assert.All(report.Checks, check => Assert.True(check.Analytic == 0 && check.Central.Number < 0 && check.Verdict == Verdict.CannotTell, check.ToString()));
        Assert.Equal(2, GradientCheckTests.Check(saturated, gradients =>
        {
            gradients.dW[1].Cells[0] = 1e-14;
            gradients.db[1].Cells[0] = -1e-14;
        }).Count(Verdict.Fail));
    }

    // D(h) = 1 + c·h² + d·h⁴ with c·h² = −5d·h⁴: D(2h) is D(h), so a single difference of the two sees no truncation at all where there is 0.4 %.
    [Fact]
    public void Truncation_whose_two_terms_hide_each_other_from_one_difference_is_seen_by_two()
    {
        const double h = 1.0 / 1024, d = 1e-3 / (h * h * h * h), c = -5e-3 / (h * h);
        Assert.True(By(1).Tells);
        Assert.True(By(0.998).Differs);

        static Comparison By(Bounded analytic) => CentralDifference.Check(analytic, L, 0, h, hasEffect: true, (_, _) => null).Central;
        static Bounded L(Bounded θ) => θ * (1 + θ * θ * (c + d * θ * θ));
    }

    [Fact]
    public void If_nothing_could_be_told_nothing_has_passed()
    {
        Comparison open = new(0, 1, double.PositiveInfinity);
        DerivativeCheck check = new("b1[0]", 1, open, open, open, null);
        Assert.Equal(Verdict.CannotTell, check.Verdict);
        Assert.False(new GradientReport([check], 1, 1, 1, []).Passed);
    }

    [Fact]
    public void A_gradient_without_a_limit_is_wrong_beside_one_that_has_a_number()
    {
        Comparison told = new(2, double.PositiveInfinity, 1e-9);
        Assert.Equal(Verdict.Fail, new DerivativeCheck("b1[0]", double.PositiveInfinity, told, told, told, null).Verdict);
    }
}
