#!/usr/bin/env dotnet
#:project ../src/Chainrule.Datasets
#:property PublishAot=false
#:property Optimize=true

// What three networks reach on handwritten digits that they have not seen: dotnet run bench/mnist.cs -- FOLDER [SEEDS]. FOLDER holds MNIST's t10k files, of which the first 8,000 are trained
// with and the last 2,000 judge. The accuracy of each seed is that after the last epoch: no epoch is chosen by the pictures that judge.
using System.Diagnostics;
using Chainrule.Data;
using Chainrule.Datasets.Idx;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

LabelledImages images = LabelledImages.Read(Path.Combine(args[0], "t10k-images-idx3-ubyte.gz"));
int seeds = args.Length > 1 ? int.Parse(args[1]) : 5;
(Dataset training, Dataset judging) = Dataset.Create(images.Count, 784, 10, (e, x, y) =>
{
    for (int i = 0; i < 784; i++) x[i] = images[e][i] / 255f;
    y[images.LabelOf(e)] = 1;
}).SplitLast(2000);

static NetworkSpec Convolutional(long seed)
{
    var random = new RandomSource(seed);
    Convolution Layer(int from, int to, int padding) =>
        new(Activation.Relu, Initializer.HeNormal.Fill(random, new Shape(false, [to, from, 3, 3]), 9 * from, 9 * to), new double[to], Padding: padding);
    return new(
        [
            Layer(1, 8, 1), new MaxPooling(2), Layer(8, 16, 1), new MaxPooling(2), new Flatten(),
            new Dense(Activation.Softmax, Initializer.GlorotUniform.Fill(random, 10, 16 * 49), new double[10]),
        ], Loss.SoftmaxCrossEntropy, input: Shape.Image(1, 28, 28));
}

(string Name, Func<long, NetworkSpec> Network, TrainingOptions Options, double Wanted)[] all =
[
    ("784-128-10, ReLU, Adam, 20 epochs", seed => NetworkSpec.Create([784, 128, 10], Activation.Relu, Loss.SoftmaxCrossEntropy, seed), new() { Epochs = 20 }, 0.953),
    ("Nielsen's 784-30-10, batch 10, rate 3, 30 epochs", seed => NetworkSpec.Create([784, 30, 10], Activation.Sigmoid, Loss.HalfSse, seed, Activation.Sigmoid),
        new() { Epochs = 30, BatchSize = 10, Update = Update.GradientDescent, LearningRate = 3 }, 0.925),
    ("two convolutions, Adam, 12 epochs", Convolutional, new() { Epochs = 12, LearningRate = 0.002, Schedule = Schedule.Cosine }, 0.975),
];
bool reached = true;
foreach ((string name, Func<long, NetworkSpec> network, TrainingOptions options, double wanted) in all)
{
    Stopwatch clock = Stopwatch.StartNew();
    double[] accuracies = [.. Enumerable.Range(1, seeds).Select(seed => new Trainer<F32>(network(seed), options with { Seed = seed }).Fit(training, judging).Epochs[^1].ValidationAccuracy!.Value)];
    double median = accuracies.Order().ElementAt(seeds / 2);
    Console.WriteLine($"{name}: median {median:P2} (wanted {wanted:P1}); {string.Join(", ", accuracies.Select(each => $"{each:P2}"))}; {clock.Elapsed.TotalSeconds / seeds:F1} s a training");
    reached &= median >= wanted;
}
return reached ? 0 : 1;
