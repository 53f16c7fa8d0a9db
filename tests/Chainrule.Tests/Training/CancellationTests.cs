using Chainrule.Checking;
using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Tests.Training;

public class CancellationTests
{
    private static readonly Problem Xor = Examples.Named("xor").Problem;

    [Fact]
    public void Training_stops_before_its_next_step()
    {
        Assert.Throws<OperationCanceledException>(() => TrainingRun.Of(Xor, 1, new CancellationToken(true)));
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(20));
        Assert.Throws<OperationCanceledException>(() => TrainingRun.Of(Xor, int.MaxValue, soon.Token));
    }

    [Fact]
    public void A_gradient_check_stops_before_its_next_parameter()
    {
        using CancellationTokenSource source = new();
        GradientCheckOptions options = new()
        {
            Gradient = problem =>
            {
                source.Cancel();
                return GradientCheck.Backpropagation<F64>(problem);
            },
        };
        Assert.Throws<OperationCanceledException>(() => GradientCheck.Run(Xor, options, source.Token));
    }

    [Fact]
    public void A_check_of_a_law_stops_before_its_next_derivative()
    {
        Assert.Throws<OperationCanceledException>(() => LawCheck.Run(Activation.Tanh, cancellationToken: new CancellationToken(true)));
        Assert.Throws<OperationCanceledException>(() => LawCheck.Run(Loss.Mse, cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public void What_nobody_cancels_comes_to_its_end()
    {
        using CancellationTokenSource never = new();
        Assert.Equal(3, TrainingRun.Of(Xor, 3, never.Token).Steps);
        Assert.True(GradientCheck.Run(Xor, cancellationToken: never.Token).Passed);
    }
}
