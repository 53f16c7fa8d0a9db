using System.Globalization;
using Chainrule.Explain.Worksheets;
using Chainrule.Testing;
using CsCheck;

namespace Chainrule.Explain.Tests.Worksheets;

/// <summary>When an answer is right: the number rounded to the digits that were written, give or take one in the last.</summary>
public class AnswerLawTests
{
    private static readonly Gen<(double Number, int Digits)> Cases =
        // One unit below 1.0 would be 0.9, which has a digit less.
        Gen.Select(Gen.Double[1.2, 9.8], Gen.Int[-9, 9], Gen.Bool, Gen.Int[2, 9]).Select(each => (each.Item1 * Math.Pow(10, each.Item2) * (each.Item3 ? -1 : 1), each.Item4));

    [Fact]
    public void A_number_rounded_to_two_digits_or_more_is_right_and_so_is_one_unit_beside_it() => Cases.Holds((number, digits) =>
    {
        Assert.Equal(Judgement.Right, Judge(Rounded(number, digits, 0), number));
        Assert.Equal(Judgement.Right, Judge(Rounded(number, digits, 1), number));
        Assert.Equal(Judgement.Right, Judge(Rounded(number, digits, -1), number));
    }, times: 1000);

    [Fact]
    public void Three_units_beside_it_a_flipped_sign_and_a_slipped_point_are_wrong() => Cases.Holds((number, digits) =>
    {
        Assert.Equal(Judgement.Wrong, Judge(Rounded(number, digits, 3), number));
        Assert.Equal(Judgement.Wrong, Judge(Rounded(number, digits, -3), number));
        Assert.Equal(Judgement.Wrong, Judge(Rounded(-number, digits, 0), number));
        Assert.Equal(Judgement.Wrong, Judge(Rounded(number * 10, digits, 0), number));
        Assert.Equal(Judgement.Wrong, Judge(Rounded(number / 10, digits + 1, 0), number));
    }, times: 1000);

    [Theory]
    [InlineData("0.08", 0.0821, Judgement.TooFewDigits)]
    [InlineData("0.082", 0.0821, Judgement.Right)]
    [InlineData("0.1", 0.0821, Judgement.TooFewDigits)]
    [InlineData("0.5", 0.5, Judgement.Right)]
    [InlineData("1", 1, Judgement.Right)]
    [InlineData("1", 0.9, Judgement.TooFewDigits)]
    [InlineData("0", 0, Judgement.Right)]
    [InlineData("0.000", 0, Judgement.Right)]
    [InlineData("0.001", 0, Judgement.Wrong)]
    [InlineData("0.00", 1e-5, Judgement.TooFewDigits)]
    [InlineData("100", 101, Judgement.Right)]
    [InlineData("100", 102, Judgement.Wrong)]
    [InlineData("1.2e-4", 0.000123, Judgement.Right)]
    [InlineData("−0.25", -0.25, Judgement.Right)]
    [InlineData(".25", 0.251, Judgement.Right)]
    [InlineData("+3.", 3, Judgement.Right)]
    [InlineData("0.3333333333333334", 0.33333333333333331, Judgement.Right)]
    public void So_many_digits_say_so_much(string written, double number, object judgement) => Assert.Equal((Judgement)judgement, Judge(written, number));

    [Fact]
    public void What_rounding_leaves_of_0_is_0() => Assert.Equal(Judgement.Right, AnswerCheck.Judge(WrittenNumber.Parse("0"), 1.1e-17, 1e-16));

    private static Judgement Judge(string written, double number) => AnswerCheck.Judge(WrittenNumber.Parse(written), number, 0);

    // With decimals, so that the rounding is that of the decimal system.
    private static string Rounded(double number, int digits, int units)
    {
        int exponent = int.Parse(number.ToString($"e{digits - 1}", CultureInfo.InvariantCulture).Split('e')[1], CultureInfo.InvariantCulture);
        decimal mantissa = decimal.Parse(number.ToString($"e{digits - 1}", CultureInfo.InvariantCulture).Split('e')[0], CultureInfo.InvariantCulture);
        decimal unit = 1;
        for (int i = 1; i < digits; i++) unit /= 10;
        return $"{(mantissa + units * unit).ToString($"F{digits - 1}", CultureInfo.InvariantCulture)}e{exponent}";
    }
}
