using System.Diagnostics;
using System.Runtime.InteropServices;
using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Datasets.Sources;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Cli.Trainings;

/// <summary>A training with its files: checkpoints as it goes, the log, and the model at its end. Stopped by a signal, it ends between two steps.</summary>
internal sealed class TrainingSession(Trainer<F32> trainer, TrainingFiles files, Preprocessing preprocessing, int? checkpointEvery, TrainingView view)
{
    // Of the time of a training, checkpoints take a tenth at most, unless somebody says how often.
    private const double MostOfTheTime = 0.1;

    private readonly Dictionary<string, string> notes = new() { [Preprocessing.Note] = preprocessing.ToJson() };
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan saving;

    /// <summary>Goes on from the checkpoint, if there is one.</summary>
    /// <returns>The epochs that are over.</returns>
    /// <exception cref="ProblemException">It is of another network, of other options or other data.</exception>
    internal IReadOnlyList<EpochResult> Resume()
    {
        if (!File.Exists(files.Checkpoint)) return [];
        (Checkpoint<F32> checkpoint, Model model) = CheckpointFile.Load<F32>(files.Checkpoint);
        string name = InputFile.NameOf(files.Checkpoint);
        foreach (((string key, string was), (_, string now)) in TrainingOptionsNote.Fields(checkpoint.Options).Zip(TrainingOptionsNote.Fields(trainer.Options)))
            if (was != now) throw new ProblemException($"{name}: the training began with {key} {was}, got {now}; go on with the same options, or begin anew with another --output");
        if (Structure(model.Network) != Structure(trainer.Network.Spec)) throw new ProblemException($"{name}: the training began with another network, {model.Network}; go on with the same one, or begin anew with another --output");
        if (model.Notes.GetValueOrDefault(Preprocessing.Note) != notes[Preprocessing.Note])
            throw new ProblemException($"{name}: the training began with other data, or they were read in another way; go on with the same ones, or begin anew with another --output");
        trainer.Restore(checkpoint);
        return checkpoint.Epochs;
    }

    /// <summary>Trains to the end, or until a signal comes.</summary>
    /// <returns>What came of it; null where it was stopped.</returns>
    internal TrainingHistory? Run(Dataset training, Dataset? validation, IReadOnlyList<EpochResult> before)
    {
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using TrainingLog log = new(files.Log, before);
        view.Begin(before);
        try
        {
            TrainingHistory history = trainer.Fit(training, validation, new Told(now => Take(now, log)), stop.Token);
            if (history.End != TrainingEnd.Diverged) Finish();
            return history;
        }
        catch (OperationCanceledException)
        {
            CheckpointFile.Save(files.Checkpoint, trainer, notes);
            return null;
        }
        finally
        {
            view.End();
        }

        // The second one ends the program as it would have at once.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    private void Take(TrainingProgress now, TrainingLog log)
    {
        if (now.Finished is { } epoch)
        {
            if (IsDue(epoch.Epoch)) Save();
            log.Add(epoch);
        }
        view.Show(now);
    }

    private bool IsDue(int epoch) => checkpointEvery is int every ? epoch % every == 0 : saving <= MostOfTheTime * watch.Elapsed;

    private void Save()
    {
        TimeSpan begun = watch.Elapsed;
        CheckpointFile.Save(files.Checkpoint, trainer, notes);
        saving += watch.Elapsed - begun;
    }

    // The model first: killed between the two, the training is taken up at its end and writes it again.
    private void Finish()
    {
        ModelFile.Save(files.Model, new(trainer.Network.ToSpec()) { Update = trainer.Options.Update, LearningRate = trainer.Options.Rate, Notes = notes });
        File.Delete(files.Checkpoint);
    }

    private static string Structure(NetworkSpec network) => NetworkFileText.WithoutNumbers(network, Update.GradientDescent, 1, updateBiases: true);

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
