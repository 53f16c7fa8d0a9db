using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Networks;

public class ToSpecTests
{
    [Fact]
    public void A_network_that_was_not_trained_is_its_specification_again() => RandomProblems.Any().Holds(
        problem => Assert.Equal(problem.Network.Layers, new Network<F64>(problem.Network).ToSpec().Layers), times: 100);

    [Fact]
    public void What_was_learned_comes_back_to_the_bit() => RandomProblems.Any().Holds(problem =>
    {
        AssertBack<F64>(problem);
        AssertBack<F32>(problem);
    }, times: 100);

    private static void AssertBack<T>(Problem problem) where T : struct, IReal<T>
    {
        (Network<T> network, Workspace<T> at) = Computed.Forward<T>(problem);
        network.Backward(at);
        network.Descend(at, 0.125);
        NetworkSpec spec = network.ToSpec();
        Assert.Equal(Computed.Parameters(network), Computed.Parameters(new Network<T>(spec)));
        Assert.Equal((problem.Network.Loss, problem.Network.Reduction, problem.Network.Input), (spec.Loss, spec.Reduction, spec.Input));
    }

    [Fact]
    public void A_number_without_a_double_of_its_own_wants_to_be_told()
    {
        Network<Dual<F64>> network = new(Nets.Classifier([2, 2]));
        Assert.Throws<ArgumentNullException>(() => network.ToSpec());
        Assert.Equal(network.Spec.Layers, network.ToSpec(each => each.Number).Layers);
    }

    [Fact]
    public void A_network_that_has_diverged_is_no_specification()
    {
        Network<F64> network = new(Nets.Classifier([2, 2]));
        network.W[1][1, 0] = double.NaN;
        Assert.StartsWith("layers[0].weights[1][0]: got NaN", Assert.Throws<ProblemException>(() => network.ToSpec()).Message, StringComparison.Ordinal);
    }
}
