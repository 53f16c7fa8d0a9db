using Chainrule.Rules;

namespace Chainrule.Networks;

/// <summary>The door: shapes and numbers are checked here, once, with the place named as a path in the network file.</summary>
internal static class NetworkShapes
{
    internal static void Check(IReadOnlyList<LayerSpec> layers, Loss loss)
    {
        if (layers.Count == 0) throw new ProblemException("layers: the list is empty; wanted at least one layer, with its activation, weights and biases");
        for (int l = 0; l < layers.Count; l++) Check(layers, l);
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

    internal static void Check(Problem problem)
    {
        Batch batch = problem.Batch;
        if (batch.Count == 0) throw new ProblemException("examples: the list is empty; wanted at least one { \"x\": […], \"y\": […] }");
        if (batch.Y.Length != batch.Count) throw new ProblemException($"examples: {Count(batch.Count, "x")} and {Count(batch.Y.Length, "y")}; wanted as many of one as of the other");
        for (int e = 0; e < batch.Count; e++)
        {
            Size(batch.X[e], problem.Network.Inputs, $"examples[{e}].x", "the network has that many inputs");
            Size(batch.Y[e], problem.Network.Outputs, $"examples[{e}].y", "the network has that many outputs");
            if (problem.Network.Loss.WrongTargets(batch.Y[e]) is string wrong)
                throw new ProblemException($"examples[{e}].y: {wrong} (the loss is {problem.Network.Loss})");
        }
        if (!(problem.LearningRate > 0 && double.IsFinite(problem.LearningRate)))
            throw new ProblemException($"learningRate: got {problem.LearningRate:R}, wanted a positive number such as 0.5");
    }

    private static void Size(double[] row, int wanted, string at, string why)
    {
        if (row.Length != wanted) throw new ProblemException($"{at}: got {Count(row.Length, "number")}, wanted {wanted} ({why})");
        Finite(row, at);
    }

    private static void Finite(double[] row, string at)
    {
        for (int i = 0; i < row.Length; i++)
            if (!double.IsFinite(row[i])) throw new ProblemException($"{at}[{i}]: got {row[i]:R}, wanted a finite number");
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
