using Chainrule.Checking;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Tests.Checking;

public class SampleTests
{
    private static Problem Wide(int inputs, int units, int examples)
    {
        Random random = new(1);
        double[][] W = Rows(units, inputs), V = Rows(2, units);
        Dense[] layers = [new(Activation.Named("tanh"), W, new double[units]), new(Activation.Named("identity"), V, [0, 0])];
        return new(new NetworkSpec(layers, Loss.Named("mse")), new(Rows(examples, inputs), Rows(examples, 2)));

        double[][] Rows(int rows, int columns) =>
            [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.NextDouble() - 0.5).ToArray())];
    }

    private static string[] Sampled(Problem problem, GradientCheckOptions options) =>
        [.. GradientCheck.Run(problem, options).Checks.Select(check => check.Address)];

    [Fact]
    public void Beyond_the_budget_a_sample_is_checked_and_the_report_says_so()
    {
        Problem problem = Wide(30, 20, 1);
        int all = problem.Network.ParameterCount;
        GradientReport report = GradientCheck.Run(problem, new() { Budget = 40L * all });
        Assert.True(report.Passed);
        Assert.Equal($"40 of {all} parameters checked on 1 of 1 examples: 40 pass, 0 at kinks, 0 fail", report.ToString());
        Assert.Equal(all, GradientCheck.Run(problem, new() { Budget = 1, All = true }).Checks.Count);
    }

    [Fact]
    public void The_same_seed_takes_the_same_sample_with_something_of_every_layer()
    {
        Problem problem = Wide(30, 20, 1);
        GradientCheckOptions options = new() { Budget = 40L * problem.Network.ParameterCount, Seed = 3 };
        string[] sample = Sampled(problem, options);
        Assert.Equal(sample, Sampled(problem, options));
        Assert.NotEqual(sample, Sampled(problem, options with { Seed = 4 }));
        Assert.Equal(["W1", "W2", "b1", "b2"], sample.Select(address => address[..2]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("b2[1]", sample);
    }

    // One pass is recorded as a graph, so the examples are limited too.
    [Fact]
    public void Of_very_many_examples_a_sample_is_taken()
    {
        Problem problem = Wide(98, 100, 200);
        GradientReport report = GradientCheck.Run(problem, new() { Budget = 1 });
        Assert.True(report.Passed);
        Assert.Equal((1, 1_000_000 / problem.Network.ParameterCount, 200), (report.Checks.Count, report.Examples, report.AllExamples));
    }
}
