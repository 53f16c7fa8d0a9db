using Chainrule.Data;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Training;

/// <summary>
/// Trains a network with mini-batches. The same seed, data and width of registers give the same bits, run after run and on any number of threads; so does a training that was stopped and taken up again.
/// </summary>
/// <example><code>
/// (Dataset training, Dataset validation) = Generator.Moons.Make(500, seed: 1).Split(0.2, seed: 1);
/// var trainer = new Trainer&lt;F32&gt;(NetworkSpec.Create([2, 16, 16, 1], Activation.Relu, Loss.BinaryCrossEntropy, seed: 1));
/// TrainingHistory history = trainer.Fit(training, validation);
/// var predictor = new Predictor(trainer.Network);
/// </code></example>
/// <remarks>Not for two threads at once.</remarks>
public sealed class Trainer<T> where T : struct, IReal<T>
{
    // Of validation: more than a mini-batch, since nothing is kept for a way back.
    private const int ValidationExamples = 256;

    // A loss that is so many times as large as the first, or as 1, does not come back.
    private const double Explosion = 1e6;

    private const long ReportMilliseconds = 100;

    private readonly Func<T, double> number;
    private readonly Descent<T> descent;
    private readonly RandomSource random = new(0);
    private readonly bool draws;
    private readonly List<EpochResult> epochs = [];
    private TrainingPlace place = new() { BestLoss = double.PositiveInfinity };
    private T[][]? best;

    /// <summary>Trains a network that begins as the specification says.</summary>
    /// <exception cref="ProblemException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no specification, or numbers of this type have no double of their own.</exception>
    public Trainer(NetworkSpec network, TrainingOptions? options = null) : this(new Network<T>(network), options)
    {
    }

    /// <summary>Trains this network, from the parameters that it has.</summary>
    /// <inheritdoc cref="Trainer{T}(NetworkSpec, TrainingOptions?)"/>
    public Trainer(Network<T> network, TrainingOptions? options = null)
    {
        Network = Given.NotNull(network);
        Options = options ?? new();
        Options.Check();
        number = Export.Double<T>() ?? throw new ArgumentException($"numbers of type {typeof(T).Name} have no double to be compared by; train floats (F32) or doubles (F64)", nameof(network));
        descent = new(network, Options, number);
        draws = network.Plan.Quantities.Any(each => network.Plan.DrawOf(each) is not null);
    }

    /// <summary>The network. After a training with <see cref="TrainingOptions.Patience"/> it has the parameters of the best epoch.</summary>
    public Network<T> Network { get; }

    /// <summary>How it is trained.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Trains with these examples until all epochs are over, from where the last call or a checkpoint left off.</summary>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="validation">Examples that are only looked at, after each epoch; null for none.</param>
    /// <param name="progress">Who is told of each epoch, and now and then of a step.</param>
    /// <param name="cancellationToken">Looked at before each step; the trainer then stands between two steps and can go on.</param>
    /// <exception cref="ProblemException">
    /// Examples that do not fit to the network, targets that the loss cannot take, a patience without validation, or other examples than those with which the training began.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TrainingHistory Fit(Dataset training, Dataset? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => Fit(
        new Examples<T>.OfFloats(Given.NotNull(training), Network.Spec), validation is null ? null : new Examples<T>.OfFloats(validation, Network.Spec), progress, cancellationToken);

    /// <summary>The same with doubles: for careful numbers and small worked examples.</summary>
    /// <inheritdoc cref="Fit(Dataset, Dataset?, IProgress{TrainingProgress}?, CancellationToken)"/>
    public TrainingHistory Fit(Batch training, Batch? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => Fit(
        new Examples<T>.OfDoubles(Given.NotNull(training), Network.Spec), validation is null ? null : new Examples<T>.OfDoubles(validation, Network.Spec), progress, cancellationToken);

    private TrainingHistory Fit(Examples<T> training, Examples<T>? validation, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        if (Options.Patience is not null && validation is null)
            throw new ProblemException("patience: there are no validation examples by which the best epoch could be known; give some, such as those of data.Split(0.2, seed: 1), or leave out the patience");
        // Of both parts: by the second the best epoch is known.
        ulong fingerprint = validation is null ? training.Fingerprint : System.Numerics.BitOperations.RotateLeft(training.Fingerprint, 1) ^ validation.Fingerprint;
        if (place.Steps > 0 && place.Data != fingerprint)
            throw new ProblemException("these are other examples than those with which the training began; give the same ones, or begin with a new trainer");
        place.Data = fingerprint;
        var at = new Workspace<T>(Network, Math.Min(Options.BatchSize, training.Count));
        Workspace<T>? validationAt = validation is null ? null : new(Network, Math.Min(ValidationExamples, validation.Count), toPredict: true);
        int[] order = new int[training.Count];
        while (epochs.Count < Options.Epochs && !place.IsStopped && place.Divergence is null)
        {
            Arrange(order);
            if (RunEpoch(at, training, order, progress, cancellationToken) is not { } penalty) break;
            Finish(penalty, validation is null ? default : Validate(validationAt!, validation), progress, Steps(training.Count));
        }
        if (Options.Patience is not null && best is not null) Put(best, Network.Parameters);
        return new([.. epochs], place.Divergence is not null ? TrainingEnd.Diverged : place.IsStopped ? TrainingEnd.StoppedEarly : TrainingEnd.Completed, place.BestEpoch, place.Divergence);
    }

    private int Steps(int examples) => (examples - 1) / Options.BatchSize + 1;

    private double RateOf(int step, int steps) => Options.Rate * Options.Schedule.Factor(epochs.Count + (double)step / steps, Options.Epochs);

    // The order of an epoch depends on the seed and the epoch alone; even places of the seed are for orders, odd ones for masks.
    private void Arrange(int[] order)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
        if (!Options.Shuffle) return;
        random.Restart(Options.Seed, 2L * epochs.Count);
        Permutation.Shuffle(order, random);
    }

    // The penalty before the last step, or null where the training ran away.
    private double? RunEpoch(Workspace<T> at, Examples<T> training, int[] order, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        int steps = Steps(training.Count);
        long reported = Environment.TickCount64;
        double penalty = 0;
        while (place.Step < steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            training.Load(at, order.AsSpan(place.Step * Options.BatchSize, Math.Min(Options.BatchSize, order.Length - place.Step * Options.BatchSize)));
            if (!Forward(at, training.Kind)) return null;
            if (place.Step == steps - 1) penalty = descent.PenaltyNow();
            Network.Backward(at);
            descent.Step(at, RateOf(place.Step, steps));
            place.Step++;
            place.Steps++;
            if (progress is not null && place.Step < steps && Environment.TickCount64 - reported >= ReportMilliseconds)
            {
                progress.Report(new(epochs.Count + 1, place.Step, steps, place.Tally.Loss, null));
                reported = Environment.TickCount64;
            }
        }
        return IsFinite(at) ? penalty : null;
    }

    private bool Forward(Workspace<T> at, TargetKind kind)
    {
        if (draws)
        {
            random.Restart(Options.Seed, 2L * place.Steps + 1);
            at.Draw(random);
        }
        Network.Forward(at);
        double loss = number(Network.Measure(at));
        if (place.Steps == 0) place.FirstLoss = loss;
        if (!(loss <= Explosion * Math.Max(place.FirstLoss, 1)) || !double.IsFinite(loss))
        {
            Diverge(at, loss, place.Step + 1);
            return false;
        }
        place.Tally.Take(at, kind, number);
        return true;
    }

    // A maximum may swallow NaN, so that the loss does not tell of every parameter.
    private bool IsFinite(Workspace<T> at)
    {
        foreach (Matrix<T> parameter in Network.Parameters)
            for (int row = 0; row < parameter.Rows; row++)
                for (int column = 0; column < parameter.Columns; column++)
                    if (!double.IsFinite(number(parameter[row, column])))
                    {
                        Diverge(at, number(at.Loss[0, 0]), place.Step);
                        return false;
                    }
        return true;
    }

    private void Diverge(Workspace<T> at, double loss, int step)
    {
        var found = NotFinite.First(at, number);
        place.Divergence = new(epochs.Count + 1, step, loss, found?.Of.Layer, found?.Address, found?.Number);
    }

    private Tally Validate(Workspace<T> at, Examples<T> validation)
    {
        Tally tally = default;
        validation.Visit(at, () =>
        {
            Network.Forward(at);
            Network.Measure(at);
            tally.Take(at, validation.Kind, number);
        });
        return tally;
    }

    private void Finish(double penalty, Tally validation, IProgress<TrainingProgress>? progress, int steps)
    {
        double? validationLoss = validation.IsEmpty ? null : validation.Loss;
        EpochResult result = new(
            epochs.Count + 1, place.Tally.Loss, penalty, place.Tally.Accuracy, validationLoss, validation.Accuracy, RateOf(steps - 1, steps));
        epochs.Add(result);
        (place.Step, place.Tally) = (0, default);
        double judged = validationLoss ?? result.Loss;
        if (judged < place.BestLoss)
        {
            (place.BestLoss, place.BestEpoch) = (judged, result.Epoch);
            if (Options.Patience is not null) best = Taken(Network.Parameters);
        }
        place.IsStopped = Options.Patience is int patience && result.Epoch - place.BestEpoch >= patience;
        progress?.Report(new(result.Epoch, steps, steps, result.Loss, result));
    }

    /// <summary>The training as it stands, to go on from later.</summary>
    public Checkpoint<T> Checkpoint()
    {
        TrainingPlace now = place;
        now.UpdateSteps = descent.States.t;
        return new(Options, Network.Kernels.RegisterBits, now, [.. epochs], Taken(Network.Parameters), Taken(descent.States.All), best is null ? null : [.. best.Select(each => each.ToArray())]);
    }

    /// <summary>Goes back, or on, to where a checkpoint was taken.</summary>
    /// <exception cref="ProblemException">It is of other options, of another network, or of registers of another width.</exception>
    public void Restore(Checkpoint<T> checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (checkpoint.Options != Options) throw new ProblemException("the checkpoint was taken with other options; make the trainer with those: new Trainer<…>(network, checkpoint.Options)");
        if (checkpoint.RegisterBits != Network.Kernels.RegisterBits)
            throw new ProblemException($"the checkpoint was taken on registers of {checkpoint.RegisterBits} bits, and here they have {Network.Kernels.RegisterBits}: sums would have other bits; go on with a processor of that kind, or begin a new training with the parameters");
        if (!checkpoint.Parameters.Select(each => each.Length).SequenceEqual(Network.Parameters.Select(each => each.Rows * each.Columns)))
            throw new ProblemException($"the checkpoint was taken of a network of other sizes, wanted one of {Network.Spec}");
        Put(checkpoint.Parameters, Network.Parameters);
        Put(checkpoint.States, descent.States.All);
        descent.States.t = checkpoint.Place.UpdateSteps;
        (place, best) = (checkpoint.Place, checkpoint.Best);
        epochs.Clear();
        epochs.AddRange(checkpoint.Epochs);
    }

    private static T[][] Taken(IReadOnlyList<Matrix<T>> matrices) => [.. matrices.Select(each => each.Cells.ToArray())];

    private static void Put(T[][] numbers, IReadOnlyList<Matrix<T>> matrices)
    {
        for (int m = 0; m < matrices.Count; m++)
            for (int i = 0; i < numbers[m].Length; i++) matrices[m].Cells[i] = numbers[m][i];
    }
}
