using Chainrule.Checking;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Networks;
using CsCheck;

namespace Chainrule.Tests.Checking;

public class GradientCheckTests
{
    private static readonly Problem Small = Problems.OneOf("sigmoid", "sigmoid", "half-sse");

    [Fact]
    public void The_gradients_of_random_networks_are_confirmed_by_all_three_methods() => RandomProblems.Any().Holds(problem =>
    {
        GradientReport report = GradientCheck.Run(problem);
        Assert.True(report.Count(Verdict.Fail) == 0, $"{problem.Network}\n{string.Join("\n", report.Checks.Where(each => each.Verdict == Verdict.Fail))}");
        Assert.Equal(problem.Network.ParameterCount, report.Checks.Count);
    }, times: 300);

    // One parameter in turn off by 1 part in 100 000: it fails, it alone, and each method names it as its worst.
    [Fact]
    public void A_slightly_wrong_gradient_is_found_and_named()
    {
        foreach (Parameter wrong in Parameter.All(Small.Network))
        {
            GradientReport report = Check(Small, gradients => Change(gradients, wrong, g => g * 1.00001));
            Assert.False(report.Passed);
            Assert.Equal([wrong.ToString()], Addresses(report, Verdict.Fail));
            Assert.All(Enum.GetValues<Method>(), method =>
            {
                Assert.Equal(wrong.ToString(), report.Worst(method)!.Address);
                Assert.False(report.Worst(method)!.By(method).Holds);
            });
        }
    }

    [Fact]
    public void A_forgotten_mean_over_the_examples_is_rejected_everywhere()
    {
        Problem two = Small.With(new Batch([[1, -0.5], [0.5, 2]], [[1, 0], [0, 1]]));
        GradientReport report = Check(two, gradients =>
        {
            foreach (Parameter each in Parameter.All(two.Network)) Change(gradients, each, g => g * 2);
        });
        Assert.Equal(two.Network.ParameterCount, report.Count(Verdict.Fail));
    }

    // The mistake in the best known worked example: the hidden deltas taken through weights that were already updated.
    [Fact]
    public void Hidden_gradients_through_updated_weights_are_rejected_and_the_output_layer_passes()
    {
        GradientReport report = GradientCheck.Run(Small, new()
        {
            Gradient = problem =>
            {
                (Network<F64> network, Workspace<F64> at) = Computed.Forward<F64>(problem);
                network.Backward(at);
                Gradients<F64> right = new(network);
                network.Gradients(at, right);
                Network<F64> updated = network.Copy();
                updated.Descend(right, problem.LearningRate);
                for (int i = 0; i < updated.W[2].Cells.Length; i++) network.W[2].Cells[i] = updated.W[2].Cells[i];
                network.Backward(at);
                Gradients<F64> gradients = new(network);
                network.Gradients(at, gradients);
                return gradients;
            },
        });
        Assert.All(report.Checks, check => Assert.Equal(check.Address[1] == '1' ? Verdict.Fail : Verdict.Pass, check.Verdict));
    }

    [Fact]
    public void A_gradient_that_is_no_number_fails() =>
        Assert.Equal(["b2[1]"], Addresses(Check(Small, gradients => gradients.db[2][0, 1] = double.NaN), Verdict.Fail));

    // With h = 1e-5 for all, h²x³f‴/6 would be a tenth of f′x here. With a step that is too long for the law itself the difference needs its truncation estimated; a mistake of a thousandth
    // must not slip through in either.
    [Theory]
    [InlineData(1e-5, 1e-7)]
    [InlineData(0.01, 1e-4)]
    public void Large_inputs_take_a_small_h_and_do_not_hide_a_mistake(double step, double gap)
    {
        Problem large = Small.With(new Batch([[1e5, 5e4]], [[1, 0]])).With(firstWeights: [[0.00001, -0.000015], [0.000005, 0.00001]]);
        GradientReport report = GradientCheck.Run(large, new() { Step = step });
        Assert.Equal(large.Network.ParameterCount, report.Count(Verdict.Pass));
        Assert.All(report.Checks, check => Assert.True(check.Central.Tells && check.Central.Gap <= gap * Math.Abs(check.Analytic), check.ToString()));
        Parameter wrong = Parameter.All(large.Network).First();
        DerivativeCheck caught = Check(large, gradients => Change(gradients, wrong, g => g * 1.001)).Checks[0];
        Assert.False(caught.Central.Holds);
        Assert.Null(caught.Kink);
    }

    [Fact]
    public void A_saturated_network_passes_because_rounding_is_allowed_for_and_nothing_more()
    {
        Problem saturated = Small.With(new Batch([[400, -300]], [[1, 0]]));
        GradientReport report = GradientCheck.Run(saturated);
        Assert.True(report.Passed);
        // Some fifty roundings of a loss below 1, divided by an h that is at least half of 1e-5 / 400: next to nothing is excused beyond the seven digits.
        Assert.All(report.Checks.Where(check => check.Central.Tells), check => Assert.InRange(check.Central.Tolerance, 0, 1.001e-7 * Math.Abs(check.Analytic) + 50 * Bounded.Roundoff / (0.5e-5 / 400)));
    }

    [Fact]
    public void The_step_is_a_positive_number() =>
        Assert.Equal("step: got 0, wanted a positive number such as 1e-5",
            Assert.Throws<ProblemException>(() => GradientCheck.Run(Small, new() { Step = 0 })).Message);

    [Fact]
    public void The_report_says_what_was_checked() =>
        Assert.Equal("12 of 12 parameters checked on 1 of 1 examples: 12 pass, 0 at kinks, 0 fail", GradientCheck.Run(Small).ToString());

    [Fact]
    public void Addresses_are_in_the_order_of_the_layers() =>
        Assert.Equal(["W1[0,0]", "W1[0,1]", "W1[1,0]", "W1[1,1]", "b1[0]", "b1[1]", "W2[0,0]", "W2[0,1]", "W2[1,0]", "W2[1,1]", "b2[0]", "b2[1]"],
            GradientCheck.Run(Small).Checks.Select(check => check.Address));

    private static string[] Addresses(GradientReport report, Verdict verdict) =>
        [.. report.Checks.Where(check => check.Verdict == verdict).Select(check => check.Address)];

    internal static GradientReport Check(Problem problem, Action<Gradients<F64>> spoil) => GradientCheck.Run(problem, new()
    {
        Gradient = given =>
        {
            Gradients<F64> gradients = GradientCheck.Backpropagation<F64>(given);
            spoil(gradients);
            return gradients;
        },
    });

    internal static void Change(Gradients<F64> gradients, Parameter parameter, Func<double, double> change)
    {
        // The checked network is another one, with the same parameters: by its address.
        Parameter own = Parameter.All(gradients.Network.Spec).First(each => each.ToString() == parameter.ToString());
        ref F64 cell = ref gradients[own.Of][own.Row, own.Column];
        cell = change(cell);
    }
}
