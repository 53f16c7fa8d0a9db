using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Tests.Training;

public class TrainingRunTests
{
    public static TheoryData<string> Updates => [.. Update.All.Select(update => update.Name)];

    [Theory]
    [MemberData(nameof(Updates))]
    public void What_an_update_keeps_goes_on_from_step_to_step(string update)
    {
        Problem xor = Examples.Named("xor").Problem, problem = new(xor.Network, xor.Batch, 0.01, update: Update.Named(update));
        double trained = TrainingRun.Of(problem, 5).Losses[^1].Loss;
        Assert.Equal(LossAfter(problem, steps: 5, forgets: false), trained);
        // The wrong twin begins with 0 in every step; gradient descent has nothing to forget.
        if (problem.Update.States.Count > 0) Assert.NotEqual(LossAfter(problem, steps: 5, forgets: true), trained);
    }

    private static double LossAfter(Problem problem, int steps, bool forgets)
    {
        var network = new Network<F64>(problem.Network);
        var at = new Workspace<F64>(network, problem.Batch.Count);
        var states = new UpdateStates<F64>(network, problem.Update);
        at.Load(problem.Batch);
        for (int step = 0; step < steps; step++)
        {
            network.Forward(at);
            network.Measure(at);
            network.Backward(at);
            network.Update(at, forgets ? new(network, problem.Update) : states, problem.LearningRate, problem.UpdateBiases);
        }
        network.Forward(at);
        return network.Measure(at);
    }
}
