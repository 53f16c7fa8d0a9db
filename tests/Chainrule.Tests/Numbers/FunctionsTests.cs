using Chainrule.Numbers;

namespace Chainrule.Tests.Numbers;

public class FunctionsTests
{
    // Abramowitz and Stegun 1964, table 7.1: ten decimals.
    [Theory]
    [InlineData(0.02, 0.0225645747)]
    [InlineData(0.5, 0.5204998778)]
    [InlineData(1, 0.8427007929)]
    [InlineData(1.5, 0.9661051465)]
    [InlineData(2, 0.9953222650)]
    public void Erf_is_as_in_the_table(double x, double tabulated)
    {
        Assert.Equal(tabulated, Functions.Erf(x), 0.5e-10);
        Assert.Equal(-Functions.Erf(x), Functions.Erf(-x));
    }

    [Fact]
    public void Erf_reaches_1_and_passes_on_what_is_no_number()
    {
        Assert.Equal(0, Functions.Erf(0));
        Assert.Equal(1, Functions.Erf(6));
        Assert.Equal(-1, Functions.Erf(double.NegativeInfinity));
        Assert.Equal(double.NaN, Functions.Erf(double.NaN));
    }

    [Fact]
    public void The_series_and_the_fraction_of_erf_meet_at_2() =>
        Assert.Equal(Functions.Erf(2), Functions.Erf(Math.BitIncrement(2.0)), 32 * Bounded.Roundoff);

    // Goldberg's theorem allows 5 ulp of an exact logarithm; the library's is off by 1 more. An ulp is at most two roundoffs.
    [Fact]
    public void Log1p_keeps_its_digits_for_small_and_large_numbers_and_beside_minus_1()
    {
        foreach ((double u, double high, double low) in BoundedTests.Exact("log1p"))
            Assert.True(Math.Abs(Functions.Log1p(u) - high - low) <= 12 * Bounded.Roundoff * Math.Abs(high) + double.Epsilon, $"{u:R}");
        Assert.Equal(double.PositiveInfinity, Functions.Log1p(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, Functions.Log1p(-1));
        Assert.Equal(double.NaN, Functions.Log1p(-2));
        Assert.Equal(double.NaN, Functions.Log1p(double.NaN));
    }

    [Fact]
    public void Expm1_and_erfc_reach_their_limits_and_pass_on_what_is_no_number()
    {
        Assert.Equal((0, -1, double.PositiveInfinity), (Functions.Expm1(0), Functions.Expm1(double.NegativeInfinity), Functions.Expm1(double.PositiveInfinity)));
        Assert.Equal(double.NaN, Functions.Expm1(double.NaN));
        Assert.Equal((1, 2, 0), (Functions.Erfc(0), Functions.Erfc(double.NegativeInfinity), Functions.Erfc(double.PositiveInfinity)));
        Assert.Equal(double.NaN, Functions.Erfc(double.NaN));
    }

    [Fact]
    public void The_tails_of_sigmoid_and_softplus_neither_overflow_nor_vanish()
    {
        Assert.Equal(Math.Exp(-700), Functions.Sigmoid(-700));
        Assert.Equal(1, Functions.Sigmoid(1000));
        Assert.Equal(0, Functions.Sigmoid(-1000));
        Assert.Equal(Math.Exp(-700), Functions.Softplus(-700));
        Assert.Equal(1000, Functions.Softplus(1000));
        Assert.Equal(0, Functions.Softplus(-1000));
        Assert.Equal(Math.Log(2), Functions.Softplus(0), Bounded.Roundoff);
    }

    // A float's own roundoff is 2⁻²⁴; its library functions are within 1 ulp, which is at most 2 of them, as for doubles.
    [Fact]
    public void The_float_reader_follows_the_double_to_float_precision()
    {
        const double roundoff = 1.0 / (1 << 24);
        for (float x = -5; x <= 5; x += 0.125f)
        {
            Close(F64.Exp(x), F32.Exp((F32)x));
            Close(F64.Tanh(x), F32.Tanh((F32)x));
            Close(F64.Sigmoid(x), F32.Sigmoid((F32)x));
            Close(F64.Softplus(x), F32.Softplus((F32)x));
            Close(F64.Expm1(x), F32.Expm1((F32)x));
            Close(F64.Erfc(x), F32.Erfc((F32)x));
            Close(F64.Erfc(-x), F32.OnePlusErf((F32)x));
            Close(F64.Erf(x), F32.Erf((F32)x));
            Close(F64.Max(x, 0.5), F32.Max((F32)x, 0.5));
            Close(F64.Step(x), F32.Step((F32)x));
            if (x <= 0) continue;
            Close(F64.Log(x), F32.Log((F32)x));
            Close(F64.Log1p(x), F32.Log1p((F32)x));
            Close(F64.Sqrt(x), F32.Sqrt((F32)x));
        }

        static void Close(F64 wanted, F32 got) => Assert.Equal(wanted.Number, got.Number, 4 * roundoff * Math.Abs(wanted.Number));
    }

    // The two ways to round a·b + c: after the product too, or once at the end.
    [Fact]
    public void A_careful_double_is_never_fused_and_a_float_is()
    {
        double a = 1 + Math.Pow(2, -30);
        Assert.Equal(a * a - 1, F64.MulAdd(a, a, -1).Number);
        float b = 1 + MathF.Pow(2, -12);
        Assert.Equal(MathF.FusedMultiplyAdd(b, b, -1), F32.MulAdd((F32)b, (F32)b, -1.0).Number);
        Assert.NotEqual(b * b - 1, F32.MulAdd((F32)b, (F32)b, -1.0).Number);
    }

    [Fact]
    public void Min_at_a_tie_has_slope_1_and_max_slope_0()
    {
        var x = Dual<F64>.Variable(0);
        Assert.Equal(1, Real.Min(x, 0.0).Derivative.Number);
        Assert.Equal(0, Dual<F64>.Max(x, 0.0).Derivative.Number);
    }
}
