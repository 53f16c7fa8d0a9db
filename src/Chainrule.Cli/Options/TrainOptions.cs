using System.CommandLine;
using System.Globalization;
using Chainrule.Data;
using Chainrule.Rules;
using Chainrule.Training;
using Command = System.CommandLine.Command;

namespace Chainrule.Cli.Options;

/// <summary>How a training is told how to move the parameters.</summary>
internal sealed class TrainOptions
{
    private static readonly TrainingOptions usual = new();

    private readonly Option<string?> optimizer = ProblemOptions.Text("--optimizer", "NAME", $"{string.Join(", ", Update.All)} (default adam).");
    private readonly Option<string?> rate = ProblemOptions.Text("--learning-rate", "NUMBER", "The size of the steps (default: that of the optimizer).");
    private readonly Option<string?> epochs = ProblemOptions.Text("--epochs", "COUNT", $"How many times all examples are gone through (default {usual.Epochs}).");
    private readonly Option<string?> batch = ProblemOptions.Text("--batch-size", "COUNT", $"How many examples make one step (default {usual.BatchSize}).");
    private readonly Option<string?> seed = ProblemOptions.Text("--seed", "NUMBER", "The same seed gives the same bits: first weights, parts, orders, dropout (default 0).");
    private readonly Option<string?> schedule = ProblemOptions.Text("--schedule", "NAME", "How the learning rate changes: constant, cosine, linear:END, step:EPOCHS:FACTOR; each with +warm-up:EPOCHS.");
    private readonly Option<string?> l1 = ProblemOptions.Text("--l1", "NUMBER", "A penalty on the sizes of weights, such as 0.0001.");
    private readonly Option<string?> l2 = ProblemOptions.Text("--l2", "NUMBER", "A penalty on the squares of weights, such as 0.0001.");
    private readonly Option<string?> clip = ProblemOptions.Text("--clip", "NORM", "The longest that a gradient may be, such as 1.");
    private readonly Option<string?> patience = ProblemOptions.Text("--patience", "EPOCHS", "Stop after so many epochs without a better validation loss, and keep the best epoch.");

    internal void AddTo(Command command)
    {
        foreach (Option<string?> option in (Option<string?>[])[optimizer, rate, epochs, batch, seed, schedule, l1, l2, clip, patience]) command.Options.Add(option);
    }

    /// <summary>What the user said; what was left out is as in <paramref name="otherwise"/>.</summary>
    /// <exception cref="ProblemException">It cannot be read.</exception>
    internal TrainingOptions Read(ParseResult parsed, TrainingOptions otherwise) => otherwise with
    {
        Update = parsed.GetValue(optimizer) is string name ? Update.Named(name) : otherwise.Update,
        LearningRate = NumberOptions.OptionalPositive(parsed.GetValue(rate), rate.Name) ?? (parsed.GetValue(optimizer) is null ? otherwise.LearningRate : null),
        Epochs = Count(parsed, epochs) ?? otherwise.Epochs,
        BatchSize = Count(parsed, batch) ?? otherwise.BatchSize,
        Seed = Seed(parsed),
        Schedule = parsed.GetValue(schedule) is string law ? Schedule.Named(law) : Schedule.Constant,
        L1 = NumberOptions.OptionalPositive(parsed.GetValue(l1), l1.Name) ?? 0,
        L2 = NumberOptions.OptionalPositive(parsed.GetValue(l2), l2.Name) ?? 0,
        ClipNorm = NumberOptions.OptionalPositive(parsed.GetValue(clip), clip.Name),
        Patience = Count(parsed, patience),
    };

    /// <summary>What all random numbers come from.</summary>
    /// <exception cref="ProblemException">It is no whole number.</exception>
    internal long Seed(ParseResult parsed) => parsed.GetValue(seed) is not string text ? 0
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
        : throw new ProblemException($"{seed.Name}: got {Shown.Text(text)}, wanted a whole number");

    /// <summary>A whole number from 1, or null where nothing was said.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    internal static int? Count(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is string text ? NumberOptions.Whole(text, option.Name, 1) : null;
}
