using Chainrule.Numbers;
using CsCheck;

namespace Chainrule.Tests.Numbers;

public class BoundedTests
{
    public static TheoryData<string> Functions => ["exp", "expm1", "log", "log1p", "tanh", "sqrt", "sigmoid", "softplus", "erf", "erfc"];

    // The exact value is high + low; References/references.py made it, with 50 digits.
    internal static IEnumerable<(double X, double High, double Low)> Exact(string function) =>
        Resource.Text("reference-values.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(',')).Where(cells => cells[0] == function)
            .Select(cells => (double.Parse(cells[1]), double.Parse(cells[2]), double.Parse(cells[3])));

    private static T Apply<T>(string function, T x) where T : struct, IReal<T> => function switch
    {
        "exp" => T.Exp(x),
        "expm1" => T.Expm1(x),
        "log" => T.Log(x),
        "log1p" => T.Log1p(x),
        "tanh" => T.Tanh(x),
        "sqrt" => T.Sqrt(x),
        "sigmoid" => T.Sigmoid(x),
        "softplus" => T.Softplus(x),
        "erf" => T.Erf(x),
        "erfc" => T.Erfc(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };

    [Theory, MemberData(nameof(Functions))]
    public void The_bound_of_every_function_holds(string function)
    {
        foreach ((double x, double high, double low) in Exact(function))
        {
            Bounded y = Apply<Bounded>(function, x);
            Assert.True(Math.Abs(y.Number - high - low) <= y.Error, $"{function}({x:R}) = {high:R}, got {y}");
            Assert.True(y.Error <= 40 * Bounded.Roundoff * Math.Abs(y.Number) + double.Epsilon, $"{function}({x:R}): {y} is no bound worth having");
        }
    }

    [Theory, MemberData(nameof(Functions))]
    public void The_number_has_the_bits_of_the_careful_double(string function)
    {
        foreach ((double x, _, _) in Exact(function))
            Assert.Equal(Apply<F64>(function, x).Number, Apply<Bounded>(function, x).Number);
    }

    // The input is off by up to e: then the result is off by what the function makes of it.
    [Theory, MemberData(nameof(Functions))]
    public void An_error_of_the_input_is_carried_into_the_bound(string function)
    {
        foreach ((double x, double high, double low) in Exact(function))
            foreach (double e in (double[])[1e-12, 1e-6, 1e-3])
                foreach (double moved in (double[])[x - e, x + e])
                {
                    if (moved <= 0 && function is "log" or "sqrt" || moved <= -1 && function is "log1p") continue;
                    // A thousandth more, since the arithmetic of the bound is rounded too.
                    Bounded y = Apply(function, new Bounded(moved, 1.001 * Math.Abs(moved - x)));
                    Assert.True(Math.Abs(y.Number - high - low) <= y.Error, $"{function}({moved:R} ± {e}): {high:R}, got {y}");
                }
    }

    private static readonly Gen<double> Number = Gen.OneOf(Gen.Double[-10, 10], Gen.Double[-1e-3, 1e-3], Gen.Int[-3, 3].Select(i => (double)i));

    [Fact]
    public void The_bound_of_a_random_calculation_holds() => Gen.Select(Number.Array[2, 12], Gen.Int[0, 3].Array[11]).Holds((numbers, operations) =>
    {
        Bounded computed = numbers[0];
        F64 plain = numbers[0];
        Rational exact = Rational.Of(numbers[0]);
        for (int i = 1; i < numbers.Length; i++)
        {
            (Bounded b, Rational r) = (numbers[i], Rational.Of(numbers[i]));
            if (operations[i - 1] == 3 && r.IsZero) continue;
            computed = Operate(operations[i - 1], computed, b);
            plain = Operate<F64>(operations[i - 1], plain, numbers[i]);
            exact = operations[i - 1] switch { 0 => exact + r, 1 => exact - r, 2 => exact * r, _ => exact / r };
            // Squared on the way, so that an error meets itself.
            if (i % 3 == 0) (computed, plain, exact) = (computed * computed, plain * plain, exact * exact);
        }
        Assert.Equal(plain.Number, computed.Number);
        if (double.IsFinite(computed.Number) && double.IsFinite(computed.Error))
            Assert.True(Rational.Of(computed.Number).IsWithin(computed.Error, exact), $"{computed}");
    }, times: 2000);

    private static T Operate<T>(int operation, T a, T b) where T : struct, IReal<T> => operation switch
    {
        0 => a + b,
        1 => a - b,
        2 => a * b,
        _ => a / b,
    };

    [Fact]
    public void Dividing_by_what_may_be_zero_has_no_bound() =>
        Assert.Equal(double.PositiveInfinity, ((Bounded)1.0 / new Bounded(1e-17, 1e-16)).Error);

    [Fact]
    public void A_difference_that_is_zero_is_exact() => Assert.Equal(new Bounded(0, 0), (Bounded)0.1 - (Bounded)0.1);

    [Fact]
    public void A_step_is_uncertain_only_where_the_error_reaches_across_zero()
    {
        Assert.Equal(0, Bounded.Step(0.0).Error);
        Assert.Equal(0, Bounded.Step(new(1e-10, 1e-11)).Error);
        Assert.Equal(1, Bounded.Step(new(1e-12, 1e-11)).Error);
    }

    [Fact]
    public void Softmax_and_log_sum_exp_have_the_bits_of_the_careful_double() => Gen.Double[-50, 50].Array[1, 6].Holds(z =>
    {
        F64[] plain = [.. z.Select(each => (F64)each)], p = new F64[z.Length];
        Bounded[] bounded = [.. z.Select(each => (Bounded)each)], q = new Bounded[z.Length];
        F64.Softmax(plain, p);
        Bounded.Softmax(bounded, q);
        Assert.Equal(p.Select(each => each.Number), q.Select(each => each.Number));
        Assert.Equal(F64.LogSumExp(plain).Number, Bounded.LogSumExp(bounded).Number);
        // Their own identities: Σp = 1 and p = exp(z − ln Σ exp z).
        Assert.True(Math.Abs(1 - q.Sum(each => each.Number)) <= q.Sum(each => each.Error) + z.Length * Bounded.Roundoff);
        Bounded first = Bounded.Exp(bounded[0] - Bounded.LogSumExp(bounded));
        Assert.True(Math.Abs(first.Number - q[0].Number) <= first.Error + q[0].Error);
    }, times: 500);
}
