using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Tests.Rules;

/// <summary>Every activation and loss, value and slope, against 50 digits, from 1e-300 to where it is saturated.</summary>
public class ReferenceLawTests
{
    // In roundoffs. A law chains at most six letters or signs; a letter is off by up to 5 (most of them by 2), a sign by 1, and where 1 − a is taken the error of a counts up to eight times as
    // much (Complement). That is of the result; what the inputs of a letter are off by counts as much as the condition says, and at most three operations stand before a letter.
    private const double Own = 24, Carried = 3;

    // What is below the normal range is off by a part of the smallest number, and may be multiplied with z.
    private static double Tolerance(ReferenceLaw exact, double roundoff, double smallest) =>
        roundoff * (Own * Math.Abs(exact.High) + Carried * exact.Condition) + smallest * exact.Inputs[0].Max(z => Math.Max(2, Math.Abs(z)));

    public static TheoryData<string> Activations => [.. Activation.All.Select(f => f.Name)];

    public static TheoryData<string> Losses => [.. Loss.All.Select(loss => loss.Name)];

    private static IEnumerable<ReferenceLaw> Of(Activation f) => ReferenceLaw.All.Where(each => each.IsOf(f));

    [Fact]
    public void There_are_references_for_every_law()
    {
        foreach (Activation f in Activation.All) Assert.Contains(Of(f), each => each.IsSlope);
        foreach (Loss loss in Loss.All) Assert.Contains(ReferenceLaw.All, each => each.IsOf(loss) && each.IsSlope);
    }

    private static List<string> Misses<T>(Activation f, Func<T, double> number, Func<ReferenceLaw, double> tolerance) where T : struct, IReal<T> =>
    [
        .. Of(f).Select(exact => (Exact: exact, Got: number(exact.Compute<T>(f)))).Where(each => !(each.Exact.Gap(each.Got) <= tolerance(each.Exact)))
            .Select(each => $"{f.Name}{(each.Exact.IsSlope ? "′" : "")}({string.Join(' ', each.Exact.Inputs[0])}) is {each.Exact.High:R}, got {each.Got:R}"),
    ];

    private static double Doubles(ReferenceLaw exact) => Tolerance(exact, Bounded.Roundoff, double.Epsilon);

    [Theory, MemberData(nameof(Activations))]
    public void An_activation_has_all_its_digits_everywhere(string name) => Assert.Empty(Misses<F64>(Activation.Named(name), x => x, Doubles));

    [Theory, MemberData(nameof(Losses))]
    public void A_loss_has_all_its_digits_everywhere(string name)
    {
        Loss loss = Loss.Named(name);
        foreach (ReferenceLaw exact in ReferenceLaw.All.Where(each => each.IsOf(loss)))
        {
            double got = exact.Compute<F64>(loss);
            Assert.True(exact.Gap(got) <= Doubles(exact), $"{exact.Law}, {(exact.IsSlope ? "slope" : "value")} at {string.Join("; ", exact.Inputs.Select(row => string.Join(' ', row)))}: {exact.High:R}, got {got:R}");
        }
    }

    // Floats take the textbook's 1 − a, whatever is left of it: one roundoff of 1 more.
    private static double Floats(ReferenceLaw exact) =>
        Tolerance(exact, 1.0 / (1 << 24), float.Epsilon) + (exact.IsSlope && exact.Law is "sigmoid" or "tanh" ? 2.0 / (1 << 24) : 0);

    [Theory, MemberData(nameof(Activations))]
    public void A_float_activation_has_all_the_digits_of_a_float(string name)
    {
        Activation f = Activation.Named(name);
        // What is no float, or beyond the floats, has nothing to be compared with.
        foreach (ReferenceLaw exact in Of(f).Where(each => each.Inputs.All(row => row.All(x => (float)x == x)) && Math.Abs(each.High) < float.MaxValue))
        {
            double got = exact.Compute<F32>(f).Number;
            Assert.True(exact.Gap(got) <= Floats(exact), $"{f.Name}, {(exact.IsSlope ? "slope" : "value")} at {string.Join(' ', exact.Inputs[0])}: {exact.High:R}, got {got:R}");
        }
    }

    // Where a function is not elementwise, its slope goes through the chain rule with a da, which the dual number is asked for in turn.
    [Theory, MemberData(nameof(Activations))]
    public void Dual_numbers_and_the_graph_find_the_slope_everywhere(string name)
    {
        Activation f = Activation.Named(name);
        if (!f.IsElementwise) return;
        foreach (ReferenceLaw exact in Of(f).Where(each => each.IsSlope && !f.Kinks.Contains(each.Inputs[0][0])))
        {
            Dual<F64>[] a = [0.0];
            f.Apply([Dual<F64>.Variable(exact.Inputs[0][0])], a);
            Assert.True(exact.Gap(a[0].Derivative) <= Doubles(exact), $"dual {f.Name}′({exact.Inputs[0][0]:R}) is {exact.High:R}, got {a[0].Derivative}");

            using Tape tape = Tape.Begin();
            Value[] z = [exact.Inputs[0][0]], value = new Value[1];
            f.Apply<Value>(z, value);
            value[0].Backward();
            Assert.True(exact.Gap(z[0].Grad) <= Doubles(exact), $"graph {f.Name}′({exact.Inputs[0][0]:R}) is {exact.High:R}, got {z[0].Grad:R}");
        }
    }

    [Theory, MemberData(nameof(Activations))]
    public void The_bound_of_every_activation_holds_and_is_worth_having(string name)
    {
        Activation f = Activation.Named(name);
        foreach (ReferenceLaw exact in Of(f))
        {
            Bounded got = exact.Compute<Bounded>(f);
            Assert.True(exact.Gap(got.Number) <= got.Error, $"{f.Name} at {string.Join(' ', exact.Inputs[0])} is {exact.High:R}, got {got}");
            Assert.True(got.Error <= Tolerance(exact, 16 * Bounded.Roundoff, 16 * double.Epsilon), $"{f.Name}{(exact.IsSlope ? "′" : "")} at {string.Join(' ', exact.Inputs[0])}: {got} is no bound worth having");
        }
    }

    // What stood here before: each of them loses all digits somewhere.
    [Fact]
    public void The_forms_that_lose_digits_are_caught()
    {
        foreach (Activation wrong in (Activation[])[new Elementwise<Differences<ExpMinusOne>>(), new Elementwise<Differences<OneMinusA>>(), new Elementwise<Differences<OneMinusSquare>>(), new Elementwise<Differences<OnePlusErf>>()])
        {
            List<string> misses = Misses<F64>(wrong, x => x, Doubles);
            Assert.NotEmpty(misses);
            Assert.True(misses.Count < Of(wrong).Count() / 2, "the form is wrong everywhere, not only where it loses digits");
        }
    }

    private interface IForm
    {
        static abstract string Name { get; }

        static abstract T Value<T>(T z) where T : struct, IReal<T>;

        static abstract T Slope<T>(T z, T a) where T : struct, IReal<T>;
    }

    private readonly struct Differences<F> : IActivation where F : struct, IForm
    {
        public static string Name => F.Name;

        public static T Value<T>(T z) where T : struct, IReal<T> => F.Value(z);

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => F.Slope(z, a);
    }

    private readonly struct ExpMinusOne : IForm
    {
        public static string Name => "elu";

        public static T Value<T>(T z) where T : struct, IReal<T> => T.Max(z, 0.0) + (T.Exp(Real.Min(z, 0.0)) - (T)1.0);

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => Activation.Elu.Slope(z, a);
    }

    private readonly struct OneMinusA : IForm
    {
        public static string Name => "sigmoid";

        public static T Value<T>(T z) where T : struct, IReal<T> => T.Sigmoid(z);

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => a * ((T)1.0 - a);
    }

    private readonly struct OneMinusSquare : IForm
    {
        public static string Name => "tanh";

        public static T Value<T>(T z) where T : struct, IReal<T> => T.Tanh(z);

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => (T)1.0 - Real.Square(a);
    }

    private readonly struct OnePlusErf : IForm
    {
        public static string Name => "gelu";

        public static T Value<T>(T z) where T : struct, IReal<T> => z * ((T)0.5 * ((T)1.0 + T.Erf(z / T.Sqrt(2.0))));

        public static T Slope<T>(T z, T a) where T : struct, IReal<T> => Activation.Gelu.Slope(z, a);
    }
}
