using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Tests.Stories;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing.Printed;

namespace Chainrule.Explain.Tests.Recordings;

public class UpdateRecordingTests
{
    public static TheoryData<string> Updates => [.. Update.All.Select(update => update.Name)];

    [Theory]
    [MemberData(nameof(Updates))]
    public void The_new_parameters_are_those_of_the_problem_s_own_update(string update)
    {
        Problem xor = Examples.Named("xor").Problem, problem = new(xor.Network, xor.Batch, 0.01, update: Update.Named(update));
        Recording recording = Recording.Of(problem);
        var network = new Network<F64>(problem.Network);
        var at = new Workspace<F64>(network, problem.Batch.Count);
        at.Load(problem.Batch);
        network.Forward(at);
        network.Measure(at);
        network.Backward(at);
        network.Update(at, new UpdateStates<F64>(network, problem.Update), problem.LearningRate);
        foreach (Address address in recording.Book.All().Where(each => each.Symbol == Symbol.NewW))
            Assert.Equal(network.W[address.Layer][address.Indices[0], address.Indices[1]].Number, recording[address], 1e-12);
        PrintedEquationTests.AssertHold(problem, [Notation.All[0]]);
    }
}
