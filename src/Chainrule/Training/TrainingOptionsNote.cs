using Chainrule.Data;

namespace Chainrule.Training;

/// <summary>The options of a training as JSON, field by field: by them two are also compared.</summary>
internal static class TrainingOptionsNote
{
    /// <summary>Every option and what it is.</summary>
    internal static IReadOnlyList<(string Key, string Json)> Fields(TrainingOptions options) =>
    [
        ("update", UpdateFile.Text(options.Update)),
        ("learningRate", TrainingNote.Text(options.LearningRate)),
        ("schedule", NetworkFileText.Text(options.Schedule.Name)),
        ("epochs", TrainingNote.Text(options.Epochs)),
        ("batchSize", TrainingNote.Text(options.BatchSize)),
        ("shuffle", TrainingNote.Text(options.Shuffle)),
        ("seed", TrainingNote.Text(options.Seed)),
        ("l1", TrainingNote.Text(options.L1)),
        ("l2", TrainingNote.Text(options.L2)),
        ("penalizeBiases", TrainingNote.Text(options.PenalizeBiases)),
        ("clipNorm", TrainingNote.Text(options.ClipNorm)),
        ("patience", TrainingNote.Text((double?)options.Patience)),
    ];

    internal static TrainingOptions Read(JsonNode node, FileVocabulary words)
    {
        string[] names = [.. Fields(new()).Select(field => field.Key)];
        Dictionary<string, JsonNode> of = node.ReadAll("options", names);
        TrainingOptions options = new()
        {
            Update = UpdateFile.Read(of["update"], words),
            LearningRate = TrainingNote.NumberOrNull(of["learningRate"]),
            Schedule = node.Located(() => Schedule.Named(of["schedule"].ReadText("a schedule"))),
            Epochs = (int)TrainingNote.Whole(of["epochs"], int.MaxValue),
            BatchSize = (int)TrainingNote.Whole(of["batchSize"], int.MaxValue),
            Shuffle = of["shuffle"].ReadTruth(),
            Seed = TrainingNote.Whole(of["seed"], smallest: long.MinValue),
            L1 = TrainingNote.Number(of["l1"]),
            L2 = TrainingNote.Number(of["l2"]),
            PenalizeBiases = of["penalizeBiases"].ReadTruth(),
            ClipNorm = TrainingNote.NumberOrNull(of["clipNorm"]),
            Patience = TrainingNote.NumberOrNull(of["patience"]) is double ? (int)TrainingNote.Whole(of["patience"], int.MaxValue) : null,
        };
        return node.Located(() =>
        {
            options.Check();
            return options;
        });
    }
}
