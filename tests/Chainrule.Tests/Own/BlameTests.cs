using Chainrule.Checking;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing;

namespace Chainrule.Tests.Own;

public class BlameTests
{
    [Fact]
    public void The_layer_whose_way_back_is_wrong_is_named_and_not_the_one_before_it()
    {
        // dX = dA ⊙ X in place of dA ⊙ g.
        OwnScale wrong = new([2, -0.5]) { Backward = (all, k) => { k.KeepProducts(all.G, all.A, all.X); k.Row(new OwnScale.Product(), all.X.d, all.A.d, all.X); } };
        NetworkSpec network = new([new Dense(Activation.Tanh, [[0.5, -1], [1, 2]], [0.25, 0]), wrong], Loss.Named("half-sse"));
        GradientReport report = GradientCheck.Run(new(network, new([[0.5, 2]], [[1, 0]])));
        Assert.All(report.Checks.Where(check => check.Verdict == Verdict.Fail), check => Assert.EndsWith("1", check.Address[..2], StringComparison.Ordinal));
        Assert.Equal("the first wrong gradient on the way back is dA1, which layers[1] (own-scale) writes in Backward", report.FirstWrong);
        Assert.Contains("6 fail (W1[0,0], W1[0,1], W1[1,0], W1[1,1], b1[0], b1[1]); the first wrong", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_whose_gradient_alone_is_wrong_is_named()
    {
        OwnScale wrong = new([2, -0.5]) { Backward = (all, k) => { k.KeepProducts(all.G, all.A, all.A); k.Row(new OwnScale.Product(), all.X.d, all.A.d, all.G); } };
        Assert.Equal("the first wrong gradient on the way back is dg1, which layers[0] (own-scale) writes in Backward", GradientCheck.Run(wrong.Problem()).FirstWrong);
        Assert.Null(GradientCheck.Run(new OwnScale([2, -0.5]).Problem()).FirstWrong);
    }

    [Fact]
    public void An_input_that_nobody_gives_a_shape_is_asked_for()
    {
        Assert.StartsWith("input: it is missing, and the first layer, of kind \"own-scale\", does not say what comes in",
            Assert.Throws<ProblemException>(() => new NetworkSpec([new OwnScale([2, -0.5])], Loss.Named("mse"))).Message, StringComparison.Ordinal);
        Assert.Equal(2, new NetworkSpec([new OwnScale([2, -0.5]) { SaysItsInput = true }], Loss.Named("mse")).Inputs);
    }
}
