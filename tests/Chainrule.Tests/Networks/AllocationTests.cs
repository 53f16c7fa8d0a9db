using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Layers;

namespace Chainrule.Tests.Networks;

public class AllocationTests
{
    public static TheoryData<string> Losses => [.. Loss.All.Select(loss => loss.Name)];

    [Theory, MemberData(nameof(Losses))]
    public void A_training_step_allocates_nothing(string loss)
    {
        Assert.Equal(0, BytesOfSteps<F64>(AllActivations(loss)));
        Assert.Equal(0, BytesOfSteps<F32>(AllActivations(loss)));
    }

    public static TheoryData<string> Kinds => [.. LayerKind.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void A_training_step_with_any_kind_of_layer_allocates_nothing(string kind)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            Problem problem = RandomLayers.Of(LayerKind.Named(kind), seed);
            Assert.Equal(0, BytesOfSteps<F64>(problem));
            Assert.Equal(0, BytesOfSteps<F32>(problem));
        }
    }

    // Large enough for several panels, pieces and threads.
    [Fact]
    public void A_large_training_step_allocates_nothing()
    {
        NetworkSpec spec = Nets.Classifier([300, 260, 10]);
        Assert.Equal(0, BytesOfSteps<F32>(new(spec, Nets.Batch(spec, 24), 0.01)));
    }

    // A layer of each activation, two units wide.
    private static Problem AllActivations(string name)
    {
        Loss loss = Loss.Named(name);
        Activation output = Activation.Named(loss.OutputActivation ?? "softmax");
        Dense[] layers =
        [
            .. Activation.All.Where(f => f.IsElementwise).Append(output).Select(f => new Dense(f, [[0.3, -0.2], [0.1, 0.4]], [0.1, 0.2])),
        ];
        return new(new NetworkSpec(layers, loss), new([[1, 2], [-1, 0.5], [0, 1]], loss == Loss.Hinge ? [[-1, 1], [1, -1], [-1, 1]] : [[0, 1], [1, 0], [0, 1]]));
    }

    private static long BytesOfSteps<T>(Problem problem) where T : struct, IReal<T>
    {
        (Network<T> network, Workspace<T> at) = Computed.Forward<T>(problem);
        Gradients<T> gradients = new(network);
        UpdateStates<T>[] updates = [.. Update.All.Select(update => new UpdateStates<T>(network, update))], stored = [.. Update.All.Select(update => new UpdateStates<T>(network, update))];
        T learningRate = 0.01;
        Step();
        // What is made once in the life of a program is not the step's: the helper threads are started by the first product that gets them, which may be a later step of this test while
        // other tests have them. A step that allocates does so every time.
        return Math.Min(BytesOfTen(), BytesOfTen());

        long BytesOfTen()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++) Step();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Step()
        {
            network.Forward(at);
            _ = network.Measure(at);
            network.Backward(at);
            network.Descend(at, learningRate);
            network.Gradients(at, gradients);
            foreach (UpdateStates<T> states in updates) network.Update(at, states, learningRate);
            foreach (UpdateStates<T> states in stored) network.Update(gradients, states, learningRate);
        }
    }
}
