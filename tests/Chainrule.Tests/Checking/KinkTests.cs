using Chainrule.Checking;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Tests.Networks;

namespace Chainrule.Tests.Checking;

public class KinkTests
{
    // x = (1, −0.5): z1[0] = W1[0,0] − 0.5·W1[0,1] + b1[0] = 0.625 + b1[0].
    private static Problem ZAt(double z, string hidden = "relu") =>
        Problems.OneOf(hidden, "identity", "half-sse").With(firstBiases: [z - 0.625, -0.25]);

    private static DerivativeCheck At(GradientReport report, string address) => report.Checks.Single(check => check.Address == address);

    [Theory]
    [InlineData("relu", 0)]
    [InlineData("relu", 2e-6)]
    [InlineData("relu", -2e-6)]
    [InlineData("leaky-relu", 0)]
    [InlineData("leaky-relu", 2e-6)]
    [InlineData("elu", 0)]
    [InlineData("elu", -2e-6)]
    public void A_parameter_that_moves_a_unit_across_a_kink_is_neither_pass_nor_fail(string hidden, double z)
    {
        GradientReport report = GradientCheck.Run(ZAt(z, hidden));
        foreach (string address in (string[])["W1[0,0]", "W1[0,1]", "b1[0]"])
        {
            DerivativeCheck check = At(report, address);
            Assert.Equal(Verdict.Kink, check.Verdict);
            Assert.Equal($"z1[0] at 0, a kink of {hidden}", check.Kink!.ToString());
            Assert.True(check.Dual.Holds && check.Graph.Holds);
        }
        Assert.Equal((9, 0), (report.Count(Verdict.Pass), report.Count(Verdict.Fail)));
        Assert.True(report.Passed);
        Assert.Null(report.Worst(Method.CentralDifference)!.Kink);
    }

    [Fact]
    public void A_unit_far_from_its_kink_has_none()
    {
        GradientReport report = GradientCheck.Run(ZAt(1e-3));
        Assert.Equal(12, report.Count(Verdict.Pass));
        Assert.Empty(report.AtKink);
    }

    [Fact]
    public void Being_exactly_at_a_kink_is_reported()
    {
        Assert.Equal(["z1[0] at 0, a kink of relu"], GradientCheck.Run(ZAt(0)).AtKink.Select(kink => kink.ToString()));
        Assert.Empty(GradientCheck.Run(ZAt(2e-6)).AtKink);
    }

    [Fact]
    public void With_several_examples_the_kink_names_the_example()
    {
        Problem problem = ZAt(0).With(new Batch([[2, 1], [1, -0.5]], [[1, 0], [0, 1]]));
        Assert.Equal("z1[1,0]", At(GradientCheck.Run(problem), "b1[0]").Kink!.Number);
    }

    // Just beside the kink the derivative exists, and dual numbers and the graph have it.
    [Fact]
    public void A_kink_does_not_excuse_a_wrong_gradient()
    {
        GradientReport report = GradientCheckTests.Check(ZAt(2e-6),
            gradients => GradientCheckTests.Change(gradients, Named(gradients, "W1[0,0]"), g => g * 1.0001));
        Assert.Equal(Verdict.Fail, At(report, "W1[0,0]").Verdict);
        Assert.NotNull(At(report, "W1[0,0]").Kink);
        Assert.False(report.Passed);
    }

    private static Parameter Named(Gradients<F64> gradients, string address) => Parameter.All(gradients.Network.Spec).First(each => each.ToString() == address);

    // W2 moves no z1: its difference crosses nothing, wherever z1 may be.
    [Fact]
    public void A_kink_which_the_parameter_does_not_reach_excuses_nothing()
    {
        DerivativeCheck check = At(
            GradientCheckTests.Check(ZAt(0), gradients => GradientCheckTests.Change(gradients, Named(gradients, "W2[0,1]"), g => g + 1)), "W2[0,1]");
        Assert.Equal((Verdict.Fail, null), (check.Verdict, check.Kink));
    }

    // The target is put one δ away from the output.
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_kinks_of_a_loss_are_those_of_the_error(double delta)
    {
        Problem problem = Problems.OneOf("identity", "identity", "huber");
        (_, Workspace<Chainrule.Numbers.F64> at) = Computed.Forward<Chainrule.Numbers.F64>(problem);
        double a = at.A[2][0, 0];
        GradientReport report = GradientCheck.Run(problem.With(new Batch(problem.Batch.X, [[a - delta, 0]])));
        Assert.Equal(new Kink("a2[0] − y[0]", "huber", delta), At(report, "b2[0]").Kink);
        Assert.Equal(Verdict.Pass, At(report, "b2[1]").Verdict);
        Assert.Equal([new Kink("a2[0] − y[0]", "huber", delta)], report.AtKink);
    }

    [Fact]
    public void If_there_is_nothing_but_kinks_nothing_has_passed()
    {
        GradientReport report = new([new("b1[0]", 0, new(0.5, 0.5, 1e-9), new(0, 0, 0), new(0, 0, 0), new Kink("z1[0]", "relu", 0))], 1, 1, 1, []);
        Assert.Equal(Verdict.Kink, report.Checks[0].Verdict);
        Assert.False(report.Passed);
        Assert.Null(report.Worst(Method.CentralDifference));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(2, 1, false)]
    [InlineData(double.NaN, 1, false)]
    [InlineData(1, double.PositiveInfinity, false)]
    public void A_comparison_holds_only_within_a_finite_tolerance(double gap, double tolerance, bool holds)
    {
        Comparison comparison = new(0, gap, tolerance);
        Assert.Equal(holds, comparison.Holds);
        if (!holds && double.IsFinite(tolerance)) Assert.True(comparison.Ratio > 1);
    }
}
