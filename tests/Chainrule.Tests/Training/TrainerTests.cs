using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Tests.Training;

public class TrainerTests
{
    private static (Dataset Training, Dataset Validation) Moons { get; } = Generator.Moons.Make(150, seed: 1).Split(0.2, seed: 1);

    private static NetworkSpec Small(long seed = 1) => NetworkSpec.Create([2, 8, 1], Activation.Relu, Loss.BinaryCrossEntropy, seed);

    // Dropout, so that masks are drawn too.
    private static NetworkSpec Dropping { get; } = new([Small().Layers[0], new Dropout(0.25), Small().Layers[1]], Loss.BinaryCrossEntropy);

    private static TrainingOptions All { get; } = new() { Epochs = 6, BatchSize = 16, Update = Update.AdamW, LearningRate = 0.01, Schedule = Schedule.Cosine.WithWarmUp(1), L1 = 1e-5, L2 = 1e-4, ClipNorm = 1, Seed = 3 };

    private static F32[] Parameters(Trainer<F32> trainer) => [.. trainer.Network.Parameters.SelectMany(each => each.Cells.ToArray())];

    private static Trainer<F32> Trained(NetworkSpec network, TrainingOptions options)
    {
        var trainer = new Trainer<F32>(network, options);
        trainer.Fit(Moons.Training, Moons.Validation);
        return trainer;
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        F32[] once = Parameters(Trained(Dropping, All));
        Assert.Equal(once, Parameters(Trained(Dropping, All)));
        Assert.NotEqual(once, Parameters(Trained(Dropping, All with { Seed = 4 })));
    }

    // An update that stops the training in a step of our choice.
    private readonly record struct Stopping : IUpdate<Stopping>
    {
        [ThreadStatic]
        internal static CancellationTokenSource? Source;

        [ThreadStatic]
        internal static int At;

        public static string Name => "stopping";

        public static IReadOnlyList<string> States => Chainrule.Rules.Updates.Adam.States;

        public static Stopping Of(ReadOnlySpan<double> settings) => default;

        private static Chainrule.Rules.Updates.Adam Adam => new(0.9, 0.999, 1e-8);

        public void Advance<T>(T gradient, Span<T> state) where T : struct, IReal<T> => Adam.Advance(gradient, state);

        public void Prepare<T>(int t, Span<T> ready) where T : struct, IReal<T>
        {
            if (t == At) Source?.Cancel();
            Adam.Prepare(t, ready);
        }

        public T Step<T>(T parameter, T gradient, ReadOnlySpan<T> state, ReadOnlySpan<T> ready, T learningRate) where T : struct, IReal<T> => Adam.Step(parameter, gradient, state, ready, learningRate);
    }

    [Theory, InlineData(1), InlineData(7), InlineData(8), InlineData(9), InlineData(29), InlineData(47)]
    public void Stopped_after_any_step_and_resumed_it_comes_to_the_bits_of_one_that_never_stopped(int step)
    {
        TrainingOptions options = All with { Update = new Update<Stopping>(), Patience = 2 };
        var whole = new Trainer<F32>(Dropping, options);
        TrainingHistory history = whole.Fit(Moons.Training, Moons.Validation);

        using CancellationTokenSource source = new();
        (Stopping.Source, Stopping.At) = (source, step);
        var stopped = new Trainer<F32>(Dropping, options);
        if (step < 8 * history.Epochs.Count) Assert.Throws<OperationCanceledException>(() => stopped.Fit(Moons.Training, Moons.Validation, null, source.Token));
        Stopping.Source = null;
        Checkpoint<F32> checkpoint = stopped.Checkpoint();
        // What was taken is not what goes on.
        stopped.Fit(Moons.Training, Moons.Validation);

        var resumed = new Trainer<F32>(Small(seed: 9).Layers is [var first, var last] ? new NetworkSpec([first, new Dropout(0.25), last], Loss.BinaryCrossEntropy) : null!, options);
        resumed.Restore(checkpoint);
        TrainingHistory after = resumed.Fit(Moons.Training, Moons.Validation);
        Assert.Equal(Parameters(whole), Parameters(resumed));
        Assert.Equal(Parameters(whole), Parameters(stopped));
        Assert.Equal((history.End, history.BestEpoch), (after.End, after.BestEpoch));
        Assert.Equal(history.Epochs, after.Epochs);
    }

    [Fact]
    public void Masks_differ_from_step_to_step()
    {
        // All examples and orders alike: were the mask the same in each step, the loss would be the same, since nothing is learned at this rate.
        Dataset same = Dataset.Create(64, 2, 1, (e, x, y) => (x[0], x[1], y[0]) = (1, -1, 1));
        var trainer = new Trainer<F32>(Dropping, new() { Epochs = 8, BatchSize = 64, Update = Update.GradientDescent, LearningRate = 1e-30 });
        Assert.Equal(8, trainer.Fit(same).Epochs.Select(each => each.Loss).Distinct().Count());
    }

    [Fact]
    public void A_checkpoint_of_another_width_options_network_or_data_is_refused()
    {
        Trainer<F32> Narrow(TrainingOptions options) => new(new Network<F32>(Small(), null, Widths.All[^1].Kernels), options);
        Trainer<F32> trained = Narrow(All);
        trained.Fit(Moons.Training);
        Checkpoint<F32> checkpoint = trained.Checkpoint();
        Assert.Equal(32, checkpoint.RegisterBits);
        Narrow(All).Restore(checkpoint);
        if (Widths.Widest.RegisterBits != 32) Assert.StartsWith("the checkpoint was taken on registers of 32 bits, and here they have ", Refused(new(Small(), All)), StringComparison.Ordinal);
        Assert.StartsWith("the checkpoint was taken with other options", Refused(Narrow(All with { L2 = 0 })), StringComparison.Ordinal);
        Assert.StartsWith("the checkpoint was taken of a network of other sizes", Refused(new(new Network<F32>(NetworkSpec.Create([2, 9, 1], Activation.Relu, Loss.BinaryCrossEntropy, 1), null, Widths.All[^1].Kernels), All)), StringComparison.Ordinal);
        Assert.StartsWith("these are other examples", Assert.Throws<ProblemException>(() => trained.Fit(Moons.Validation)).Message, StringComparison.Ordinal);

        string Refused(Trainer<F32> trainer) => Assert.Throws<ProblemException>(() => trainer.Restore(checkpoint)).Message;
    }

    [Fact]
    public void Early_stopping_gives_back_the_best_epoch()
    {
        // Noise to be learned by heart: validation gets worse while training gets better.
        Dataset noise = Dataset.Create(60, 4, 1, (e, x, y) => { var random = new RandomSource(e); for (int i = 0; i < 4; i++) x[i] = (float)random.Normal(); y[0] = random.Below(2); });
        (Dataset training, Dataset validation) = noise.Split(0.5, seed: 1);
        var trainer = new Trainer<F32>(NetworkSpec.Create([4, 32, 1], Activation.Relu, Loss.BinaryCrossEntropy, 1), new() { LearningRate = 0.01, Patience = 4, BatchSize = 8 });
        TrainingHistory history = trainer.Fit(training, validation);
        Assert.Equal(TrainingEnd.StoppedEarly, history.End);
        Assert.Equal(history.BestEpoch + 4, history.Epochs.Count);
        EpochResult best = history.Epochs.MinBy(each => each.ValidationLoss);
        Assert.Equal(best.Epoch, history.BestEpoch);

        var at = new Workspace<F32>(trainer.Network, validation.Count);
        at.Load(validation.X, validation.Y);
        trainer.Network.Forward(at);
        Assert.Equal(best.ValidationLoss!.Value, trainer.Network.Measure(at).Number, 1e-6);
    }

    [Fact]
    public void What_a_step_does_is_what_it_would_by_hand()
    {
        Batch batch = new([[1, -2], [0.5, 3]], [[1], [0]]);
        NetworkSpec network = Small();
        var trainer = new Trainer<F64>(network, new() { Epochs = 1, BatchSize = 2, Update = Update.GradientDescent, LearningRate = 0.5, L1 = 0.01, L2 = 0.1, ClipNorm = 0.2, Shuffle = false });
        TrainingHistory history = trainer.Fit(batch);

        var before = new Network<F64>(network);
        var at = new Workspace<F64>(before, 2);
        var gradients = new Gradients<F64>(before);
        at.Load(batch);
        before.Forward(at);
        double loss = before.Measure(at).Number;
        before.Backward(at);
        before.Gradients(at, gradients);
        double Weight(int p, int i) => before.Parameters[p].Cells[i].Number;
        double Slope(int p, int i) => gradients.All[p].Cells[i].Number + (before.IsBias(p) ? 0 : 0.1 * Weight(p, i) + 0.01 * Math.Sign(Weight(p, i)));
        (int P, int I)[] every = [.. before.Parameters.SelectMany((matrix, p) => Enumerable.Range(0, matrix.Cells.Length).Select(i => (p, i)))];
        double norm = Math.Sqrt(every.Sum(each => Slope(each.P, each.I) * Slope(each.P, each.I)));
        Assert.True(norm > 0.2, "nothing is clipped");
        foreach ((int p, int i) in every) Assert.Equal(Weight(p, i) - 0.5 * 0.2 / norm * Slope(p, i), trainer.Network.Parameters[p].Cells[i].Number, 1e-14);
        double[] weights = [.. every.Where(each => !before.IsBias(each.P)).Select(each => Weight(each.P, each.I))];
        Assert.Equal((loss, 0.01 * weights.Sum(Math.Abs) + 0.05 * weights.Sum(w => w * w)), (history.Epochs[0].Loss, history.Epochs[0].Penalty), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-12);
    }

    // The gradient of the penalty is its derivative; the wrong twin forgets the ½ and so has twice the L2 part.
    [Theory, InlineData(0.7), InlineData(-1.3), InlineData(0)]
    public void The_slope_of_a_penalty_is_its_derivative(double w)
    {
        const double l1 = 0.25, l2 = 0.5;
        Dual<F64> at = Dual<F64>.Variable(w), value = (Dual<F64>)l1 * (Dual<F64>.Max(at, 0.0) + Dual<F64>.Max(-at, 0.0)) + (Dual<F64>)(0.5 * l2) * at * at;
        double slope = Slope(l2);
        Assert.Equal(value.Derivative.Number, slope, 1e-15);
        if (w != 0) Assert.NotEqual(value.Derivative.Number, Slope(2 * l2), 1e-3);

        double Slope(double λ2) => new Penalty(l1, λ2).Step<F64>(0.0, w, [], [], 1.0).Number;
    }

    [Fact]
    public void A_gradient_that_is_short_enough_stays_as_it_is()
    {
        TrainingOptions options = new() { Epochs = 2, Seed = 1 };
        Assert.Equal(Parameters(Trained(Small(), options)), Parameters(Trained(Small(), options with { ClipNorm = 1e6 })));
        Assert.NotEqual(Parameters(Trained(Small(), options with { Update = Update.GradientDescent })), Parameters(Trained(Small(), options with { Update = Update.GradientDescent, ClipNorm = 0.01 })));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(0)]
    public void Penalties_and_shortenings_over_registers_are_those_over_numbers(int bits)
    {
        Kernels<F32> kernels = bits == 0 ? Widths.Widest : Widths.All.First(each => each.Bits == bits).Kernels, plain = new PlainKernels<F32>();
        var random = new Random(1);
        foreach (Update law in (Update[])[new Update<Penalty>().With("l1", 0.01).With("l2", 0.1), new Update<Shortening>()])
        {
            Matrix<F32> weights = Numbers(), slow = Numbers(), fast = slow.Copy();
            plain.Move(law, slow, weights).Both(0.75f, 1);
            kernels.Move(law, fast, weights).Both(0.75f, 1);
            Assert.Equal(slow.Cells.ToArray(), fast.Cells.ToArray());
        }

        Matrix<F32> Numbers()
        {
            Matrix<F32> matrix = new(33, 17, kernels.PanelWidth);
            foreach (ref F32 each in matrix.Cells) each = random.NextDouble() * 2 - 1;
            return matrix;
        }
    }

    // The rest of the batch makes a step of its own, and each example counts once.
    [Fact]
    public void The_loss_of_an_epoch_is_the_mean_over_all_examples()
    {
        var trainer = new Trainer<F64>(Small(), new() { Epochs = 1, BatchSize = 32, Update = Update.GradientDescent, LearningRate = 1e-30 });
        EpochResult epoch = trainer.Fit(Moons.Training, Moons.Training).Epochs[0];
        Assert.NotEqual(0, Moons.Training.Count % 32);
        Assert.Equal(epoch.ValidationLoss!.Value, epoch.Loss, 1e-12);
        Assert.Equal(epoch.ValidationAccuracy, epoch.Accuracy);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_with_its_address_and_what_helps()
    {
        Dataset large = Dataset.Create(8, 1, 1, (e, x, y) => (x[0], y[0]) = (1000 * e, e));
        TrainingHistory history = new Trainer<F32>(NetworkSpec.Create([1, 4, 1], Activation.Relu, Loss.Mse, 1), new() { Update = Update.GradientDescent, LearningRate = 10, BatchSize = 4 }).Fit(large);
        Assert.Equal(TrainingEnd.Diverged, history.End);
        Divergence divergence = history.Divergence!;
        Assert.Equal(history.Epochs.Count + 1, divergence.Epoch);
        Assert.Contains("What usually helps, in this order: a tenth of the learning rate", divergence.ToString(), StringComparison.Ordinal);

        TrainingHistory endless = new Trainer<F32>(NetworkSpec.Create([1, 1], Activation.Identity, Loss.Mse, 1), new() { Update = Update.GradientDescent, LearningRate = 1e38, BatchSize = 8 }).Fit(large);
        Assert.Equal(("W1[0,0]", 1), (endless.Divergence!.Address, endless.Divergence.Layer));
        Assert.Contains("the first number that is not finite is W1[0,0] = ", endless.Divergence.ToString(), StringComparison.Ordinal);
        Assert.False(double.IsFinite(endless.Divergence.Number!.Value));
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        Dataset few = Generator.Moons.Make(320, 1), many = Generator.Moons.Make(3200, 1);
        TrainingOptions options = All with { Epochs = 1, BatchSize = 16 };
        Fit(few);
        long less = Fit(few), more = Fit(many);
        // The order of the examples is four bytes for each; 180 more steps are nothing.
        Assert.InRange(more - less, 0, 4 * (3200 - 320) + 512);

        long Fit(Dataset data)
        {
            var trainer = new Trainer<F32>(Dropping, options);
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Fit(data);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Progress_is_told_of_each_epoch()
    {
        List<TrainingProgress> told = [];
        TrainingHistory history = new Trainer<F32>(Small(), All).Fit(Moons.Training, Moons.Validation, new Told(told));
        Assert.Equal(history.Epochs, told.Select(each => each.Finished).OfType<EpochResult>());
    }

    private sealed class Told(List<TrainingProgress> all) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => all.Add(value);
    }

    // The README's defaults: two layers of 32 with ReLU, Adam, batches of 32, 100 epochs; five seeds each.
    [Theory, InlineData("moons"), InlineData("circles"), InlineData("spiral"), InlineData("xor"), InlineData("blobs"), InlineData("digits")]
    public void The_defaults_are_right_for_98_of_100_that_were_kept_apart(string name)
    {
        for (long seed = 1; seed <= 5; seed++)
        {
            Generator generator = Generator.Named(name);
            (Dataset training, Dataset validation) = generator.Make(1000, seed).Split(0.2, seed);
            Loss loss = generator.Outputs == 1 ? Loss.BinaryCrossEntropy : Loss.SoftmaxCrossEntropy;
            TrainingHistory history = new Trainer<F32>(NetworkSpec.Create([generator.Inputs, 32, 32, generator.Outputs], Activation.Relu, loss, seed), new() { Seed = seed }).Fit(training, validation);
            Assert.InRange(history.Epochs[^1].ValidationAccuracy!.Value, 0.98, 1);
        }
    }

    [Theory]
    [InlineData("constant", 30, 1)]
    [InlineData("step", 9.9, 1)]
    [InlineData("step", 10, 0.5)]
    [InlineData("step", 39, 0.125)]
    [InlineData("cosine", 0, 1)]
    [InlineData("cosine", 50, 0.5)]
    [InlineData("cosine", 100, 0)]
    [InlineData("cosine", 25, 0.8535533905932737)]
    [InlineData("linear", 40, 0.64)]
    [InlineData("warm", 0, 0.1)]
    [InlineData("warm", 5, 0.55)]
    [InlineData("warm", 20, 1)]
    public void A_schedule_is_its_law(string name, double epoch, double factor)
    {
        Schedule schedule = name switch { "step" => Schedule.Step(10, 0.5), "cosine" => Schedule.Cosine, "linear" => Schedule.Linear(0.1), "warm" => Schedule.Constant.WithWarmUp(10), _ => Schedule.Constant };
        Assert.Equal(factor, schedule.Factor(epoch, 100), 1e-15);
    }

    [Fact]
    public void Schedules_are_known_by_their_names()
    {
        Assert.Equal(Schedule.Step(10, 0.5), Schedule.Step(10, 0.5));
        Assert.NotEqual(Schedule.Step(10, 0.5), Schedule.Step(10, 0.25));
        Assert.Equal("cosine+warm-up:2:0.1", $"{Schedule.Cosine.WithWarmUp(2)}");
        foreach (Schedule each in (Schedule[])[Schedule.Constant, Schedule.Cosine, Schedule.Linear(0.25), Schedule.Step(7, 0.3), Schedule.Step(3).WithWarmUp(1.5, 0.2)])
        {
            Assert.Equal(each, Schedule.Named(each.Name));
            Assert.Equal(each.Factor(1.2, 10), Schedule.Named(each.Name).Factor(1.2, 10));
        }
        Assert.Equal(Schedule.Step(10), Schedule.Named("step:10"));
        foreach (string wrong in (string[])["cosin", "cosine:1", "step", "step:0", "step:1.5", "step:2:-1", "linear:x", "constant+warm-up:", "constant+warm-up:0", "step:1:2:3"])
            Assert.StartsWith($"got the schedule \"{wrong}\", wanted constant, cosine", Assert.Throws<ProblemException>(() => Schedule.Named(wrong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_their_range_are_answered()
    {
        Same("learning rate: got 0, wanted a positive number", new() { LearningRate = 0 });
        Same("epochs: got 0, wanted at least 1", new() { Epochs = 0 });
        Same("batch size: got -1, wanted at least 1", new() { BatchSize = -1 });
        Same("L2: got 1, wanted a number from 0 to below 1, such as 0.0001", new() { L2 = 1 });
        Same("clip norm: got NaN, wanted a positive number such as 1", new() { ClipNorm = double.NaN });
        Same("patience: got 0, wanted at least 1 epoch", new() { Patience = 0 });
        Assert.StartsWith("patience: there are no validation examples", Assert.Throws<ProblemException>(() => new Trainer<F32>(Small(), new() { Patience = 3 }).Fit(Moons.Training)).Message, StringComparison.Ordinal);
        Assert.Throws<ProblemException>(() => new Trainer<F32>(Small()).Fit(Generator.Digits.Make(10, 1)));

        static void Same(string message, TrainingOptions options) => Assert.Equal(message, Assert.Throws<ProblemException>(() => new Trainer<F32>(Small(), options)).Message);
    }
}
