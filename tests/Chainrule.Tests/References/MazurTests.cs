using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Rules.Updates;

namespace Chainrule.Tests.References;

/// <summary>Matt Mazur, "A Step by Step Backpropagation Example", 2015 (mattmazur.com), recomputed in double precision.</summary>
public class MazurTests
{
    private const double η = 0.5;

    private static readonly Activation Sigmoid = Activation.Named("sigmoid");

    private static readonly Problem Article = new(
        new NetworkSpec(
            [new(Sigmoid, [[.15, .20], [.25, .30]], [.35, .35]), new(Sigmoid, [[.40, .45], [.50, .55]], [.60, .60])], Loss.Named("half-sse")),
        new([[.05, .10]], [[.01, .99]]), η, updateBiases: false);

    private readonly Network<F64> network = new(Article.Network);
    private readonly Workspace<F64> at;

    public MazurTests()
    {
        at = new(network, 1);
        at.Load(Article.Batch);
    }

    private double Measured()
    {
        network.Forward(at);
        return network.Measure(at);
    }

    private static void AssertNumbers(double[] expected, Matrix<F64> actual, double halfUnit) =>
        Assert.All(expected.Zip(actual.Cells.ToArray()), each => Assert.Equal(each.First, each.Second.Number, halfUnit));

    [Fact]
    public void Every_number_of_the_first_step()
    {
        Assert.Equal(0.2983711087600027, Measured(), 1e-15);
        network.Backward(at);
        Gradients<F64> gradients = new(network);
        network.Gradients(at, gradients);

        // Each within half a unit of the last digit that is given.
        AssertNumbers([.3775, .3925], at.Z[1], 1e-15);
        AssertNumbers([.593269992, .596884378], at.A[1], 0.5e-9);
        AssertNumbers([1.105905967, 1.2249214], at.Z[2], 0.5e-7);
        AssertNumbers([.75136507, .772928465], at.A[2], 0.5e-8);
        Assert.Equal(.274811083, 0.5 * Math.Pow(at.A[2][0, 0] - .01, 2), 0.5e-9);
        Assert.Equal(.023560026, 0.5 * Math.Pow(at.A[2][0, 1] - .99, 2), 0.5e-9);
        AssertNumbers([.138498562, -.0380982365], at.dZ[2], 0.5e-9);
        Assert.Equal(.036350306, at.dA[1][0, 0], 0.5e-9);
        AssertNumbers([.00877135469, .00995425471], at.dZ[1], 0.5e-11);
        AssertNumbers([.082167041, .0826676278, -.0226025405, -.0227402422], gradients.dW[2], 0.5e-9);
        AssertNumbers([.000438568, .000877135469, .000497712735, .000995425471], gradients.dW[1], 0.5e-9);

        network.Descend(at, η, Article.UpdateBiases);
        AssertNumbers([.149780716133, .199561432266, .249751143632, .299502287265], network.W[1], 0.5e-12);
        AssertNumbers([.358916479718, .408666186076, .511301270239, .561370121108], network.W[2], 0.5e-12);
        AssertNumbers([.35, .35], network.b[1], 0);
    }

    [Fact]
    public void The_correct_method_with_fixed_biases() =>
        AssertVariant(0.291027773694, [0.0159136204436, 0.9840642735146], 3.510187783e-5, () => network.Descend(at, η, updateBiases: false));

    // The article warns of this mistake and makes it: its 0.291027924 and (0.015912196, 0.984065734) are these numbers.
    [Fact]
    public void The_numbers_as_published_come_from_hidden_deltas_through_updated_weights()
    {
        AssertVariant(0.291027923905, [0.0159121963260, 0.9840657344856], 3.50847863e-5, ThroughUpdatedWeights);
        Assert.Equal(0.015912196, at.A[2][0, 0], 0.5e-9);
        Assert.Equal(0.984065734, at.A[2][0, 1], 0.5e-9);
    }

    private void ThroughUpdatedWeights()
    {
        Plain.Outer(at.dZ[2], at.A[1], new Descend<F64>(η), network.W[2]);
        Plain.Back(at.dZ[2], network.W[2], at.dA[1]);
        Plain.Pull(Sigmoid, at.dA[1], at.Z[1], at.A[1], at.dZ[1]);
        Plain.Outer(at.dZ[1], at.A[0], new Descend<F64>(η), network.W[1]);
    }

    [Fact]
    public void The_correct_method_with_a_bias_of_its_own_for_each_unit() =>
        AssertVariant(0.280471446791, [0.0115875273909, 0.9884589350257], 2.44756224e-6, () => network.Descend(at, η));

    // One bias b is in both units' z, so its gradient is the sum of both.
    [Fact]
    public void The_correct_method_with_one_bias_for_each_layer() =>
        AssertVariant(0.285750886699, [0.0121021591235, 0.9879283897201], 4.35532107e-6, () =>
        {
            network.Descend(at, η, updateBiases: false);
            for (int l = 1; l <= 2; l++)
            {
                F64 db = at.dZ[l][0, 0] + at.dZ[l][0, 1];
                foreach (ref F64 b in network.b[l].Cells) b = GradientDescent.Step<F64>(b, db, η);
            }
        });

    // The article's final error 0.0000351085 is that of the correct method, one step earlier.
    [Fact]
    public void The_published_final_error_belongs_to_another_run()
    {
        for (int step = 0; step < 9_999; step++)
        {
            _ = Measured();
            network.Backward(at);
            network.Descend(at, η, updateBiases: false);
        }
        Assert.Equal(3.510854812e-5, Measured(), 0.5e-14);
        Assert.Equal(0.0000351085, Measured(), 0.5e-10);
    }

    private void AssertVariant(double afterOneStep, double[] outputs, double loss, Action step)
    {
        for (int count = 1; count <= 10_000; count++)
        {
            _ = Measured();
            network.Backward(at);
            step();
            if (count == 1) Assert.Equal(afterOneStep, Measured(), 1e-12);
        }
        Assert.Equal(loss, Measured(), loss * 1e-8);
        // Ten thousand steps of contraction: the given digits stand to 1e-12.
        AssertNumbers(outputs, at.A[2], 1e-12);
    }
}
