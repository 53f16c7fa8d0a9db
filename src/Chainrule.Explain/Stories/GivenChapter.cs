using Chainrule.Layers;
using Chainrule.Explain.Addresses;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Stories;

/// <summary>The network and what is given; every symbol is introduced here or where it is first used.</summary>
internal static class GivenChapter
{
    public static void Tell(Telling telling, string? source)
    {
        Problem problem = telling.Recording.Problem;
        NetworkSpec network = telling.Network;
        if (source is not null) telling.Note($"Source: {source}");

        telling.Heading(1, "The network");
        string layers = string.Join(", then ", network.Layers.Cast<Dense>().Select((layer, i) =>
            $"layer {i + 1} with {Units(layer.Units)} ({layer.Activation}){(i == network.Layers.Count - 1 ? ", the output" : "")}"));
        telling.Say($"{Count(network.Inputs, "input")}, then {layers}. In all {Count(network.ParameterCount, "parameter")}: {Count(network.Layers.Cast<Dense>().Sum(l => l.Units * l.Inputs), "weight")} and {network.Layers.Cast<Dense>().Sum(l => l.Units)} bias{(network.Layers.Cast<Dense>().Sum(l => l.Units) == 1 ? "" : "es")}.");
        telling.Blocks.Add(new Drawing());
        if (telling.Book.HasExampleIndex) telling.Note($"Drawn with the numbers of example {Telling.ToldExample}.");

        telling.Heading(1, "What is given");
        bool several = telling.Book.HasExampleIndex;
        telling.Say("Layers count from 1, everything else from 0. Numbers are printed rounded to six digits, but computed in full.");
        telling.Say(new WholeMatrix(Symbol.X, ""), $" are the inputs{(several ? $" of the {problem.Batch.Count} examples" : "")}; ", new WholeMatrix(Symbol.Y, ""), " are the targets: what the outputs should be.");
        telling.Matrix(Symbol.X, 0);
        telling.Matrix(Symbol.Y, 0);
        // The weight of the first layer with two different indices teaches most about their order.
        Address sample = telling.Book.At(Symbol.W, 1, 0, network.Inputs - 1);
        telling.Say(sample, $" is a weight of layer 1: it goes to unit {sample.Row} from input {sample.Column}. ", telling.Book.At(Symbol.B, 1, 0, 0), " is the bias of unit 0.");
        for (int l = 1; l <= telling.Book.Depth; l++)
        {
            telling.Matrix(Symbol.W, l);
            telling.Matrix(Symbol.B, l);
        }
        telling.Say(new Address(Symbol.Eta), " is the learning rate: how large a step the update takes. Here ", new Address(Symbol.Eta), " = ", problem.LearningRate, ".");
    }

    internal static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Units(int count) => Count(count, "unit");
}
