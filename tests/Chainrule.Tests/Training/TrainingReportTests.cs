using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Tests.Training;

public class TrainingReportTests
{
    private static readonly Dataset Moons = Generator.Moons.Make(200, seed: 1);

    private static Network<F64> Net(Activation hidden, int[] sizes, Loss? loss = null) => new(NetworkSpec.Create(sizes, hidden, loss ?? Loss.BinaryCrossEntropy, seed: 1));

    private static Finding The(FindingKind kind, Network<F64> network, Dataset? data = null, TrainingHistory? history = null) =>
        Assert.Single(TrainingReport.Of(network, data ?? Moons, history).Findings, each => each.Kind == kind);

    [Fact]
    public void A_healthy_network_has_no_finding()
    {
        (Dataset training, Dataset validation) = Moons.Split(0.2, seed: 1);
        var trainer = new Trainer<F32>(NetworkSpec.Create([2, 16, 16, 1], Activation.Tanh, Loss.BinaryCrossEntropy, seed: 1), new() { Epochs = 200, LearningRate = 0.01 });
        TrainingHistory history = trainer.Fit(training, validation);
        var report = TrainingReport.Of(trainer.Network, training, history);
        Assert.Empty(report.Findings);
        Assert.Contains(TrainingReport.Nothing, report.ToString(), StringComparison.Ordinal);
        Assert.All(report.Picture(), line => Assert.True(line.Length <= 80, line));
        Assert.All(report.Layers, each => Assert.True(each.GradientNorm > 0));
    }

    [Fact]
    public void A_relu_that_no_example_turns_on_is_dead_and_one_that_an_example_does_is_not()
    {
        Network<F64> network = Net(Activation.Relu, [2, 4, 1]);
        network.b[1][0, 2] = -100;
        Finding dead = The(FindingKind.DeadUnits, network);
        Assert.Equal((1, 1.0), (dead.Layer, dead.Number));
        Assert.Equal([2], dead.Units);
        // Nothing moves it: so says the finding.
        var at = new Workspace<F64>(network, Moons.Count);
        at.Load(Moons.X, Moons.Y);
        network.Forward(at);
        network.Backward(at);
        Assert.All(Enumerable.Range(0, Moons.Count), e => Assert.Equal(0, at.dZ[1][e, 2].Number));
        network.b[1][0, 2] = 0;
        Assert.DoesNotContain(TrainingReport.Of(network, Moons).Findings, each => each.Kind == FindingKind.DeadUnits);
    }

    [Theory, InlineData("sigmoid"), InlineData("tanh")]
    public void Units_far_out_on_a_smooth_activation_are_saturated(string activation)
    {
        Network<F64> network = Net(Activation.Named(activation), [2, 4, 1]);
        network.b[1][0, 1] = 50;
        Assert.Equal([1], The(FindingKind.SaturatedUnits, network).Units);
    }

    [Fact]
    public void Many_sigmoids_in_a_row_let_the_gradient_vanish() =>
        Assert.Contains(TrainingReport.Of(Net(Activation.Sigmoid, [2, 8, 8, 8, 8, 8, 8, 1]), Moons).Findings, each => each is { Kind: FindingKind.VanishingGradient, Layer: 1, Number: < 1e-3 });

    [Fact]
    public void Units_with_the_same_weights_are_symmetric()
    {
        Network<F64> network = Net(Activation.Tanh, [2, 4, 1]);
        for (int k = 0; k < 2; k++) network.W[1][3, k] = network.W[1][0, k];
        Finding found = The(FindingKind.SymmetricUnits, network);
        Assert.Equal([0, 3], found.Units);
        network.W[1][3, 0] += 0.01;
        Assert.DoesNotContain(TrainingReport.Of(network, Moons).Findings, each => each.Kind == FindingKind.SymmetricUnits);
    }

    [Fact]
    public void Softmax_over_a_single_output_is_1_whatever_comes_in()
    {
        Network<F64> network = Net(Activation.Relu, [2, 4, 1], Loss.SoftmaxCrossEntropy);
        var ones = Dataset.Create(20, 2, 1, (e, x, y) => (x[0], x[1], y[0]) = (e, -e / 3f, 1));
        Assert.Equal(2, The(FindingKind.LonelySoftmax, network, ones).Layer);
        var at = new Workspace<F64>(network, 20);
        at.Load(ones.X, ones.Y);
        network.Forward(at);
        Assert.All(Enumerable.Range(0, 20), e => Assert.Equal(1, at.A[2][e, 0].Number));
    }

    [Theory, InlineData(100f), InlineData(0.001f)]
    public void Inputs_far_from_1_are_unscaled_and_named(float factor)
    {
        var data = Dataset.Create(Moons.Count, 2, 1, (e, x, y) =>
        {
            for (int i = 0; i < 2; i++) x[i] = factor * Moons.InputsOf(e)[i];
            y[0] = Moons.TargetsOf(e)[0];
        });
        Assert.Equal([0, 1], The(FindingKind.UnscaledInputs, Net(Activation.Relu, [2, 8, 1]), data).Units.Order());
        Assert.DoesNotContain(TrainingReport.Of(Net(Activation.Relu, [2, 8, 1]), Moons).Findings, each => each.Kind == FindingKind.UnscaledInputs);
    }

    [Fact]
    public void A_validation_loss_that_rises_while_the_training_loss_falls_is_overfitting_and_it_was_so_in_the_run()
    {
        (Dataset training, Dataset validation) = Generator.Moons.With(0.5).Make(60, seed: 2).Split(0.5, seed: 1);
        var trainer = new Trainer<F32>(NetworkSpec.Create([2, 64, 64, 1], Activation.Relu, Loss.BinaryCrossEntropy, seed: 1), new() { Epochs = 200, LearningRate = 0.01 });
        TrainingHistory history = trainer.Fit(training, validation);
        Finding found = Assert.Single(TrainingReport.Of(trainer.Network, training, history).Findings, each => each.Kind == FindingKind.Overfitting);
        Assert.Equal(history.Epochs[^1].ValidationLoss!.Value / history.Epochs.Min(each => each.ValidationLoss!.Value), found.Number, 1e-12);
    }

    [Fact]
    public void Answers_no_better_than_the_same_one_for_all_are_underfitting()
    {
        Network<F64> network = Net(Activation.Tanh, [2, 4, 1]);
        Silence(network);
        Assert.Equal(0.5, The(FindingKind.Underfitting, network).Number);
        Network<F64> numbers = Net(Activation.Tanh, [1, 4, 1], Loss.Mse);
        Silence(numbers);
        Assert.InRange(The(FindingKind.Underfitting, numbers, Generator.Sine.Make(100, 1)).Number, -0.1, 0.05);
    }

    private static void Silence(Network<F64> network)
    {
        foreach (ref F64 cell in network.W[2].Cells) cell = 0.0;
    }

    [Fact]
    public void A_loss_that_still_falls_fast_at_the_end_is_unfinished()
    {
        var trainer = new Trainer<F32>(NetworkSpec.Create([2, 16, 1], Activation.Tanh, Loss.BinaryCrossEntropy, seed: 1), new() { Epochs = 2, LearningRate = 0.1 });
        TrainingHistory history = trainer.Fit(Moons);
        Finding found = Assert.Single(TrainingReport.Of(trainer.Network, Moons, history).Findings, each => each.Kind == FindingKind.Unfinished);
        Assert.Equal(history.Epochs[1].Loss / history.Epochs[0].Loss, found.Number);
    }
}
