using Chainrule.Data;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Training;

/// <summary>How often one class was right.</summary>
/// <param name="Precision">Of those that were said to be of the class, the share that is; NaN where none was.</param>
/// <param name="Recall">Of those that are of the class, the share that was said to be; NaN where none is.</param>
/// <param name="Count">How many are of the class.</param>
public readonly record struct ClassScore(double Precision, double Recall, int Count)
{
    /// <summary>F₁ = 2·P·R/(P + R), the harmonic mean of the two; 0 where nothing was right. (van Rijsbergen 1979.)</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;
}

/// <summary>How near the numbers of one output came to their targets.</summary>
/// <param name="MeanAbsoluteError">1/n Σ |a − y|.</param>
/// <param name="RootMeanSquaredError">√(1/n Σ (a − y)²).</param>
/// <param name="RSquared">1 − Σ (a − y)²/Σ (y − ȳ)²: 1 is exact, 0 as good as the mean; NaN where all targets are one number.</param>
public readonly record struct OutputScore(double MeanAbsoluteError, double RootMeanSquaredError, double RSquared);

/// <summary>How good the answers of a trained network are, on examples whose targets are known.</summary>
/// <remarks>It cannot be changed, so any number of threads may read it.</remarks>
public sealed class Evaluation
{
    private const int BlockExamples = 256;

    private readonly int[,] confusion;

    private Evaluation(int examples, double loss, TargetKind kind, int[,] confusion, IReadOnlyList<OutputScore> outputs)
    {
        (Examples, Loss, Kind, this.confusion, Outputs) = (examples, loss, kind, confusion, outputs);
        Classes = [.. Enumerable.Range(0, ClassCount).Select(ScoreOf)];
    }

    /// <summary>Asks the network about all examples and compares.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The examples, as it takes them: scaled as those it was trained with.</param>
    /// <param name="kind">What the targets are; null to find out by looking at them.</param>
    /// <exception cref="ProblemException">The examples do not fit to the network, or their targets to its loss.</exception>
    /// <exception cref="ArgumentException">Something is null, or numbers of this type have no double of their own.</exception>
    public static Evaluation Of<T>(Network<T> network, Dataset data, TargetKind? kind = null) where T : struct, IReal<T>
    {
        var examples = new Examples<T>.OfFloats(Given.NotNull(data), Given.NotNull(network).Spec);
        Func<T, double> number = Export.Double<T>() ?? throw new ArgumentException($"numbers of type {typeof(T).Name} have no double to be compared by", nameof(network));
        int columns = network.Plan.Loss.Y.Shape.Columns;
        TargetKind found = kind ?? examples.Kind;
        int classes = found == TargetKind.Numbers ? 0 : Math.Max(columns, 2);
        int[,] confusion = new int[classes, classes];
        var errors = new Errors[found == TargetKind.Numbers ? columns : 0];
        Tally tally = default;
        var at = new Workspace<T>(network, Math.Min(BlockExamples, data.Count), toPredict: true);
        examples.Visit(at, () =>
        {
            network.Forward(at);
            network.Measure(at);
            tally.Take(at, found, number);
            Matrix<T> answers = at[at.Plan.Layers[^1].Output];
            for (int row = 0; row < answers.Rows; row++)
            {
                if (classes > 0) confusion[Tally.ClassOf(at.Y.Row(row), found, number), Tally.ClassOf(answers.Row(row), found, number)]++;
                for (int j = 0; j < errors.Length; j++) errors[j].Take(number(answers[row, j]), number(at.Y[row, j]));
            }
        });
        return new(data.Count, tally.Loss, found, confusion, [.. errors.Select(each => each.Score())]);
    }

    /// <summary>How many examples.</summary>
    public int Examples { get; }

    /// <summary>The mean loss.</summary>
    public double Loss { get; }

    /// <summary>What the targets are.</summary>
    public TargetKind Kind { get; }

    /// <summary>How many classes; 0 where targets are numbers.</summary>
    public int ClassCount => confusion.GetLength(0);

    /// <summary>How many examples of a class the network took for one of another, or of the same.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public int Confusion(int actual, int said) => confusion[actual, said];

    /// <summary>The score of each class; none where targets are numbers.</summary>
    public IReadOnlyList<ClassScore> Classes { get; }

    /// <summary>The share of answers that are right; null where targets are numbers.</summary>
    public double? Accuracy => ClassCount == 0 ? null : (double)Enumerable.Range(0, ClassCount).Sum(c => confusion[c, c]) / Answers;

    /// <summary>The share of answers that would be right if they all said the most frequent class; null where targets are numbers.</summary>
    public double? MajorityShare => ClassCount == 0 ? null : (double)Classes.Max(each => each.Count) / Answers;

    /// <summary>The score of each output; none where targets are classes.</summary>
    public IReadOnlyList<OutputScore> Outputs { get; }

    // More than examples where each has several positions.
    private int Answers => Classes.Sum(each => each.Count);

    private ClassScore ScoreOf(int c)
    {
        int said = Enumerable.Range(0, ClassCount).Sum(other => confusion[other, c]), are = Enumerable.Range(0, ClassCount).Sum(other => confusion[c, other]);
        return new(said == 0 ? double.NaN : (double)confusion[c, c] / said, are == 0 ? double.NaN : (double)confusion[c, c] / are, are);
    }

    private struct Errors
    {
        private long count;
        private double sizes, squares, mean, spread;

        // Mean and spread by Welford's way (1962): no difference of two large sums.
        internal void Take(double answer, double target)
        {
            count++;
            sizes += Math.Abs(answer - target);
            squares += (answer - target) * (answer - target);
            double off = target - mean;
            mean += off / count;
            spread += off * (target - mean);
        }

        internal readonly OutputScore Score() => new(sizes / count, Math.Sqrt(squares / count), spread > 0 ? 1 - squares / spread : double.NaN);
    }
}
