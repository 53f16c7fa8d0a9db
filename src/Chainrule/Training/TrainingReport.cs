using Chainrule.Data;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Training;

/// <summary>
/// What may be wrong with a trained network, measured on examples and not guessed: units that are dead, saturated or alike, gradients that vanish, inputs left unscaled, softmax over one output, over- and
/// underfitting. Each finding has its number, and says what usually helps.
/// </summary>
/// <example><code>
/// TrainingReport report = TrainingReport.Of(trainer.Network, training, history);
/// Console.WriteLine(report);
/// </code></example>
/// <remarks>It cannot be changed, so any number of threads may read it.</remarks>
public sealed class TrainingReport
{
    // Enough to tell a unit that is dead from one that is rarely awake, and quickly gone through.
    private const int MostExamples = 1000;

    private const double NearlyAll = 0.95, Vanishing = 1e-3, Alike = 1e-6, Risen = 1.1, StillFalling = 0.75, TooLarge = 10, TooSmall = 0.01;

    // Of the examples: by how much answers must be better than always the same one.
    private const double HardlyBetter = 0.02, HardlyExplained = 0.05;

    private const int MostNamed = 8, BarColumns = 30;

    private TrainingReport(int examples, IReadOnlyList<LayerReport> layers, IReadOnlyList<Finding> findings) => (Examples, Layers, Findings) = (examples, layers, findings);

    /// <summary>Measures a network.</summary>
    /// <param name="network">The network after its training.</param>
    /// <param name="data">Examples that it was trained with, as it takes them. Of more than a thousand as many are looked at, spread evenly.</param>
    /// <param name="history">What came of the training; null where that is not known.</param>
    /// <exception cref="ProblemException">The examples do not fit to the network, or their targets to its loss.</exception>
    /// <exception cref="ArgumentException">Something is null, or numbers of this type have no double of their own.</exception>
    public static TrainingReport Of<T>(Network<T> network, Dataset data, TrainingHistory? history = null) where T : struct, IReal<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        Func<T, double> number = Export.Double<T>() ?? throw new ArgumentException($"numbers of type {typeof(T).Name} have no double to be measured by", nameof(network));
        int count = Math.Min(data.Count, MostExamples);
        TargetKind kind = data.Kind;
        if (count < data.Count) data = data.Rows([.. Enumerable.Range(0, count).Select(i => (int)((long)i * data.Count / count))]);
        var probe = new LayerProbe<T>(network, data, number);
        List<Finding> findings = [.. Inputs(network.Plan, data), .. Lonely(network)];
        var layers = new List<LayerReport>();
        for (int l = 1; l <= network.Depth; l++)
        {
            List<Finding> own = [.. Units(probe, l), .. Symmetric(network, l, number)];
            findings.AddRange(own);
            layers.Add(new(l, network.Spec.Layers[l - 1].Words, probe.NormOf(l), probe.SlopesOf(l) is { } slopes
                ? own.Where(each => each.Kind is FindingKind.DeadUnits or FindingKind.SaturatedUnits).Sum(each => each.Units.Count) / (double)slopes.Length
                : null));
        }
        findings.AddRange(Vanished(layers));
        if (Underfit(Evaluation.Of(network, data, kind)) is { } under) findings.Add(under);
        if (history is not null) findings.AddRange(Course(history));
        return new(count, layers, findings);
    }

    /// <summary>How many examples were looked at.</summary>
    public int Examples { get; }

    /// <summary>Every layer, as it was measured.</summary>
    public IReadOnlyList<LayerReport> Layers { get; }

    /// <summary>What may be wrong; none where nothing was found.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The gradient norms and the share of units asleep, as bars of characters, a line for each layer that has one of them.</summary>
    public IReadOnlyList<string> Picture()
    {
        LayerReport[] shown = [.. Layers.Where(each => each.GradientNorm is not null)];
        if (shown.Length == 0) return [];
        int wide = shown.Max(each => Name(each).Length);
        double most = shown.Max(each => each.GradientNorm!.Value), least = shown.Where(each => each.GradientNorm > 0).Select(each => each.GradientNorm!.Value).DefaultIfEmpty(most).Min();
        return
        [
            $"{"layer".PadRight(wide)}  norm of the gradient (equal lengths are equal factors)",
            .. shown.Select(each => $"{Name(each).PadRight(wide)}  {new string('█', Bar(each.GradientNorm!.Value, least, most)),-BarColumns} {Rounded(each.GradientNorm.Value),-9}"
                + (each.Asleep > 0 ? FormattableString.Invariant($" {100 * each.Asleep:0.#} % asleep") : "")).Select(line => line.TrimEnd()),
        ];
    }

    /// <summary>The picture, then the findings, a line each.</summary>
    public override string ToString() => string.Join('\n', [.. Picture(), .. Findings.Count == 0 ? [Nothing] : Findings.Select(each => each.ToString())]);

    /// <summary>The sentence where there is no finding.</summary>
    public static string Nothing => "Nothing was found: no dead, saturated or symmetric units, no vanishing gradient, inputs of a good size.";

    private static string Name(LayerReport layer) => $"{layer.Layer} {layer.Words}";

    private static int Bar(double norm, double least, double most) =>
        norm <= 0 ? 0 : most <= least ? BarColumns : 1 + (int)Math.Round((BarColumns - 1) * Math.Log(norm / least) / Math.Log(most / least));

    private static string Rounded(double number) => FormattableString.Invariant($"{number:G3}");

    private static string Listed(IReadOnlyList<int> units) => string.Join(", ", units.Take(MostNamed)) + (units.Count > MostNamed ? $" and {units.Count - MostNamed} more" : "");

    private static string Unit(IReadOnlyList<int> units) => units.Count == 1 ? "unit" : "units";

    private static IEnumerable<Finding> Units<T>(LayerProbe<T> probe, int layer) where T : struct, IReal<T>
    {
        if (probe.SlopesOf(layer) is not { } slopes) yield break;
        Activation f = probe.ActivationOf(layer);
        int[] dead = [.. slopes.Index().Where(each => each.Item.Zero == 1).Select(each => each.Index)];
        if (dead.Length > 0)
            yield return new(
                FindingKind.DeadUnits, layer, dead, dead.Length, $"Layer {layer}: {dead.Length} of {slopes.Length} {f} units are dead ({Unit(dead)} {Listed(dead)}): their slope is 0 in every example, so nothing moves them.",
                "A smaller learning rate, smaller first weights, or leaky-relu usually helps.");
        // Where a law has a kink, being flat on one side of it is what it is for.
        int[] saturated = f.Kinks.Count > 0 ? [] : [.. slopes.Index().Where(each => each.Item.Zero < 1 && each.Item.Flat >= NearlyAll).Select(each => each.Index)];
        if (saturated.Length > 0)
            yield return new(
                FindingKind.SaturatedUnits, layer, saturated, saturated.Length,
                FormattableString.Invariant($"Layer {layer}: {saturated.Length} of {slopes.Length} {f} units are saturated ({Unit(saturated)} {Listed(saturated)}): in at least {100 * NearlyAll:0} % of the examples their slope is below a hundredth of the largest."),
                "Scaled inputs, smaller first weights, or relu usually helps.");
    }

    // Of a hidden layer: outputs that are alike may be meant so.
    private static IEnumerable<Finding> Symmetric<T>(Network<T> network, int layer, Func<T, double> number) where T : struct, IReal<T>
    {
        if (layer == network.Depth || network.Plan.Layers[layer - 1].Ending is null || network.Plan.Find("W", layer) is not { Role: Role.Parameter } weights) yield break;
        Matrix<T> w = network[weights];
        Matrix<T>? b = network.Plan.Find("b", layer) is { Role: Role.Parameter } biases ? network[biases] : null;
        double[][] rows = [.. Enumerable.Range(0, w.Rows).Select(j => Array.ConvertAll(w.Row(j).ToArray(), each => number(each)))];
        double size = rows.Max(row => row.Max(Math.Abs)) * Alike;
        var alike = new SortedSet<int>();
        for (int i = 0; i < rows.Length; i++)
            for (int j = i + 1; j < rows.Length; j++)
                if (AreAlike(rows[i], rows[j], size) && (b is null || Math.Abs(number(b[0, i]) - number(b[0, j])) <= size)) alike.UnionWith([i, j]);
        if (alike.Count > 0)
            yield return new(
                FindingKind.SymmetricUnits, layer, [.. alike], alike.Count, $"Layer {layer}: {alike.Count} of {rows.Length} units have the weights and bias of another one (units {Listed([.. alike])}), so that they compute the same number.",
                "Begin with random weights, which differ from unit to unit.");
    }

    private static bool AreAlike(double[] one, double[] other, double within)
    {
        for (int k = 0; k < one.Length; k++)
            if (!(Math.Abs(one[k] - other[k]) <= within)) return false;
        return true;
    }

    private static IEnumerable<Finding> Vanished(List<LayerReport> layers)
    {
        double most = layers.Max(each => each.GradientNorm ?? 0);
        foreach (LayerReport each in layers.Where(each => each.GradientNorm < Vanishing * most))
            yield return new(
                FindingKind.VanishingGradient, each.Layer, [], each.GradientNorm!.Value / most,
                $"Layer {each.Layer}: the norm of its gradient is {Rounded(each.GradientNorm.Value)}, and the largest of a layer {Rounded(most)}: it hardly learns.",
                "Fewer layers, relu in place of sigmoid or tanh, or residual connections usually help.");
    }

    private static IEnumerable<Finding> Lonely<T>(Network<T> network) where T : struct, IReal<T>
    {
        if (network.Plan.Layers[^1].Ending is { F.Name: "softmax" } ending && ending.Z.Shape.Columns == 1)
            yield return new(
                FindingKind.LonelySoftmax, network.Depth, [0], 1, $"Layer {network.Depth}: softmax over a single output is 1 whatever the inputs are, and its gradient 0.",
                "Take sigmoid with binary-cross-entropy for two classes, or an output for each class.");
    }

    private static IEnumerable<Finding> Inputs(Plan plan, Dataset data)
    {
        // Names of rows of a table are no sizes.
        if (plan.WholeBelow(plan.X) is not null) yield break;
        double[] squares = new double[data.Inputs];
        for (int i = 0; i < data.X.Length; i++) squares[i % data.Inputs] += (double)data.X[i] * data.X[i];
        double[] sizes = [.. squares.Select(each => Math.Sqrt(each / data.Count))];
        int[] large = [.. sizes.Index().Where(each => each.Item > TooLarge).OrderByDescending(each => each.Item).Select(each => each.Index)];
        double most = sizes.Max();
        if (large.Length > 0)
            yield return new(
                FindingKind.UnscaledInputs, null, large, most, $"{large.Length} of {sizes.Length} inputs are large (input {Listed(large)}): the root mean square of input {large[0]} is {Rounded(most)}.",
                "Scale the inputs to mean 0 and deviation 1.");
        else if (most is > 0 and < TooSmall)
            yield return new(
                FindingKind.UnscaledInputs, null, [.. Enumerable.Range(0, sizes.Length)], most, $"All inputs are small: the largest root mean square is {Rounded(most)}.", "Scale the inputs to mean 0 and deviation 1.");
    }

    private static Finding? Underfit(Evaluation score)
    {
        const string advice = "More epochs, more units or another learning rate usually helps; or the inputs do not tell of the target.";
        if (score.Accuracy is double accuracy)
            return accuracy <= score.MajorityShare + HardlyBetter && accuracy < 1 - HardlyBetter
                ? new(FindingKind.Underfitting, null, [], accuracy, FormattableString.Invariant($"{100 * accuracy:0.#} % of the answers are right, and always the most frequent class would be right in {100 * score.MajorityShare:0.#} %."), advice)
                : null;
        double[] explained = [.. score.Outputs.Select(each => each.RSquared).Where(double.IsFinite)];
        return explained.Length > 0 && explained.Max() < HardlyExplained
            ? new(FindingKind.Underfitting, null, [], explained.Max(), FormattableString.Invariant($"R² is {explained.Max():0.###}: the answers are hardly better than always the mean, whose R² is 0."), advice)
            : null;
    }

    private static IEnumerable<Finding> Course(TrainingHistory history)
    {
        IReadOnlyList<EpochResult> epochs = history.Epochs;
        if (epochs.Count == 0) yield break;
        EpochResult last = epochs[^1];
        // What stopped early has the parameters of the best epoch.
        if (history.End == TrainingEnd.Completed && history.BestEpoch >= 1 && epochs[history.BestEpoch - 1] is { ValidationLoss: double best } lowest
            && last.ValidationLoss > Risen * best && last.Loss < lowest.Loss)
            yield return new(
                FindingKind.Overfitting, null, [], last.ValidationLoss.Value / best,
                $"The validation loss was lowest in epoch {history.BestEpoch} ({Rounded(best)}) and has risen to {Rounded(last.ValidationLoss.Value)}, while the training loss fell on from {Rounded(lowest.Loss)} to {Rounded(last.Loss)}.",
                "Early stopping (a patience), more examples, dropout, a penalty or fewer units usually helps.");
        int before = epochs.Count - 1 - Math.Max(1, epochs.Count / 10);
        if (history.End == TrainingEnd.Completed && before >= 0 && epochs[before].Loss > 0 && last.Loss < StillFalling * epochs[before].Loss && history.BestEpoch == last.Epoch)
            yield return new(
                FindingKind.Unfinished, null, [], last.Loss / epochs[before].Loss, $"The training loss was still falling: from {Rounded(epochs[before].Loss)} in epoch {epochs[before].Epoch} to {Rounded(last.Loss)} in epoch {last.Epoch}, the last.",
                "Train for more epochs.");
    }
}
