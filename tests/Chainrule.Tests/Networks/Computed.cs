using Chainrule.Checking;
using Chainrule.Networks;
using Chainrule.Numbers;

namespace Chainrule.Tests.Networks;

/// <summary>Loss and gradients of a problem as one row of numbers: L, then the parameters in the order of <see cref="Parameter.Of"/>.</summary>
internal static class Computed
{
    internal static (Network<T> Network, Workspace<T> At) Forward<T>(Problem problem) where T : struct, IReal<T>
    {
        Network<T> network = new(problem.Network);
        Workspace<T> at = new(network, problem.Batch.Count);
        at.Load(problem.Batch);
        network.Forward(at);
        _ = network.Measure(at);
        return (network, at);
    }

    internal static T[] LossAndGradients<T>(Problem problem) where T : struct, IReal<T>
    {
        (Network<T> network, Workspace<T> at) = Forward<T>(problem);
        network.Backward(at);
        return [at.Loss[0, 0], .. Gradients(network, at)];
    }

    internal static T[] Gradients<T>(Network<T> network, Workspace<T> at) where T : struct, IReal<T>
    {
        Gradients<T> gradients = new(network);
        network.Gradients(at, gradients);
        return [.. Parameter.All(network.Spec).Select(each => each.In(gradients))];
    }

    internal static T[] Parameters<T>(Network<T> network) where T : struct, IReal<T> =>
        [.. Parameter.All(network.Spec).Select(each => each.In(network))];

    internal static void AssertEqual(IEnumerable<Bounded> expected, IEnumerable<Bounded> actual)
    {
        foreach ((Bounded e, Bounded a) in expected.Zip(actual))
            Assert.True(Math.Abs(e.Number - a.Number) <= e.Error + a.Error, $"{e} and {a}");
    }
}
