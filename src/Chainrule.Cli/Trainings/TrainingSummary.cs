using System.Globalization;
using System.Text;
using Chainrule.Cli.Options;
using Chainrule.Data;
using Chainrule.Datasets.Sources;
using Chainrule.Networks;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Cli.Trainings;

/// <summary>What a training says before it begins, so that nothing was chosen in silence, and at its end.</summary>
internal static class TrainingSummary
{
    private const int MostNamed = 8;

    internal static string Choices(DataSource source, Preprocessing data, NetworkSpec network, TrainingOptions options, Dataset training, Dataset? validation, int epochsBefore)
    {
        StringBuilder text = new();
        Line("data", $"{source}");
        Line("learned", data.IsClassification
            ? $"{(Named(data.TargetNames) is "class" ? "the class" : $"the class {Named(data.TargetNames)}")}, one of {data.Classes.Count}: {Named(data.Classes)}"
            : $"{(data.TargetNames.Count == 1 ? "the number" : "the numbers")} {Named(data.TargetNames)}{(data.TargetScaler is null ? "" : ", scaled like the inputs")}");
        Line("inputs", $"{data.Inputs}: {Named(data.InputNames)}{(data.InputScaler is null ? "" : "; scaled by the rows for training")}");
        Line("examples", $"{training.Count} to learn from, {validation?.Count ?? 0} held out");
        Line("network", $"{network}");
        Line("training", string.Create(CultureInfo.InvariantCulture, $"{options.Update}, learning rate {options.Rate:R}{(options.Schedule == Schedule.Constant ? "" : $" ({options.Schedule})")}, batches of {options.BatchSize}, {Shown.Count(options.Epochs, "epoch")}, seed {options.Seed}"));
        if (epochsBefore > 0) Line("resumed", $"after epoch {epochsBefore}");
        return text.ToString();

        void Line(string what, string said) => text.Append(CultureInfo.InvariantCulture, $"{what + ":",-10}{Shown.Harmless(said)}\n");
    }

    internal static string Result(TrainingHistory history, TrainingFiles files, TrainingOptions options)
    {
        EpochResult told = options.Patience is null ? history.Epochs[^1] : history.Epochs[history.BestEpoch - 1];
        string end = history.End == TrainingEnd.StoppedEarly ? $"stopped early, since epoch {history.BestEpoch} was the best; " : "";
        return $"\n{end}{(options.Patience is null ? "after" : "of")} epoch {told.Epoch}: {TrainingView.Numbers(told)}\nmodel:    {ProblemOptions.Quoted(files.Model)}\nlog:      {ProblemOptions.Quoted(files.Log)}";
    }

    private static string Named(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostNamed).Select(Shown.Text)) + (names.Count > MostNamed ? ", …" : "");
}
