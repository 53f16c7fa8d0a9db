using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Checking;

/// <summary>
/// Is a law's derivative right? An activation's or a loss's slope at many points - around 0, beside its kinks, at random, and saturated at ±1000 -
/// compared with the central difference, dual numbers and the graph. Also for laws of your own:
/// <c>LawCheck.Run(new Elementwise&lt;MyActivation&gt;())</c>.
/// </summary>
public static class LawCheck
{
    private const double Step = 1e-5;

    // As in GradientCheck, and for the same reason.
    private const double GraphFactor = 2;

    private static readonly double[] Usual = [0, 1e-9, -1e-9, 0.5, -0.5, 1, -1, 2.5, -2.5, 6, -6, 20, -20, 1000, -1000];

    // So far from a kink that the central difference says something, and so near that it does not.
    private static readonly double[] BesideKink = [1e-3, -1e-3, 1e-7, -1e-7];

    /// <summary>Checks an activation's chain rule.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, which is looked at before each derivative.</exception>
    public static GradientReport Run(Activation activation, int seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var random = new Random(seed);
        double[] points = [.. Usual, .. Beside(activation.Kinks), .. Enumerable.Range(0, 20).Select(_ => random.NextDouble() * 16 - 8)];
        return activation.IsElementwise
            ? Report(points.SelectMany(z => Check(new ActivationLaw(activation, [1]), [z])), cancellationToken)
            : Report(Rows(points, random).SelectMany(z => Check(new ActivationLaw(activation, RandomRow(z.Length, random)), z)), cancellationToken);
    }

    /// <summary>Checks a loss: from the outputs, and for a fused pair also from the pre-activations.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, which is looked at before each derivative.</exception>
    public static GradientReport Run(Loss loss, int seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var random = new Random(seed);
        double[][] targets = [.. Targets(random).Where(y => loss.WrongTargets(y) is null)];
        if (!loss.IsPaired)
            return Report(targets.SelectMany(y => Errors(loss, y, random).SelectMany(a => Check(new LossLaw(loss, y), a))), cancellationToken);

        Activation f = Activation.Named(loss.OutputActivation!);
        return Report(targets.SelectMany(y =>
            // The textbook form is finite only where no output has been rounded to 0 or 1.
            Logits(y.Length, random).Where(z => z.All(each => Math.Abs(each) <= 3))
                .SelectMany(z => Check(new LossLaw(loss, y), Outputs(f, z)))
            .Concat(Logits(y.Length, random).SelectMany(z => Check(new PairLaw(loss, y), z)))), cancellationToken);
    }

    private static GradientReport Report(IEnumerable<DerivativeCheck> checks, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<DerivativeCheck> all = [];
        foreach (DerivativeCheck each in checks)
        {
            all.Add(each);
            cancellationToken.ThrowIfCancellationRequested();
        }
        return new(all, all.Count, 1, 1, []);
    }

    private static IEnumerable<DerivativeCheck> Check<L>(L law, double[] x) where L : ILaw
    {
        Bounded[] exact = [.. x.Select(each => (Bounded)each)], analytic = new Bounded[x.Length];
        law.Gradient(exact, analytic.AsSpan());
        double[] graph = Graph(law, x);
        for (int i = 0; i < x.Length; i++)
        {
            int at = i;
            double a = analytic[i].Number;
            (Comparison central, Kink? kink) = CentralDifference.Check(
                analytic[i], value => law.Value<Bounded>(With(exact, at, value)), x[i], CentralDifference.Step(Step, 1, x[i]), hasEffect: true, (low, high) => KinkBetween(law, at, low, high));
            Bounded d = law.Value<Dual<Bounded>>(Seeded(exact, i)).Derivative;
            double rounding = analytic[i].Error + d.Error;
            yield return new($"{law.Name} by x[{i}] at ({string.Join(", ", x.Select(each => each.ToString("R")))})", a, central,
                Comparison.Of(a, d.Number, rounding), Comparison.Of(a, graph[i], GraphFactor * rounding), kink);
        }
    }

    private static double[] Graph(ILaw law, double[] x)
    {
        using Tape tape = Tape.Begin();
        Value[] leaves = [.. x.Select(each => (Value)each)];
        law.Value<Value>(leaves).Backward();
        return [.. leaves.Select(leaf => leaf.Grad)];
    }

    private static Bounded[] With(Bounded[] x, int i, Bounded value) => [.. x.Select((each, j) => j == i ? value : each)];

    private static Dual<Bounded>[] Seeded(Bounded[] x, int i) => [.. x.Select((each, j) => new Dual<Bounded>(each, j == i ? 1.0 : 0.0))];

    private static Kink? KinkBetween(ILaw law, int i, double low, double high) =>
        law.Kinks(i).Where(kink => low <= kink && kink <= high).Select(kink => new Kink($"x[{i}]", law.Name, kink)).FirstOrDefault();

    private static IEnumerable<double> Beside(IEnumerable<double> kinks) => kinks.SelectMany(kink => BesideKink.Select(off => kink + off));

    private static IEnumerable<double[]> Rows(double[] points, Random random)
    {
        foreach (double point in points)
            foreach (int size in (int[])[1, 3])
            {
                double[] row = RandomRow(size, random);
                row[0] = point;
                yield return row;
            }
    }

    private static double[] RandomRow(int size, Random random) => [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() * 4 - 2)];

    // Numbers, bits, probabilities, sides: each loss takes those it can.
    private static IEnumerable<double[]> Targets(Random random) =>
        [[1], [0.25], [0, 1, 0], [0.5, 0.25, 0.25], [0, 1], [0.125, 0.75], RandomRow(1, random), RandomRow(3, random), [-1], [1, -1, -1]];

    private static IEnumerable<double[]> Errors(Loss loss, double[] y, Random random) =>
        Rows([.. Usual, .. Beside(loss.Kinks)], random).Where(d => d.Length >= y.Length)
            .Select(d => y.Select((each, j) => each + d[j]).ToArray());

    private static IEnumerable<double[]> Logits(int size, Random random) =>
        Rows(Usual, random).Where(z => z.Length >= size).Select(z => z[..size]);

    private static double[] Outputs(Activation f, double[] z)
    {
        var a = new F64[z.Length];
        f.Apply<F64>([.. z.Select(each => (F64)each)], a);
        return [.. a.Select(each => each.Number)];
    }
}
