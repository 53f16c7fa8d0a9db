using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests;

public class SmokeTests
{
    [Fact]
    public void Mazur_loss()
    {
        var s = Activation.Named("sigmoid");
        var spec = new NetworkSpec([new(s, [[.15, .2], [.25, .3]], [.35, .35]), new(s, [[.4, .45], [.5, .55]], [.6, .6])], Loss.Named("half-sse"));
        var net = new Network<F64>(spec);
        var at = new Workspace<F64>(net, 1);
        at.Load(new Batch([[.05, .1]], [[.01, .99]]));
        net.Forward(at);
        Assert.Equal(0.2983711087600027, net.Measure(at), 1e-15);
        net.Backward(at);
        net.Descend(at, 0.5, false);
        net.Forward(at);
        Assert.Equal(0.291027773694, net.Measure(at), 1e-12);
    }
}
