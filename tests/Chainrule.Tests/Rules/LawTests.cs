using Chainrule.Checking;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Rules;

public class LawTests
{
    private static readonly double[] Saturated = [1000, -1000, 0, 1000, 30, -30];

    public static TheoryData<string> Activations => [.. Activation.All.Select(f => f.Name)];

    public static TheoryData<string> Losses => [.. Loss.All.Select(loss => loss.Name)];

    [Theory, MemberData(nameof(Activations))]
    public void The_slope_of_every_activation_is_its_derivative(string name) =>
        AssertPasses(LawCheck.Run(Activation.Named(name)));

    [Theory, MemberData(nameof(Losses))]
    public void The_slope_of_every_loss_is_its_derivative(string name) => AssertPasses(LawCheck.Run(Loss.Named(name)));

    // Each method by itself has to see the mistake, not just one of the three.
    [Fact]
    public void The_wrong_twin_of_every_activation_is_rejected_by_every_method()
    {
        Assert.Equal(Activation.All.Select(f => f.Name), WrongActivations.All.Select(f => f.Name));
        foreach (Activation wrong in WrongActivations.All) AssertRejected(LawCheck.Run(wrong));
    }

    [Fact]
    public void The_wrong_twin_of_every_loss_is_rejected_by_every_method()
    {
        Assert.Equal(Loss.All.Select(loss => loss.Name), WrongLosses.All.Select(loss => loss.Name).Distinct());
        foreach (Loss wrong in WrongLosses.All) AssertRejected(LawCheck.Run(wrong));
    }

    [Theory, MemberData(nameof(Activations))]
    public void Every_activation_is_finite_when_saturated(string name)
    {
        Activation f = Activation.Named(name);
        Finite<F64>(f);
        Finite<F32>(f);

        static void Finite<T>(Activation f) where T : struct, IReal<T>
        {
            T[] z = Row<T>(Saturated), a = new T[z.Length], ones = Row<T>([1, 1, 1, 1, 1, 1]), dz = new T[z.Length];
            f.Apply<T>(z, a);
            f.Pull<T>(ones, z, a, dz);
            Assert.All(a.Concat(dz), AssertFinite);
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public void Every_loss_is_finite_when_its_outputs_are_saturated(string name)
    {
        Loss loss = Loss.Named(name);
        Finite<F64>(loss);
        Finite<F32>(loss);

        static void Finite<T>(Loss loss) where T : struct, IReal<T>
        {
            Activation f = Activation.Named(loss.OutputActivation ?? "identity");
            T[] z = Row<T>(Saturated), a = new T[z.Length], y = Row<T>([0, 1, 0, 0, 0, 0]), gradient = new T[z.Length];
            f.Apply<T>(z, a);
            loss.Start<T>(a, y, 1.0, gradient);
            AssertFinite(loss.OfExample<T>(z, a, y));
            Assert.All(gradient, AssertFinite);
        }
    }

    [Theory, MemberData(nameof(Activations))]
    public void Every_form_of_a_derivation_is_the_same_number(string name)
    {
        Activation f = Activation.Named(name);
        if (!f.IsElementwise) return;
        Assert.Equal(0, WrongForms(f, f.Derivation<Bounded>));
    }

    // The mistake is seen everywhere but at 0 and where tanh has been rounded to 1: there the wrong form is right.
    [Fact]
    public void A_wrong_form_in_a_derivation_is_rejected() =>
        Assert.InRange(WrongForms(Activation.Named("tanh"), (z, a) => [(Bounded)1.0 - a, (Bounded)1.0 - a * a]), 50, int.MaxValue);

    // Beyond ±20 the textbook forms run into ∞/∞: they are for reading.
    private static int WrongForms(Activation f, Func<Bounded, Bounded, Bounded[]> derivation)
    {
        int wrong = 0;
        for (double z = -20; z <= 20; z += 0.375)
        {
            Bounded a = Applied(f, z), slope = f.Slope<Bounded>(z, a);
            wrong += derivation(z, a).Count(form => !(Math.Abs(slope.Number - form.Number) <= slope.Error + form.Error));
        }
        return wrong;
    }

    [Fact]
    public void The_derivations_that_are_worth_reading_are_there() =>
        Assert.Equal(["sigmoid", "tanh", "softplus", "silu"],
            Activation.All.Where(f => f.Derivation<F64>(0.5, 0.5).Length > 1).Select(f => f.Name));

    [Theory]
    [InlineData("relu", 0, 0)]
    [InlineData("leaky-relu", 0, 0.01)]
    [InlineData("elu", 0, 1)]
    public void At_the_kink_the_slope_is_the_one_from_the_left(string name, double z, double slope) =>
        Assert.Equal(slope, Activation.Named(name).Slope<F64>(z, Applied(Activation.Named(name), z).Number).Number);

    [Fact]
    public void Huber_is_half_a_square_up_to_1_and_a_line_beyond()
    {
        Loss huber = Loss.Named("huber");
        Assert.Equal(0.125, huber.Textbook<F64>([0.5], [0.0]).Number);
        Assert.Equal(2.5, huber.Textbook<F64>([-3], [0.0]).Number);
    }

    private static Bounded Applied(Activation f, double z)
    {
        Bounded[] a = new Bounded[1];
        f.Apply<Bounded>([z], a);
        return a[0];
    }

    private static T[] Row<T>(double[] numbers) where T : struct, IReal<T> => [.. numbers.Select(each => (T)each)];

    private static void AssertFinite<T>(T x) =>
        Assert.True(x switch { F64 d => double.IsFinite(d.Number), F32 s => float.IsFinite(s.Number), _ => false }, $"{x}");

    private static void AssertPasses(GradientReport report) =>
        Assert.True(report.Passed, string.Join("\n", report.Checks.Where(check => check.Verdict == Verdict.Fail).Take(10).Prepend((object)report)));

    private static void AssertRejected(GradientReport report)
    {
        Assert.False(report.Passed);
        Assert.All(Enum.GetValues<Method>(), method =>
            Assert.Contains(report.Checks, check => !check.By(method).Holds && (method != Method.CentralDifference || check.Kink is null)));
    }
}
