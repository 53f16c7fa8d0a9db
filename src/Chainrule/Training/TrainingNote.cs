using System.Globalization;
using System.Text;
using Chainrule.Data;
using Chainrule.Numbers;

namespace Chainrule.Training;

/// <summary>What a checkpoint says beside its numbers, as JSON. Numbers are written so that they come back to the bit.</summary>
internal sealed record TrainingNote(TrainingOptions Options, int RegisterBits, TrainingPlace Place, IReadOnlyList<EpochResult> Epochs, bool HasBest)
{
    private const string OptionsKey = "options", BitsKey = "registerBits", BestKey = "hasBest", PlaceKey = "place", EpochsKey = "epochs";

    private static readonly string[] keys = [OptionsKey, BitsKey, BestKey, PlaceKey, EpochsKey];

    private static readonly string[] placeKeys =
        ["step", "steps", "updateSteps", "firstLoss", "data", "bestEpoch", "bestLoss", "isStopped", "loss", "examples", "answers", "right"];

    private const int NumbersOfAnEpoch = 6;

    internal static string Write<T>(Checkpoint<T> checkpoint) where T : struct, IReal<T>
    {
        TrainingPlace at = checkpoint.Place;
        (double loss, long examples, long answers, long right) = at.Tally.Parts;
        string[] place =
        [
            Text(at.Step), Text(at.Steps), Text(at.UpdateSteps), Text(at.FirstLoss), $"\"{at.Data:x16}\"", Text(at.BestEpoch), Text(at.BestLoss), Text(at.IsStopped),
            Text(loss), Text(examples), Text(answers), Text(right),
        ];
        IEnumerable<string> epochs = checkpoint.Epochs.Select(each =>
            $"[{string.Join(',', ((double?[])[each.Loss, each.Penalty, each.Accuracy, each.ValidationLoss, each.ValidationAccuracy, each.LearningRate]).Select(Text))}]");
        return $"{{\"{OptionsKey}\":{Object(TrainingOptionsNote.Fields(checkpoint.Options))},\"{BitsKey}\":{Text(checkpoint.RegisterBits)},\"{BestKey}\":{Text(checkpoint.Best is not null)},"
            + $"\"{PlaceKey}\":{Object(placeKeys.Zip(place))},\"{EpochsKey}\":[{string.Join(',', epochs)}]}}";
    }

    internal static TrainingNote Read(string text, string source, FileVocabulary words)
    {
        JsonNode root = new JsonTree(Encoding.UTF8.GetBytes(text), source, "the training", "an object").Root;
        Dictionary<string, JsonNode> members = root.ReadAll("a training", keys);
        TrainingOptions options = TrainingOptionsNote.Read(members[OptionsKey], words);
        JsonNode[] epochs = members[EpochsKey].ReadList("a list of epochs");
        if (epochs.Length > options.Epochs) throw members[EpochsKey].Problem($"got {epochs.Length} epochs, wanted at most {options.Epochs}");
        return new(options, (int)Whole(members[BitsKey], int.MaxValue), PlaceOf(members[PlaceKey]), [.. epochs.Select(Epoch)], members[BestKey].ReadTruth());
    }

    private static TrainingPlace PlaceOf(JsonNode node)
    {
        Dictionary<string, JsonNode> at = node.ReadAll("a place", placeKeys);
        string data = at["data"].ReadText("the fingerprint of the data");
        if (!ulong.TryParse(data, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong fingerprint)) throw at["data"].Problem("wanted 16 digits of a hexadecimal number");
        return new()
        {
            Step = (int)Whole(at["step"], int.MaxValue),
            Steps = (int)Whole(at["steps"], int.MaxValue),
            UpdateSteps = (int)Whole(at["updateSteps"], int.MaxValue),
            FirstLoss = Number(at["firstLoss"]),
            Data = fingerprint,
            BestEpoch = (int)Whole(at["bestEpoch"], int.MaxValue),
            BestLoss = Number(at["bestLoss"]),
            IsStopped = at["isStopped"].ReadTruth(),
            Tally = new(Number(at["loss"]), Whole(at["examples"]), Whole(at["answers"]), Whole(at["right"])),
        };
    }

    private static EpochResult Epoch(JsonNode node, int index)
    {
        double?[] numbers = [.. node.ReadList("the numbers of an epoch").Select(NumberOrNull)];
        return numbers is [double loss, double penalty, var accuracy, var validationLoss, var validationAccuracy, double rate]
            ? new(index + 1, loss, penalty, accuracy, validationLoss, validationAccuracy, rate)
            : throw node.Problem($"wanted {NumbersOfAnEpoch} numbers, of which loss, penalty and rate are there");
    }

    internal static string Object(IEnumerable<(string Key, string Json)> fields) => $"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Json}"))}}}";

    // JSON has no word for what is not finite.
    internal static string Text(double number) => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : $"\"{number.ToString("R", CultureInfo.InvariantCulture)}\"";

    internal static string Text(double? number) => number is double there ? Text(there) : "null";

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Text(bool truth) => truth ? "true" : "false";

    internal static double Number(JsonNode node) => NumberOrNull(node) ?? throw node.Problem("got null, wanted a number");

    internal static double? NumberOrNull(JsonNode node) => node.ReadWritten("a number") is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw node.Problem("wanted a number");

    internal static long Whole(JsonNode node, long largest = long.MaxValue, long smallest = 0) =>
        long.TryParse(node.ReadWritten("a whole number"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= smallest && number <= largest
            ? number
            : throw node.Problem($"wanted a whole number from {smallest} to {largest}");
}
