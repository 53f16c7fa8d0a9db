using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Cli.Tests.Docs;

/// <summary>The code in the README, run.</summary>
public class SnippetTests
{
    [Fact]
    public void The_scalar_graph_of_the_readme()
    {
        Value a = 2.0, b = -3.0, c = 10.0, f = -2.0;
        var L = (a * b + c) * f;
        L.Backward();
        Console.WriteLine($"L = {L.Data}, dL/da = {a.Grad}, dL/db = {b.Grad}");

        Assert.Equal((-8, 6, -4), (L.Data, a.Grad, b.Grad));
    }

    [Fact]
    public void The_network_of_the_readme()
    {
        var sigmoid = Activation.Named("sigmoid");
        var spec = new NetworkSpec(
            [
                new(sigmoid, [[.15, .20], [.25, .30]], [.35, .35]),
                new(sigmoid, [[.40, .45], [.50, .55]], [.60, .60]),
            ],
            Loss.Named("half-sse"));

        var network = new Network<F64>(spec);
        var at = new Workspace<F64>(network, examples: 1);
        at.Load(new Batch([[.05, .10]], [[.01, .99]]));

        network.Forward(at);
        Console.WriteLine(network.Measure(at));
        network.Backward(at);
        network.Descend(at, learningRate: 0.5);

        Assert.Equal(0.2983711087600027, at.Loss[0, 0], 1e-15);
        network.Forward(at);
        Assert.Equal(0.280471446791, network.Measure(at), 1e-12);
    }
}
