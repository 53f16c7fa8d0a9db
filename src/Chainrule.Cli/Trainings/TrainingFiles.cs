using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Rules;

namespace Chainrule.Cli.Trainings;

/// <summary>The files of a training: the model, and beside it a checkpoint while it runs, and its log.</summary>
internal sealed record TrainingFiles(string Model)
{
    internal string Checkpoint { get; } = Beside(Model, ".checkpoint" + ModelInput.Ending);

    internal string Log { get; } = Beside(Model, ".log.csv");

    /// <summary>Refuses to lose what is there.</summary>
    /// <exception cref="ProblemException">There is a checkpoint and it is not to be resumed, or there is nothing to resume.</exception>
    internal void Check(bool isResumed)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(Model)) ?? "";
        if (Directory.Exists(Model)) throw new ProblemException($"--output {ProblemOptions.Quoted(Model)}: that is a folder, wanted the name of a file");
        if (!Directory.Exists(folder)) throw new ProblemException($"--output {ProblemOptions.Quoted(Model)}: the folder does not exist; create it first");
        if (!isResumed && File.Exists(Checkpoint)) throw new ProblemException($"there is a checkpoint {ProblemOptions.Quoted(Checkpoint)} of a training that is not over; go on with --resume, name another --output, or delete it");
        if (isResumed && !File.Exists(Checkpoint) && File.Exists(Model)) throw new ProblemException($"there is no checkpoint {ProblemOptions.Quoted(Checkpoint)}, and a model {ProblemOptions.Quoted(Model)}: this training is over; leave --resume out to begin anew");
    }

    private static string Beside(string model, string ending) => (model.EndsWith(ModelInput.Ending, StringComparison.OrdinalIgnoreCase) ? model[..^ModelInput.Ending.Length] : model) + ending;
}
