using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Bench;

/// <summary><c>epoch:EXAMPLES:UPDATE</c>: an epoch of the trainer over examples of MNIST's size, 784-128-10 in batches of 64: orders drawn, examples gathered, losses and hits counted.</summary>
internal static class Epoch
{
    private const int Inputs = 784, Hidden = 128, Classes = 10, BatchSize = 64;

    internal static Workload Parse(string name)
    {
        if (name.Split(':') is not [_, var count, var update] || !int.TryParse(count, out int examples) || examples < 1)
            throw new ProblemException($"workload: got \"{name}\", wanted epoch:EXAMPLES:UPDATE such as epoch:60000:gradient-descent");
        var random = new RandomSource(1);
        Dataset data = Dataset.Create(examples, Inputs, Classes, (_, x, y) =>
        {
            foreach (ref float each in x) each = (float)random.Uniform(0, 1);
            y[random.Below(Classes)] = 1;
        });
        var network = new Network<F32>(NetworkSpec.Create([Inputs, Hidden, Classes], Activation.Relu, Loss.SoftmaxCrossEntropy, seed: 1));
        TrainingOptions options = new() { Epochs = 1, BatchSize = BatchSize, Update = Update.Named(update), LearningRate = 0.001 };
        // Multiplications and additions of three products a layer; that back to the inputs is not needed.
        double flops = 2.0 * examples * (2 * Inputs * Hidden + 3 * Hidden * Classes);
        return new(() => new Trainer<F32>(network, options).Fit(data), flops);
    }
}
