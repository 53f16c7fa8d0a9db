#!/usr/bin/env dotnet
#:project ../../src/Chainrule
#:property PublishAot=false

// Writes models with every kind of layer that has parameters, and beside each one examples with what our network answers, for read_models.py.
using System.Globalization;
using Chainrule.Data.Models;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

var random = new RandomSource(1);
double Number() => (float)random.Uniform(-0.5, 0.5);
double[] Row(int count) => [.. Enumerable.Range(0, count).Select(_ => Number())];
double[][] Table(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Row(columns))];
Projection Square(int size) => new(Table(size, size), Row(size));

(string Name, NetworkSpec Network, Func<double[]> X)[] models =
[
    ("dense", new([new Dense(Activation.Relu, Table(5, 3), Row(5)), new Dense(Activation.Tanh, Table(4, 5), Row(4)), new Dense(Activation.Identity, Table(2, 4), Row(2))], Loss.Mse), () => Row(3)),
    ("convolution", new(
        [
            new Convolution(Activation.Relu, Tensor.Of(new Shape(false, [3, 2, 3, 3]), _ => Number()), Row(3), Padding: 1), new MaxPooling(2), new Flatten(),
            new Dense(Activation.Identity, Table(2, 27), Row(2)),
        ], Loss.Mse, input: Shape.Image(2, 6, 6)), () => Row(72)),
    ("transformer", new(
        [
            new Embedding(Table(7, 4)), new LayerNorm(Row(4), Row(4)), new Attention(2, Square(4), Square(4), Square(4), Square(4)), new Residual(1), new RmsNorm(Row(4)),
            new Dense(Activation.Identity, Table(3, 4), Row(3)),
        ], Loss.Mse, input: Shape.Units(5)), () => [.. Enumerable.Range(0, 5).Select(_ => (double)random.Below(7))]),
];
foreach ((string name, NetworkSpec network, Func<double[]> x) in models)
{
    ModelFile.Save(Path.Combine(args[0], name + ".safetensors"), new(network));
    var predictor = new Predictor(new Network<F32>(network));
    using StreamWriter answers = File.CreateText(Path.Combine(args[0], name + ".csv"));
    for (int example = 0; example < 20; example++)
    {
        double[] inputs = x();
        float[] y = new float[network.Plan.Layers[^1].Output.Shape.Count];
        predictor.Predict([.. inputs.Select(each => (float)each)], y);
        answers.WriteLine(string.Join(',', inputs.Concat(y.Select(each => (double)each)).Select(each => each.ToString("R", CultureInfo.InvariantCulture))));
    }
}
