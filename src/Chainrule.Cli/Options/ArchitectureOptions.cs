using System.CommandLine;
using Chainrule.Data;
using Chainrule.Datasets.Sources;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;
using Command = System.CommandLine.Command;

namespace Chainrule.Cli.Options;

/// <summary>How a training is told which network it trains: its hidden layers, or a whole one from a file. Inputs, outputs, loss and output layer follow from the data.</summary>
internal sealed class ArchitectureOptions
{
    private const string DefaultHidden = "32,32", DefaultActivation = "relu";

    private readonly Option<string?> hidden = ProblemOptions.Text("--hidden", "SIZES", $"The units of each hidden layer (default {DefaultHidden}); none for no hidden layer.");
    private readonly Option<string?> activation = ProblemOptions.Text("--activation", "NAME", $"Of the hidden layers (default {DefaultActivation}).");
    private readonly Option<string?> loss = ProblemOptions.Text("--loss", "NAME", "The loss (default: cross-entropy for classes, mse for numbers).");
    private readonly Option<string?> dropout = ProblemOptions.Text("--dropout", "RATE", "The share of each hidden layer that is left out in a step, such as 0.2.");

    internal void AddTo(Command command)
    {
        foreach (Option<string?> option in (Option<string?>[])[hidden, activation, loss, dropout]) command.Options.Add(option);
    }

    /// <summary>Refuses what a network from a file settles itself.</summary>
    /// <exception cref="ProblemException">Something of it was said.</exception>
    internal void RefuseBesideFile(ParseResult parsed)
    {
        foreach (Option<string?> option in (Option<string?>[])[hidden, activation, loss, dropout])
            if (parsed.GetValue(option) is not null) throw new ProblemException($"{option.Name} does not go with a network from a file, which says that itself; leave one of them out");
    }

    /// <summary>How the targets have to be written for what the user said; null for the usual way.</summary>
    /// <exception cref="ProblemException">There is no such loss.</exception>
    internal TargetKind? Targets(ParseResult parsed) => parsed.GetValue(loss) is string name ? KindFor(Loss.Named(name)) : null;

    /// <summary>How a loss wants its targets; null where any way will do.</summary>
    internal static TargetKind? KindFor(Loss loss) =>
        loss == Loss.Hinge ? TargetKind.Sides : loss.OutputActivation switch { "softmax" => TargetKind.OneHot, "sigmoid" => TargetKind.ZeroOne, _ => null };

    /// <summary>The network for data of this kind.</summary>
    /// <exception cref="ProblemException">Something that the user said cannot be read, or does not go together.</exception>
    internal NetworkSpec Build(ParseResult parsed, Preprocessing data, long seed)
    {
        Loss with = parsed.GetValue(loss) is string name ? Loss.Named(name)
            : data.Targets switch { TargetKind.Numbers => Loss.Mse, TargetKind.OneHot => Loss.SoftmaxCrossEntropy, _ => Loss.BinaryCrossEntropy };
        // Numbers are not bounded, nor what hinge looks at; a class that is learned by squares is a number from 0 to 1.
        Activation? output = with.IsPaired ? null : data.IsClassification && with != Loss.Hinge ? Activation.Sigmoid : Activation.Identity;
        string sizes = parsed.GetValue(hidden) ?? DefaultHidden;
        int[] units = sizes is "none" ? [] : NumberOptions.List(sizes, hidden.Name);
        NetworkSpec plain = NetworkSpec.Create([data.Inputs, .. units, data.Outputs], Activation.Named(parsed.GetValue(activation) ?? DefaultActivation), with, seed, output);
        if (NumberOptions.OptionalPositive(parsed.GetValue(dropout), dropout.Name) is not double rate) return plain;
        return new([.. plain.Layers.SkipLast(1).SelectMany(layer => (LayerSpec[])[layer, new Dropout(rate)]), plain.Layers[^1]], with, plain.Reduction, plain.Input);
    }
}
