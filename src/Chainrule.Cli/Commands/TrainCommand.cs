using System.CommandLine;
using System.Globalization;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Cli.Trainings;
using Chainrule.Data;
using Chainrule.Datasets.Sources;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;
using Command = System.CommandLine.Command;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule train DATA</c>: a network that learns from data, and a model file of it.</summary>
internal static class TrainCommand
{
    private const string DefaultValidation = "0.2", NoValidation = "none";

    private static readonly string[] scalings = ["none", "standardize", "minmax"];

    public static Command Create()
    {
        var files = new Argument<string[]>("DATA") { Description = $"{DataOptions.Sentence} Before it, if you like, a network file (JSON) whose network is trained.", Arity = new(1, 2) };
        var data = new DataOptions();
        var network = new ArchitectureOptions();
        var training = new TrainOptions();
        Option<string?> scale = ProblemOptions.Text("--scale", "WAY", "standardize (mean 0, deviation 1; default), minmax (0 to 1) or none (default for pictures, which lie between 0 and 1). Targets that are numbers are scaled too.");
        Option<string?> validation = ProblemOptions.Text("--validation", "PART", "What is kept apart to look at after each epoch: a fraction, last:2000, or none (default: what DATA keeps apart, else 0.2).");
        Option<string?> threads = ProblemOptions.Text("--threads", "COUNT", "On how many threads (default: all). The result has the same bits on any number.");
        Option<string?> output = ProblemOptions.Text("--output", "FILE", $"The model (default {ModelInput.DefaultName}); beside it lie its log, and a checkpoint while it is trained.");
        Option<string?> every = ProblemOptions.Text("--checkpoint-every", "EPOCHS", "How often a checkpoint is written (default: after each epoch, as long as that takes less than a tenth of the time).");
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint of a training that was stopped." };
        var command = new Command("train", "Train a network on data, and keep it as a model.") { files, scale, validation, threads, output, every, resume };
        data.AddTo(command);
        network.AddTo(command);
        training.AddTo(command);
        command.SetAction(parsed =>
        {
            string[] given = parsed.GetRequiredValue(files);
            if (TrainOptions.Count(parsed, threads) is int count) Parallelism.Threads = count;
            TrainingFiles kept = new(parsed.GetValue(output) ?? ModelInput.DefaultName);
            bool isResumed = parsed.GetValue(resume);
            kept.Check(isResumed);
            if (given.Length == 2) network.RefuseBesideFile(parsed);
            NetworkFileContent? file = given.Length == 2 ? NetworkFile.ParseNetwork(UserFile.ReadAll(given[0]), UserFile.NameOf(given[0])) : null;
            TrainingOptions options = training.Read(parsed, file is null ? new() : new() { Update = file.Update, LearningRate = file.LearningRate });

            DataSource source = DataOptions.Open(given[^1], data.Read(parsed));
            string? part = parsed.GetValue(validation) ?? (source.Apart > 0 ? null : DefaultValidation);
            (int[] rows, int[] held) = part == NoValidation ? ([.. source.Rows], []) : source.Split(part, options.Seed);
            Preprocessing preprocessing = source.Fit(rows, new()
            {
                Scaling = parsed.GetValue(scale) is string way ? (Scaling)Array.IndexOf(scalings, Names.Find(scalings, each => each, way, "way to scale")) : null,
                Targets = file is null ? network.Targets(parsed) : file.Network.Outputs == 2 && ArchitectureOptions.KindFor(file.Network.Loss) is null ? null : ArchitectureOptions.KindFor(file.Network.Loss),
                ScaleTargets = file is null || !IsBounded(file.Network),
            });
            NetworkSpec spec = file?.Network ?? network.Build(parsed, preprocessing, options.Seed);
            preprocessing.CheckFit(spec);
            SourceEncoder encoder = preprocessing.For(source);
            Dataset learned = encoder.ToDataset(rows);
            Dataset? apart = held.Length > 0 ? encoder.ToDataset(held) : null;
            var trainer = new Trainer<F32>(spec, options);
            bool isTerminal = !Console.IsOutputRedirected;
            TrainingSession session = new(trainer, kept, preprocessing, TrainOptions.Count(parsed, every), new(Console.Out, isTerminal, Output.Columns, options.Epochs));
            IReadOnlyList<EpochResult> before = isResumed ? session.Resume() : [];
            Console.Out.WriteLine(TrainingSummary.Choices(source, preprocessing, spec, trainer.Options, learned, apart, before.Count));
            TrainingHistory? history = session.Run(learned, apart, before);
            if (history is null)
            {
                Output.Complain($"stopped; the training stands in {ProblemOptions.Quoted(kept.Checkpoint)}. To go on, give the same command with --resume");
                return ExitCodes.NotReached;
            }
            if (history.Divergence is { } divergence)
            {
                Output.Complain($"{divergence}");
                return ExitCodes.NotReached;
            }
            Console.Out.WriteLine(TrainingSummary.Result(history, kept, options));
            return ExitCodes.Done;
        });
        return command;
    }

    private static bool IsBounded(NetworkSpec network) => network.Layers[^1] is Layers.Dense { Activation: var activation } && activation != Activation.Identity;
}
