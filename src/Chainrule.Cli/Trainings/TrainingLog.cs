using System.Globalization;
using System.Text;
using Chainrule.Training;

namespace Chainrule.Cli.Trainings;

/// <summary>A CSV file with an epoch a row, written as they end.</summary>
internal sealed class TrainingLog : IDisposable
{
    private readonly StreamWriter file;

    /// <summary>Begins the log anew, with the epochs so far.</summary>
    internal TrainingLog(string path, IEnumerable<EpochResult> epochs)
    {
        file = new(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.WriteLine("epoch,loss,penalty,accuracy,validation_loss,validation_accuracy,learning_rate");
        foreach (EpochResult epoch in epochs) file.WriteLine(Row(epoch));
        file.Flush();
    }

    internal void Add(EpochResult epoch)
    {
        file.WriteLine(Row(epoch));
        file.Flush();
    }

    public void Dispose() => file.Dispose();

    private static string Row(EpochResult each) =>
        string.Join(',', ((double?[])[each.Epoch, each.Loss, each.Penalty, each.Accuracy, each.ValidationLoss, each.ValidationAccuracy, each.LearningRate]).Select(number => number?.ToString("R", CultureInfo.InvariantCulture)));
}
