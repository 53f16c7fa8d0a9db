using Chainrule.Data;
using Chainrule.Numbers;

namespace Chainrule.Bench;

/// <summary>
/// micrograd's two networks of single numbers (Karpathy 2020), through the public <see cref="Value"/>: each step records the graph of the whole batch,
/// walks it backward and moves every parameter. As there, the inputs are recorded anew in each step.
/// </summary>
internal sealed class ScalarGraph
{
    private readonly int[] widths;
    private readonly double[][] X;
    private readonly double[] y;
    private readonly bool margin;
    private readonly double learningRate;
    private readonly Tape tape = Tape.Begin();
    private readonly Value[] parameters;
    private readonly Value[][] layers;
    private readonly int mark;

    private ScalarGraph(int[] widths, double[][] X, double[] y, bool margin, double learningRate)
    {
        (this.widths, this.X, this.y, this.margin, this.learningRate) = (widths, X, y, margin, learningRate);
        var random = new RandomSource(1337);
        layers = [.. widths.Select(units => new Value[units])];
        parameters = [.. Initial(random).Select(each => (Value)each)];
        mark = tape.Mark();
    }

    internal static ScalarGraph Named(string name) => name == "W8a"
        ? new([3, 4, 4, 1], [[2, 3, -1], [3, -1, 0.5], [0.5, 1, 1], [1, 1, -1]], [1, -1, -1, 1], margin: false, 0.01)
        : Moons();

    /// <summary>How many nodes a step records.</summary>
    internal int Nodes => tape.Count - mark;

    internal void Step()
    {
        tape.Rewind(mark);
        Value loss = margin ? MarginLoss() : SquaredErrors();
        loss.Backward();
        foreach (Value each in parameters)
        {
            Value parameter = each;
            parameter.Data -= learningRate * parameter.Grad;
        }
    }

    // Two half circles, one the other way up and shifted, with noise of deviation 0.1.
    private static ScalarGraph Moons()
    {
        var random = new RandomSource(1);
        double[][] X = new double[100][];
        for (int e = 0; e < X.Length; e++)
        {
            double t = Math.PI * (e / 2) / 49;
            (double x, double y) = e % 2 == 0 ? (Math.Cos(t), Math.Sin(t)) : (1 - Math.Cos(t), 0.5 - Math.Sin(t));
            X[e] = [x + 0.1 * random.Normal(), y + 0.1 * random.Normal()];
        }
        return new([2, 16, 16, 1], X, [.. X.Select((_, e) => e % 2 == 0 ? -1.0 : 1.0)], margin: true, 0.1);
    }

    // Unit after unit, its weights from ±1 and then its bias 0.
    private IEnumerable<double> Initial(RandomSource random)
    {
        for (int l = 1; l < widths.Length; l++)
            for (int j = 0; j < widths[l]; j++)
            {
                for (int k = 0; k < widths[l - 1]; k++) yield return random.Uniform(-1, 1);
                yield return 0;
            }
    }

    private Value Output(double[] x)
    {
        for (int k = 0; k < x.Length; k++) layers[0][k] = x[k];
        int next = 0;
        for (int l = 1; l < layers.Length; l++)
        {
            Value[] a = layers[l - 1];
            for (int j = 0; j < layers[l].Length; j++)
            {
                Value z = parameters[next++] * a[0];
                for (int k = 1; k < a.Length; k++) z += parameters[next++] * a[k];
                z += parameters[next++];
                layers[l][j] = l < layers.Length - 1 ? Value.Max(z, 0.0) : z;
            }
        }
        return layers[^1][0];
    }

    private Value SquaredErrors()
    {
        Value sum = 0.0;
        for (int e = 0; e < X.Length; e++) sum += Real.Square(Output(X[e]) - y[e]);
        return sum;
    }

    // Σ max(0, 1 − y·score)/n + 1e-4·Σ p².
    private Value MarginLoss()
    {
        Value hinge = 0.0, squares = 0.0;
        for (int e = 0; e < X.Length; e++) hinge += Value.Max((Value)1.0 + (Value)(-y[e]) * Output(X[e]), 0.0);
        foreach (Value p in parameters) squares += p * p;
        return hinge * (Value)(1.0 / X.Length) + (Value)1e-4 * squares;
    }
}
