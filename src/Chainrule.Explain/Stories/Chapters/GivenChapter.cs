using Chainrule.Explain.Addresses;
using Chainrule.Explain.Stories.Tellers;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Explain.Stories.Chapters;

/// <summary>The network and what is given; every symbol is introduced here or where it is first used.</summary>
internal static class GivenChapter
{
    public static void Tell(Telling telling)
    {
        Problem problem = telling.Recording.Problem;
        NetworkSpec network = telling.Network;
        if (telling.Source is not null) telling.Note($"Source: {telling.Source}");
        if (telling.Notation.Preface is { } preface) telling.Note(preface);

        telling.Heading(1, "The network");
        if (telling.IsDense) SayUnits(telling, network);
        else SayKinds(telling, network);
        if (telling.HasDrawings) telling.Blocks.Add(new Drawing(Pass.Forward));
        if (telling.HasDrawings && telling.Book.HasExampleIndex) telling.Note($"Drawn with the numbers of example {Telling.ToldExample}.");

        telling.Heading(1, "What is given");
        Given(telling, problem);
    }

    private static void SayKinds(Telling telling, NetworkSpec network)
    {
        string input = network.Input.Sizes.Length == 1 ? Telling.Count(network.Inputs, "input") : $"{network.Input} inputs";
        string layers = string.Join(", then ", network.Layers.Select((layer, i) =>
            $"layer {i + 1} ({layer.Words}), which hands on {telling.Plan.Layers[i].Output.Shape}{(i == network.Layers.Count - 1 ? ", the output" : "")}"));
        telling.Say($"{input}, then {layers}. {Telling.Count(network.ParameterCount, "parameter")} in all.");
    }

    private static void SayUnits(Telling telling, NetworkSpec network)
    {
        string layers = string.Join(", then ", network.Layers.Cast<Dense>().Select((layer, i) =>
            $"layer {i + 1} with {Units(layer.Units)} ({layer.Activation}){(i == network.Layers.Count - 1 ? ", the output" : "")}"));
        telling.Say($"{Telling.Count(network.Inputs, "input")}, then {layers}. {Telling.Count(network.ParameterCount, "parameter")} in all: {Telling.Count(network.Layers.Cast<Dense>().Sum(l => l.Units * l.Inputs), "weight")} and {network.Layers.Cast<Dense>().Sum(l => l.Units)} bias{(network.Layers.Cast<Dense>().Sum(l => l.Units) == 1 ? "" : "es")}.");
    }

    private static void Given(Telling telling, Problem problem)
    {
        bool several = telling.Book.HasExampleIndex;
        telling.Say("Layers count from 1, everything else from 0. Numbers are printed rounded to six digits, but computed in full.");
        telling.Say(new WholeMatrix(Symbol.X, ""), $" are the inputs{(several ? $" of the {problem.Batch.Count} examples" : "")}; ", new WholeMatrix(Symbol.Y, ""), " are the targets: what the outputs should be.");
        telling.Matrix(telling.Plan.X);
        if (telling.Plan.WholeBelow(telling.Plan.X) is { } count) telling.Say($"The inputs are whole numbers from 0 to {count - 1}: names of rows of a table, not amounts. They have no gradient.");
        telling.Matrix(telling.Plan.Loss.Y);
        if (telling.IsDenseLayer(1))
        {
            // The weight of the first layer with two different indices teaches most about their order.
            Address sample = telling.Book.At(Symbol.W, 1, 0, telling.Network.Inputs - 1);
            telling.Say(sample, $" is a weight of layer 1: it goes to unit {sample.Indices[0]} from input {sample.Indices[1]}. ", telling.Book.At(Symbol.B, 1, 0, 0), " is the bias of unit 0.");
        }
        foreach (Quantity given in telling.Plan.Quantities.Where(each => each.Layer > 0 && each.Role != Role.Value)) telling.Matrix(given);
        telling.Say(new Address(Symbol.Eta), " is the learning rate: how large a step the update takes. Here ", new Address(Symbol.Eta), " = ", problem.LearningRate, ".");
    }

    private static string Units(int count) => Telling.Count(count, "unit");
}
