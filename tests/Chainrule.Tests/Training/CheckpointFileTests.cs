using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Tests.Training;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"chainrule-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(path);

    private static (Dataset Training, Dataset Validation) Moons { get; } = Generator.Moons.Make(150, seed: 1).Split(0.2, seed: 1);

    private static NetworkSpec Network { get; } =
        NetworkSpec.Create([2, 8, 1], Activation.Relu, Loss.BinaryCrossEntropy, 1) is { } plain ? new([plain.Layers[0], new Dropout(0.25), plain.Layers[1]], plain.Loss) : null!;

    private static TrainingOptions Options(string update) => new()
    {
        Epochs = 5,
        BatchSize = 16,
        Update = Update.Named(update),
        LearningRate = 0.01,
        Schedule = Schedule.Step(2, 0.5).WithWarmUp(1),
        L1 = 1e-5,
        L2 = 1.0 / 3000,
        ClipNorm = 1,
        Seed = -3,
        Patience = 4,
    };

    public static TheoryData<string> Updates => [.. Update.All.Select(update => update.Name)];

    // Stops by itself after so many epochs.
    private sealed class After(int epochs, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Finished?.Epoch == epochs) source.Cancel();
        }
    }

    private static Trainer<T> Stopped<T>(TrainingOptions options, int epochs) where T : struct, IReal<T>
    {
        using CancellationTokenSource stop = new();
        var trainer = new Trainer<T>(Network, options);
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Moons.Training, Moons.Validation, new After(epochs, stop), stop.Token));
        return trainer;
    }

    [Theory, MemberData(nameof(Updates))]
    public void Resumed_from_a_file_a_training_comes_to_the_bits_of_one_that_never_stopped(string update)
    {
        Same<F32>(Options(update));
        Same<F64>(Options(update));
    }

    private void Same<T>(TrainingOptions options) where T : struct, IReal<T>
    {
        var whole = new Trainer<T>(Network, options);
        TrainingHistory history = whole.Fit(Moons.Training, Moons.Validation);
        CheckpointFile.Save(path, Stopped<T>(options, 2), new Dictionary<string, string> { ["mine"] = "note" });
        (Checkpoint<T> checkpoint, Model model) = CheckpointFile.Load<T>(path);
        Assert.Equal((options, 2, "note"), (checkpoint.Options, checkpoint.Epochs.Count, model.Notes["mine"]));
        var resumed = new Trainer<T>(Network, checkpoint.Options);
        resumed.Restore(checkpoint);
        Assert.Equal(history.Epochs, resumed.Fit(Moons.Training, Moons.Validation).Epochs);
        Assert.Equal(whole.Network.Parameters.SelectMany(each => each.Cells.ToArray()), resumed.Network.Parameters.SelectMany(each => each.Cells.ToArray()));
    }

    [Fact]
    public void A_reader_of_models_reads_the_model_of_a_checkpoint()
    {
        Trainer<F32> trainer = Stopped<F32>(Options("adam"), 2);
        CheckpointFile.Save(path, trainer);
        Model model = ModelFile.Load(path);
        Assert.Equal(trainer.Network.Parameters.SelectMany(each => each.Cells.ToArray()), new Network<F32>(model.Network).Parameters.SelectMany(each => each.Cells.ToArray()));
        Assert.Empty(model.Notes);
        ModelFile.Save(path, model);
        Assert.Contains("this is a model, and no checkpoint", Assert.Throws<ProblemException>(() => CheckpointFile.Load<F32>(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_held_out_examples_are_other_data()
    {
        Trainer<F32> trainer = Stopped<F32>(Options("adam"), 2);
        Assert.StartsWith("these are other examples", Assert.Throws<ProblemException>(() => trainer.Fit(Moons.Training, Moons.Training)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_ran_away_leaves_no_checkpoint()
    {
        var trainer = new Trainer<F32>(NetworkSpec.Create([2, 8, 1], Activation.Identity, Loss.Mse, 1), new() { Update = Update.GradientDescent, LearningRate = 1e9 });
        Assert.Equal(TrainingEnd.Diverged, trainer.Fit(Moons.Training).End);
        Assert.Contains("the training has run away", Assert.Throws<ProblemException>(() => CheckpointFile.Save(path, trainer)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("\"epochs\":5,", "\"epochs\":0,", "epochs: got 0, wanted at least 1")]
    [InlineData("\"epochs\":5,", "\"epochs\":1,", "got 2 epochs, wanted at most 1")]
    [InlineData("\"step\":0,", "\"step\":-1,", "wanted a whole number from 0")]
    [InlineData("\"steps\":", "\"stps\":", "unknown key \"stps\"")]
    [InlineData("\"hasBest\":true", "\"hasBest\":false", "there are tensors that no checkpoint of adam has")]
    [InlineData("\"update\":\"adam\"", "\"update\":\"momentum\"", "chainrule.")]
    [InlineData("step:2:0.5", "step:2:0.5:7", "got the schedule")]
    [InlineData("\"seed\":-3", "\"seed\":\"x\"", "wanted a whole number")]
    public void What_a_note_says_is_believed_only_where_it_fits(string of, string with, string message)
    {
        CheckpointFile.Save(path, Stopped<F32>(Options("adam"), 2));
        byte[] file = File.ReadAllBytes(path);
        (Model model, Safetensors tensors, string? note) = ModelFile.ParseAll(file, "m", null);
        string spoiled = note!.Replace(of, with, StringComparison.Ordinal);
        Assert.NotEqual(note, spoiled);
        // Written anew, so that the checksum fits.
        List<(string, double[])> rows = [.. tensors.Names.Where(name => name.StartsWith(ModelFile.Prefix, StringComparison.Ordinal)).Select(name => (name, tensors.Find(name)!.Numbers().ToArray()))];
        Assert.Equal(2, Parsed(note).Epochs.Count);
        Assert.Contains(message, Assert.Throws<ProblemException>(() => Parsed(spoiled)).Message, StringComparison.Ordinal);

        Checkpoint<F32> Parsed(string training)
        {
            using MemoryStream stream = new();
            ModelFile.Save(stream, model, rows, training);
            return CheckpointFile.Parse<F32>(stream.ToArray(), "m").Checkpoint;
        }
    }

    [Fact]
    public void Each_byte_counts()
    {
        CheckpointFile.Save(path, Stopped<F32>(Options("adam"), 2));
        byte[] file = File.ReadAllBytes(path);
        CheckpointFile.Parse<F32>(file, "m");
        var random = new RandomSource(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] spoiled = [.. file];
            spoiled[random.Below(file.Length)] ^= (byte)(1 << random.Below(8));
            // A name that only JSON spells in another way is the same.
            Exception? thrown = Record.Exception(() => CheckpointFile.Parse<F32>(spoiled, "m"));
            Assert.True(thrown is null or ProblemException, $"{thrown}");
            Assert.ThrowsAny<ProblemException>(() => CheckpointFile.Parse<F32>(file.AsSpan(..random.Below(file.Length)), "m"));
        }
    }
}
