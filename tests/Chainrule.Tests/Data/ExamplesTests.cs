using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Data;

public class ExamplesTests
{
    [Fact]
    public void Mazur_is_the_first_and_kinds_of_layers_come_last()
    {
        Assert.Equal(["mazur", "neuron", "xor", "relu-homework", "relu-off", "softmax", "residual", "dropout", "layer-norm", "rms-norm", "convolution", "max-pooling", "embedding", "attention"], Examples.All.Select(each => each.Name));
        Assert.All(Examples.All, each => Assert.EndsWith(".", each.What, StringComparison.Ordinal));
        Assert.All(Examples.All, each => Assert.NotEmpty(each.Title + each.Source));
    }

    [Fact]
    public void The_file_of_an_example_is_the_problem() =>
        Assert.All(Examples.All, each => Assert.Equal(NetworkFile.Write(each.Problem), NetworkFile.Write(NetworkFile.Parse(each.File, each.Name))));

    [Fact]
    public void An_unknown_name_gets_the_nearest_suggested() =>
        Assert.StartsWith("unknown example \"mazurr\": did you mean \"mazur\"?", Assert.Throws<ProblemException>(() => Examples.Named("mazurr")).Message, StringComparison.Ordinal);

    // The published number and the computed one may each be off by their last printed digit, and by the run's own bound.
    private static void Close(double published, Bounded computed, double printed = 5e-16) =>
        Assert.Equal(published, computed.Number, computed.Error + printed);

    private static (Network<Bounded> Network, Workspace<Bounded> At, Gradients<Bounded> Gradients) Run(string name)
    {
        Problem problem = Examples.Named(name).Problem;
        var network = new Network<Bounded>(problem.Network);
        var at = new Workspace<Bounded>(network, problem.Batch.Count);
        at.Load(problem.Batch);
        network.Forward(at);
        network.Measure(at);
        network.Backward(at);
        var gradients = new Gradients<Bounded>(network);
        network.Gradients(at, gradients);
        return (network, at, gradients);
    }

    private static Bounded LossAfterAStep(string name)
    {
        (Network<Bounded> network, Workspace<Bounded> at, _) = Run(name);
        Problem problem = Examples.Named(name).Problem;
        network.Descend(at, problem.LearningRate, problem.UpdateBiases);
        network.Forward(at);
        return network.Measure(at);
    }

    [Fact]
    public void Mazur_gives_the_article_s_loss_and_the_correct_one_after_a_step()
    {
        // mattmazur.com 2015; the second number is the article's with its mistake of using updated weights put right.
        Close(0.2983711087600027, Run("mazur").At.Loss[0, 0]);
        Close(0.291027773694, LossAfterAStep("mazur"), printed: 5e-13);
    }

    [Fact]
    public void The_neuron_gives_the_lecture_s_output_and_gradients()
    {
        // Karpathy 2022: w1 1.0, w2 0.0, b 0.5.
        var (_, at, gradients) = Run("neuron");
        Close(0.7071067811865477, at.A[1][0, 0]);
        Close(1, gradients.dW[1][0, 0]);
        Close(0, gradients.dW[1][0, 1]);
        Close(0.5, gradients.db[1][0, 0]);
    }

    [Fact]
    public void The_homework_has_exact_decimals()
    {
        var (_, at, gradients) = Run("relu-homework");
        Close(0.0288, at.Loss[0, 0]);
        Close(-0.3168, gradients.dW[2][0, 0]);
        Close(-0.1584, gradients.dW[2][0, 1]);
        Close(-0.1728, gradients.dW[1][0, 0]);
        Close(0.024, gradients.dW[1][1, 1]);
        Close(0.048, gradients.db[1][0, 1]);
        Close(0.009368254671785913, LossAfterAStep("relu-homework"));
    }

    [Fact]
    public void Softmax_has_the_lecture_s_logits_loss_and_gradients()
    {
        var (_, at, gradients) = Run("softmax");
        Assert.Equal([0, 3, -2, 1], at.Z[1].Row(0).ToArray().Select(z => z.Number));
        Close(2.1755153626167147, at.Loss[0, 0]);
        double[] published = [0.041772570515350445, 0.8390245074625319, 0.005653302662216329, -0.8864503806400986];
        for (int j = 0; j < 4; j++) Close(published[j], gradients.dW[1][j, 0]);
    }

    [Fact]
    public void Exclusive_or_is_learned_in_a_thousand_steps()
    {
        Problem problem = Examples.Named("xor").Problem;
        var network = new Network<F64>(problem.Network);
        var at = new Workspace<F64>(network, problem.Batch.Count);
        at.Load(problem.Batch);
        for (int step = 0; step < 1000; step++)
        {
            network.Forward(at);
            network.Backward(at);
            network.Descend(at, problem.LearningRate, problem.UpdateBiases);
        }
        network.Forward(at);
        for (int e = 0; e < 4; e++) Assert.Equal(problem.Batch.Y[e][0], at.A[2][e, 0], 0.1);
    }
}
