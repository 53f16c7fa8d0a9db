using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Tests.References;

/// <summary>
/// micrograd's demo.ipynb (Karpathy 2020): two moons, a 2-16-16-1 network with ReLU, hinge loss with 1e-4·Σp², full batch, η = 1 − 0.9·k/100. Its data,
/// initial parameters and losses as published (moons-log.txt is the notebook's printed log); from about step 6 on the kinks of the ReLUs amplify last bits.
/// </summary>
public class MoonsTests
{
    private static readonly int[] Widths = [2, 16, 16, 1];

    private readonly double[][] X;
    private readonly double[] y, initial;

    public MoonsTests()
    {
        using JsonDocument data = JsonDocument.Parse(Resource.Text("moons.json"));
        X = [.. data.RootElement.GetProperty("X").EnumerateArray().Select(Numbers)];
        y = Numbers(data.RootElement.GetProperty("y"));
        initial = Numbers(data.RootElement.GetProperty("params"));

        static double[] Numbers(JsonElement row) => [.. row.EnumerateArray().Select(each => each.GetDouble())];
    }

    [Fact]
    public void The_first_steps_of_the_demo_are_as_published()
    {
        (double Loss, double Accuracy)[] published =
        [
            (0.8958441028683222, 0.50), (1.7235905336972022, 0.81), (0.7429006313851131, 0.77),
            (0.7705641260584198, 0.82), (0.3692793385976538, 0.84), (0.313545481918522, 0.86),
        ];
        using Tape tape = Tape.Begin();
        Value[] parameters = [.. initial.Select(each => (Value)each)];
        Assert.Equal(337, parameters.Length);
        int mark = tape.Mark();
        for (int k = 0; k < published.Length; k++)
        {
            tape.Rewind(mark);
            (Value loss, double accuracy) = Measure(parameters);
            // A hundred examples are added up in another order than there: some hundred roundings, amplified by at most five steps.
            Assert.Equal(published[k].Loss, loss.Data, 1e-13 * published[k].Loss);
            Assert.Equal(published[k].Accuracy, accuracy);
            loss.Backward();
            foreach (Value each in parameters)
            {
                Value parameter = each;
                parameter.Data -= (1 - 0.9 * k / 100) * parameter.Grad;
            }
        }
    }

    // The whole demo, by the trainer: all examples in one step, the penalty on biases too. Later steps drift, since last bits decide at the kinks; the log's accuracies are met within two examples.
    [Fact]
    public void The_trainer_replays_the_demo()
    {
        int next = 0;
        Dense[] layers = [.. Enumerable.Range(1, Widths.Length - 1).Select(l =>
        {
            double[][] W = new double[Widths[l]][];
            double[] b = new double[Widths[l]];
            for (int j = 0; j < W.Length; j++)
            {
                W[j] = initial[next..(next += Widths[l - 1])];
                b[j] = initial[next++];
            }
            return new Dense(l < Widths.Length - 1 ? Activation.Relu : Activation.Identity, W, b);
        })];
        var trainer = new Trainer<F64>(new NetworkSpec(layers, Loss.Hinge), new()
        {
            Update = Update.GradientDescent,
            LearningRate = 1,
            Schedule = Schedule.Linear(0.1),
            Epochs = 100,
            BatchSize = 100,
            Shuffle = false,
            L2 = 2e-4,
            PenalizeBiases = true,
        });
        TrainingHistory history = trainer.Fit(new Batch(X, [.. y.Select(each => new[] { each })]));
        MatchCollection log = Regex.Matches(Resource.Text("moons-log.txt"), @"step (\d+) loss ([\d.e-]+), accuracy ([\d.]+)%");
        Assert.Equal((100, 100), (log.Count, history.Epochs.Count));
        for (int k = 0; k < log.Count; k++)
        {
            double loss = double.Parse(log[k].Groups[2].Value, CultureInfo.InvariantCulture), accuracy = double.Parse(log[k].Groups[3].Value, CultureInfo.InvariantCulture) / 100;
            if (k <= 5) Assert.Equal(loss, history.Epochs[k].Loss + history.Epochs[k].Penalty, 1e-12);
            Assert.InRange(history.Epochs[k].Accuracy!.Value, accuracy - 0.02 - 1e-9, accuracy + 0.02 + 1e-9);
        }
    }

    private (Value Loss, double Accuracy) Measure(Value[] parameters)
    {
        Value hinge = 0.0, squares = 0.0;
        int right = 0;
        for (int e = 0; e < X.Length; e++)
        {
            Value score = Score(parameters, X[e]);
            hinge += Value.Max((Value)1.0 - (Value)y[e] * score, 0.0);
            if (score.Data > 0 == y[e] > 0) right++;
        }
        foreach (Value p in parameters) squares += p * p;
        return (hinge / (Value)X.Length + (Value)1e-4 * squares, (double)right / X.Length);
    }

    // micrograd keeps each neuron's weights and then its bias, neuron after neuron, layer after layer.
    private static Value Score(Value[] parameters, double[] x)
    {
        Value[] a = [.. x.Select(each => (Value)each)];
        int next = 0;
        for (int l = 1; l < Widths.Length; l++)
        {
            var z = new Value[Widths[l]];
            for (int j = 0; j < z.Length; j++)
            {
                Value sum = parameters[next++] * a[0];
                for (int k = 1; k < a.Length; k++) sum += parameters[next++] * a[k];
                sum += parameters[next++];
                z[j] = l < Widths.Length - 1 ? Value.Max(sum, 0.0) : sum;
            }
            a = z;
        }
        return a[0];
    }
}
