using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Training;

/// <summary>
/// A checkpoint as a file: that of the model (see <see cref="ModelFile"/>, which reads it too), and beside the parameters what the update keeps and the parameters of the best epoch, and in the notes the
/// options, the place and the epochs so far.
/// </summary>
public static class CheckpointFile
{
    private const string StatePrefix = ModelFile.Prefix + "state.", BestPrefix = ModelFile.Prefix + "best.";

    /// <summary>Writes where a training stands, aside at first: whoever looks meanwhile, or after a failure, finds the old file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">The training, between two steps.</param>
    /// <param name="notes">Texts that are kept and handed back, as those of a model.</param>
    /// <exception cref="ProblemException">The file cannot be written, or the training has run away: then there is nothing to go on from.</exception>
    /// <exception cref="ArgumentNullException">The path or the trainer is null.</exception>
    public static void Save<T>(string path, Trainer<T> trainer, IReadOnlyDictionary<string, string>? notes = null) where T : struct, IReal<T>
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(trainer);
        Checkpoint<T> checkpoint = trainer.Checkpoint();
        Func<T, double> number = Export.Double<T>()!;
        List<(string Name, double[] Numbers)> rows = [.. Rows(StatePrefix, checkpoint.States, number), .. Rows(BestPrefix, checkpoint.Best ?? [], number)];
        if (checkpoint.Place.Divergence is not null || rows.Any(row => !row.Numbers.All(double.IsFinite)) || !checkpoint.Parameters.All(each => each.All(x => double.IsFinite(number(x)))))
            throw new ProblemException($"{InputFile.NameOf(path)}: the training has run away, and there is nothing to go on from; take a smaller learning rate");
        Model model = new(trainer.Network.ToSpec()) { Update = trainer.Options.Update, LearningRate = trainer.Options.Rate, Notes = notes ?? new Dictionary<string, string>() };
        ModelFile.Replace(path, stream => ModelFile.Save(stream, model, rows, TrainingNote.Write(checkpoint)));
    }

    /// <summary>Reads a checkpoint, and the model as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">The names that the network and the update may use; null for the built-in ones.</param>
    /// <exception cref="ProblemException">The file cannot be read, is no checkpoint, or was spoiled.</exception>
    public static (Checkpoint<T> Checkpoint, Model Model) Load<T>(string path, FileVocabulary? vocabulary = null) where T : struct, IReal<T>
    {
        string source = InputFile.NameOf(path);
        return Parse<T>(InputFile.ReadAll(path, source, ModelFile.LargestFile), source, vocabulary);
    }

    internal static (Checkpoint<T> Checkpoint, Model Model) Parse<T>(ReadOnlySpan<byte> file, string source, FileVocabulary? vocabulary = null) where T : struct, IReal<T>
    {
        (Model model, Safetensors tensors, string? training) = ModelFile.ParseAll(file, source, vocabulary);
        if (training is null) throw new ProblemException($"{source}: this is a model, and no checkpoint: its training is over; wanted a checkpoint, or begin a new training");
        TrainingNote note = TrainingNote.Read(training, $"{source}, training", vocabulary ?? FileVocabulary.BuiltIn);
        var network = new Network<T>(model.Network);
        IReadOnlyList<Matrix<T>> states = new UpdateStates<T>(network, note.Options.Update).All;
        T[][]? best = note.HasBest ? Numbers(BestPrefix, network.Parameters) : null;
        Checkpoint<T> checkpoint = new(note.Options, note.RegisterBits, note.Place, note.Epochs, [.. network.Parameters.Select(each => each.Cells.ToArray())], Numbers(StatePrefix, states), best);
        int known = states.Count + (best?.Length ?? 0);
        if (tensors.Names.Count(name => name.StartsWith(ModelFile.Prefix, StringComparison.Ordinal)) != known) throw new ProblemException($"{source}: there are tensors that no checkpoint of {note.Options.Update} has; wanted {known} beside the parameters");
        return (checkpoint, model);

        T[][] Numbers(string prefix, IReadOnlyList<Matrix<T>> like) => [.. like.Select((matrix, i) => Row($"{prefix}{i}", matrix.Cells.Length))];

        T[] Row(string name, int count)
        {
            if (tensors.Find(name) is not { IsRow: true } tensor || tensor.Count != count) throw new ProblemException($"{source}: {name}: wanted a row of {Shown.Count(count, "number")}");
            T[] row = new T[count];
            int at = 0;
            foreach (double each in tensor.Numbers()) row[at++] = each;
            return row;
        }
    }

    private static IEnumerable<(string, double[])> Rows<T>(string prefix, T[][] numbers, Func<T, double> number) where T : struct, IReal<T> =>
        numbers.Select((row, i) => ($"{prefix}{i}", Array.ConvertAll(row, each => number(each))));
}
