using Chainrule.Checking;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Tests.Networks;

namespace Chainrule.Tests.References;

public class SmallNetworkTests
{
    private static Dense Layer(string activation, double[][] W, double[] b) => new(Activation.Named(activation), W, b);

    // A homework whose decimals are all exact on paper; on a computer each result is a handful of roundings of numbers up to 1.32.
    [Fact]
    public void The_ReLU_homework()
    {
        Problem homework = new(
            new NetworkSpec([Layer("relu", [[.6, .8], [.3, .4]], [.2, .1]), Layer("identity", [[.6, -.2]], [.1])], Loss.Named("half-sse")),
            new([[1.2, .5]], [[1]]), 0.1);
        (Network<F64> network, Workspace<F64> at) = Computed.Forward<F64>(homework);
        network.Backward(at);
        Gradients<F64> gradients = new(network);
        network.Gradients(at, gradients);
        AssertNear([1.32, .66], at.A[1].Cells);
        AssertNear([.76], at.A[2].Cells);
        AssertNear([.0288], at.Loss.Cells);
        AssertNear([-.3168, -.1584], gradients.dW[2].Cells);
        AssertNear([-.24], gradients.db[2].Cells);
        AssertNear([-.1728, -.072, .0576, .024], gradients.dW[1].Cells);
        AssertNear([-.144, .048], gradients.db[1].Cells);

        network.Descend(gradients, homework.LearningRate);
        AssertNear([.61728, .8072, .29424, .3976], network.W[1].Cells);
        AssertNear([.63168, -.18416], network.W[2].Cells);
        AssertNear([.2144, .0952], network.b[1].Cells);
        AssertNear([.124], network.b[2].Cells);
        network.Forward(at);
        AssertNear([.009368254671785913], [network.Measure(at)]);
    }

    // Karpathy, "building micrograd", 2022: a neuron with tanh. Its gradients are exact decimals because o = 1/√2; the bias was given with 17 digits.
    [Fact]
    public void The_micrograd_neuron()
    {
        Value x1 = 2.0, x2 = 0.0, w1 = -3.0, w2 = 1.0, b = 6.8813735870195432;
        Value n = x1 * w1 + x2 * w2 + b;
        foreach (Value o in (Value[])[Value.Tanh(n), (Value.Exp((Value)2.0 * n) - 1.0) / (Value.Exp((Value)2.0 * n) + 1.0)])
        {
            o.Backward();
            AssertNear([0.7071067811865477, -1.5, 1.0, 0.5, 0.0, 0.5], [o.Data, x1.Grad, w1.Grad, x2.Grad, w2.Grad, b.Grad]);
        }
    }

    // From the same lecture's exercises.
    [Fact]
    public void The_softmax_with_negative_log_likelihood()
    {
        double[] logits = [0, 3, -2, 1];
        Problem problem = new(
            new NetworkSpec([Layer("softmax", [[0], [0], [0], [0]], logits)], Loss.Named("softmax-cross-entropy")), new([[0]], [[0, 0, 0, 1]]));
        F64[] computed = Computed.LossAndGradients<F64>(problem);
        AssertNear([2.1755153626167147, 0, 0, 0, 0, 0.041772570515350445, 0.8390245074625319, 0.005653302662216329, -0.8864503806400986], computed);
    }

    // The lecture's MLP(3, [4, 4, 1]) and its four examples; the parameters are random there, so only their number is known.
    [Fact]
    public void The_MLP_of_the_lecture_has_41_parameters_and_a_right_gradient()
    {
        Random random = new(1);
        double[] Row(int size) => [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() * 2 - 1)];
        Dense Random(int inputs, int units) => Layer("tanh", [.. Enumerable.Range(0, units).Select(_ => Row(inputs))], Row(units));
        Problem problem = new(
            new NetworkSpec([Random(3, 4), Random(4, 4), Random(4, 1)], Loss.Named("sse"), Reduction.Sum),
            new([[2, 3, -1], [3, -1, .5], [.5, 1, 1], [1, 1, -1]], [[1], [-1], [-1], [1]]));
        Assert.Equal("3 → 4 tanh → 4 tanh → 1 tanh, sse, 41 parameters", problem.Network.ToString());
        Assert.Equal("41 of 41 parameters checked on 4 of 4 examples: 41 pass, 0 at kinks, 0 fail", GradientCheck.Run(problem).ToString());
    }

    // Nielsen, Neural Networks and Deep Learning, 2015, chapter 3: one weight, one bias, taught to turn 1 into 0 with the quadratic cost. Printed to two digits
    // there (0.82 → 0.09, and 0.98 → 0.20: the slow start), here to four.
    [Theory]
    [InlineData(0.6, 0.9, 0.8176, 0.0940)]
    [InlineData(2.0, 2.0, 0.9820, 0.2028)]
    public void The_toy_neuron_of_Nielsen_learns_slowly_when_badly_wrong(double w, double b, double before, double after)
    {
        Problem problem = new(new NetworkSpec([Layer("sigmoid", [[w]], [b])], Loss.Named("half-sse")), new([[1]], [[0]]), 0.15);
        (Network<F64> network, Workspace<F64> at) = Computed.Forward<F64>(problem);
        Assert.Equal(before, at.A[1][0, 0].Number, 0.5e-4);
        for (int epoch = 0; epoch < 300; epoch++)
        {
            network.Backward(at);
            network.Descend(at, problem.LearningRate);
            network.Forward(at);
        }
        Assert.Equal(after, at.A[1][0, 0].Number, 0.5e-4);
    }

    // Stanford CS231n, notes on backpropagation.
    [Fact]
    public void The_circuits_of_CS231n()
    {
        Value x = -2.0, y = 5.0, z = -4.0, q = x + y, f = q * z;
        f.Backward();
        Assert.Equal((3, -12, -4, -4, 3), (q.Data, f.Data, x.Grad, y.Grad, z.Grad));

        Value a = 3.0, b = -4.0, c = 2.0, d = -1.0, g = (Value)2.0 * (a * b + Value.Max(c, d));
        g.Backward();
        Assert.Equal((-20, -8, 6, 2, 0), (g.Data, a.Grad, b.Grad, c.Grad, d.Grad));
    }

    [Fact]
    public void The_sigmoid_neuron_of_CS231n()
    {
        Value w0 = 2.0, w1 = -3.0, w2 = -3.0, x0 = -1.0, x1 = -2.0;
        Value dot = w0 * x0 + w1 * x1 + w2, f = Value.Sigmoid(dot);
        f.Backward();
        AssertNear(
            [1, .7310585786300049, .19661193324148185, .3932238664829637, -.5898357997244456, -.19661193324148185, -.3932238664829637, .19661193324148185],
            [dot.Data, f.Data, dot.Grad, x0.Grad, x1.Grad, w0.Grad, w1.Grad, w2.Grad]);
    }

    private static void AssertNear(double[] expected, Cells<F64> actual) => AssertNear(expected, actual.ToArray());

    // Numbers of size up to 10 from at most some ten roundings each.
    private static void AssertNear(double[] expected, F64[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), each => Assert.Equal(each.First, each.Second.Number, 100 * Bounded.Roundoff));
    }
}
