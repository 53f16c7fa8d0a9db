using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.Networks;

/// <summary>Ten steps with floats, as they are timed, against the same ten steps in careful doubles.</summary>
[Collection(nameof(Width))]
public class FloatTrainingTests
{
    private const int Steps = 10;

    // Each of the shapes W2 … W5; smaller ones of the same kind unless slow tests are wanted.
    public static TheoryData<string> Names => ["W2", "W3", "W4", "W5"];

    private static Problem Named(string name)
    {
        bool whole = SlowTests.Wanted;
        (NetworkSpec spec, int examples) = name switch
        {
            "W2" => (Nets.Spec(whole ? [784, 30, 10] : [196, 30, 10], "sigmoid", "sigmoid", "mse"), 10),
            "W3" => (Nets.Classifier(whole ? [784, 128, 10] : [98, 32, 10]), whole ? 64 : 24),
            "W4" => (Nets.Classifier(whole ? [784, 512, 512, 10] : [49, 40, 40, 10]), whole ? 128 : 16),
            _ => (Nets.Spec(whole ? [1024, 1024, 1024, 1024] : [48, 48, 48, 48], "tanh", "tanh", "mse"), whole ? 256 : 16),
        };
        return new(spec, Nets.Batch(spec, examples), 1.0 / 64);
    }

    private static Network<T> Trained<T>(Problem problem, bool materialised) where T : struct, IReal<T> =>
        Trained(new Network<T>(problem.Network), problem, materialised);

    private static Network<T> Trained<T>(Network<T> network, Problem problem, bool materialised) where T : struct, IReal<T>
    {
        Workspace<T> at = new(network, problem.Batch.Count);
        at.Load(problem.Batch);
        Gradients<T> gradients = new(network);
        for (int step = 0; step < Steps; step++)
        {
            network.Forward(at);
            network.Backward(at);
            if (materialised)
            {
                network.Gradients(at, gradients);
                network.Descend(gradients, problem.LearningRate);
            }
            else network.Descend(at, problem.LearningRate);
        }
        return network;
    }

    [Theory, MemberData(nameof(Names))]
    public void Fused_and_materialised_gradients_give_the_same_bits_with_any_threads(string name)
    {
        Problem problem = Named(name);
        F32[] expected = Computed.Parameters(Trained<F32>(problem, materialised: true));
        int before = Parallelism.Threads;
        try
        {
            for (int threads = 1; threads <= 3; threads++)
            {
                Parallelism.Threads = threads;
                Assert.Equal(expected, Computed.Parameters(Trained<F32>(problem, materialised: false)));
            }
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Ten_steps_stay_as_near_to_the_careful_ones_as_float_rounding_lets_them(string name)
    {
        Problem problem = Named(name);
        F64[] careful = Computed.Parameters(Trained<F64>(problem, materialised: false));
        double bound = Bound(problem);
        foreach (int bits in Width.Here.Select(row => row.Data))
        {
            F32[] floats = Computed.Parameters(Trained(new Network<F32>(problem.Network, null, Width.Of(bits)), problem, materialised: false));
            double gap = floats.Zip(careful, (f, c) => Math.Abs(f.Number - c.Number)).Max();
            Assert.True(gap <= bound, $"{bits} bits: {gap}, allowed {bound}");
        }
    }

    // A parameter is a number below 2, rounded to a float at first and at each step: (1 + Steps) roundoffs. A step adds η times a gradient: a sum of n products of
    // factors that are themselves sums through all layers, each of m terms with an error of γₘ (Higham 2002, section 3.1) relative to terms of order 1.
    private static double Bound(Problem problem)
    {
        double roundoff = 1.0 / (1 << 24);
        int terms = problem.Batch.Count + problem.Network.Layers.Cast<Dense>().Sum(layer => 2 * (layer.Inputs + layer.Units));
        return roundoff * (2 * (1 + Steps) + Steps * problem.LearningRate * terms);
    }
}
