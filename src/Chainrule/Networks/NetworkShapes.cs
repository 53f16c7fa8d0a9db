using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>The door: shapes and numbers are checked here, once, with the place named as a path in the network file.</summary>
internal static class NetworkShapes
{
    internal static void Check(IReadOnlyList<LayerSpec> layers, Loss loss)
    {
        if (layers.Count == 0) throw new ProblemException("layers: the list is empty; wanted at least one layer, with its activation, weights and biases");
        for (int l = 0; l < layers.Count; l++)
        {
            if (layers[l] is null) throw new ArgumentException($"layers[{l}]: got null, wanted a layer, with its activation, weights and biases", nameof(layers));
            Check(layers, l);
        }
        string last = layers[^1].Activation.Name;
        if (loss.OutputActivation is string wanted && last != wanted)
            throw new ProblemException(
                $"layers[{layers.Count - 1}].activation: the loss {loss} needs the output activation \"{wanted}\", got \"{last}\"; change the one or the other");
    }

    private static void Check(IReadOnlyList<LayerSpec> layers, int l)
    {
        LayerSpec layer = layers[l];
        string at = $"layers[{l}]";
        if (layer.Weights.Length == 0 || layer.Weights[0].Length == 0)
            throw new ProblemException($"{at}.weights: empty; wanted one row for each unit and in it one number for each input");
        int inputs = l == 0 ? layer.Inputs : layers[l - 1].Units;
        string source = l == 0 ? "as in row 0" : $"one for each unit of layers[{l - 1}]";
        for (int j = 0; j < layer.Units; j++)
        {
            if (layer.Weights[j].Length != inputs)
                throw new ProblemException($"{at}.weights[{j}]: got {Count(layer.Weights[j].Length, "number")}, wanted {inputs} ({source})");
            Finite(layer.Weights[j], $"{at}.weights[{j}]");
        }
        if (layer.Biases.Length != layer.Units)
            throw new ProblemException($"{at}.biases: got {Count(layer.Biases.Length, "number")}, wanted {layer.Units} (one for each row of weights)");
        Finite(layer.Biases, $"{at}.biases");
        if (!layer.Activation.IsElementwise && l < layers.Count - 1)
            throw new ProblemException($"{at}.activation: {layer.Activation} can only be the output layer's, and this is a hidden layer; use for example \"sigmoid\" or \"relu\" here");
    }

    /// <summary>Examples alone, before a network is known.</summary>
    internal static void Check(Batch batch)
    {
        Counts(batch.X, batch.Y);
        for (int e = 0; e < batch.Count; e++)
        {
            Length(batch.X[e], batch.X[0].Count, $"examples[{e}].x", "as in examples[0]");
            Length(batch.Y[e], batch.Y[0].Count, $"examples[{e}].y", "as in examples[0]");
        }
    }

    /// <summary>Examples beside a network.</summary>
    internal static void Check(IReadOnlyList<NumberRow> x, IReadOnlyList<NumberRow> y, int inputs, int outputs, Loss loss)
    {
        Counts(x, y);
        for (int e = 0; e < x.Count; e++)
        {
            Size(x[e], inputs, $"examples[{e}].x", "the network has that many inputs");
            Size(y[e], outputs, $"examples[{e}].y", "the network has that many outputs");
            if (loss.WrongTargets(y[e].Span) is string wrong) throw new ProblemException($"examples[{e}].y: {wrong} (the loss is {loss})");
        }
    }

    internal static void Check(Problem problem)
    {
        NetworkSpec network = problem.Network;
        Check(problem.Batch.X, problem.Batch.Y, network.Inputs, network.Outputs, network.Loss);
        if (!(problem.LearningRate > 0 && double.IsFinite(problem.LearningRate)))
            throw new ProblemException($"learningRate: got {problem.LearningRate:R}, wanted a positive number such as 0.5");
    }

    private static void Counts(IReadOnlyList<NumberRow> x, IReadOnlyList<NumberRow> y)
    {
        if (x.Count == 0) throw new ProblemException("examples: the list is empty; wanted at least one { \"x\": […], \"y\": […] }");
        if (y.Count != x.Count) throw new ProblemException($"examples: {Count(x.Count, "x")} and {Count(y.Count, "y")}; wanted as many of one as of the other");
    }

    private static void Size(NumberRow row, int wanted, string at, string why)
    {
        Length(row, wanted, at, why);
        Finite(row, at);
    }

    private static void Length(NumberRow row, int wanted, string at, string why)
    {
        if (row.Count != wanted) throw new ProblemException($"{at}: got {Count(row.Count, "number")}, wanted {wanted} ({why})");
    }

    private static void Finite(NumberRow row, string at)
    {
        for (int i = 0; i < row.Length; i++)
            if (!double.IsFinite(row[i])) throw new ProblemException($"{at}[{i}]: got {row[i]:R}, wanted a finite number");
    }

    internal static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
