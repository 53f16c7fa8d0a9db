using Chainrule.Explain.Graphs;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Tests.Graphs;

public class ExpressionTests
{
    [Theory]
    [InlineData("-2^2", -4)]
    [InlineData("(-2)^2", 4)]
    [InlineData("2^3^2", 512)]
    [InlineData("2^-2", 0.25)]
    [InlineData("2^-2^2", 0.0625)]
    [InlineData("-3*2", -6)]
    [InlineData("2*-3", -6)]
    [InlineData("1 - 2 - 3", -4)]
    [InlineData("12/2/3", 2)]
    [InlineData("1 + 2*3", 7)]
    [InlineData("+.5 + 5. + 1e-3 + 1E+2", 105.501)]
    [InlineData("3·2 × 2 − 1 – 1", 10)]
    [InlineData("1e−3", 0.001)]
    [InlineData("relu(-1) + relu(2) + max(1, 3) + step(2)", 6)]
    [InlineData("log(exp(2)) + sqrt(9) + sin(0) + cos(0) + tanh(0) + sigmoid(0) + erf(0)", 6.5)]
    [InlineData("a = 2; b = a; b*a;", 4)]
    public void What_is_written_is_what_is_computed(string expression, double expected) =>
        Assert.Equal(expected, Graph.Of(expression, "").Root.Value, 4 * Bounded.Roundoff * Math.Abs(expected));

    [Theory]
    [InlineData("1 + tnh(x)", 4, "unknown function \"tnh\": did you mean \"tanh\"?")]
    [InlineData("foobar(x)", 0, "unknown function \"foobar\". There are: exp")]
    [InlineData("exp x", 4, "wanted ( after it, got \"x\"")]
    [InlineData("exp = 2", 0, "exp is a function")]
    [InlineData("2*(a*b", 2, "never closed")]
    [InlineData("a*b)", 3, "add the missing (")]
    [InlineData("(a; b)", 2, "Close the parenthesis before the ;")]
    [InlineData("2 3", 2, "2*3")]
    [InlineData("2x", 1, "2*x")]
    [InlineData("0,5*a", 1, "with a point: 0.5")]
    [InlineData("exp(0,5)", 0, "write a point")]
    [InlineData("max(a)", 0, "max takes 2 numbers, got 1. ")]
    [InlineData("", 0, "is empty")]
    [InlineData("  ", 0, "is empty")]
    [InlineData("a +", 3, "after \"+\", got the end")]
    [InlineData("a ** b", 3, "Write a power with ^")]
    [InlineData("()", 1, "between the parentheses")]
    [InlineData("L == 3", 3, "Write one =")]
    [InlineData("a*b = c", 4, "beginning of a statement")]
    [InlineData("a;; b", 2, "Take out the ;")]
    [InlineData("x²", 1, "x^2")]
    [InlineData("x⁴", 1, "x^4")]
    [InlineData("√x", 0, "sqrt(x)")]
    [InlineData("a ÷ b", 2, "/")]
    [InlineData("[a]", 0, "round parentheses")]
    [InlineData("|a|", 0, "max(x, -x)")]
    [InlineData("a\u200Bb", 1, "U+200B")]
    [InlineData("a 😀", 2, "\"😀\"")]
    [InlineData("a + 1e999", 4, "too large")]
    [InlineData("e = a; e = b", 7, "second time")]
    [InlineData("L = e*2; e = 3", 9, "before it is defined")]
    [InlineData("a; b", 0, "has no name")]
    [InlineData("d = a; b", 0, "nothing after it uses it")]
    public void An_unreadable_expression_is_shown_with_a_caret_under_the_place(string expression, int place, string says)
    {
        string message = Problem(() => Expression.Parse(expression));
        Assert.Contains(says, message.ReplaceLineEndings(" "), StringComparison.Ordinal);
        AssertCaret(message, place);
    }

    [Theory]
    [InlineData("log(a - 3)", "a=2", 0, "log(a − 3) is not a number at a = 2: log wants a positive number, got −1.")]
    [InlineData("1 + log(a)", "a=0", 4, "log(a) is infinite at a = 0: log wants a positive number, got 0.")]
    [InlineData("sqrt(-a)", "a=1", 0, "sqrt(−a) is not a number at a = 1: sqrt wants a number that is not negative, got −1.")]
    [InlineData("1/(a - a)", "a=2", 1, "1/(a − a) is infinite at a = 2: 1 cannot be divided by 0.")]
    [InlineData("a^-1", "a=0", 1, "a^(−1) is infinite at a = 0: 0 to a negative power is a division by 0.")]
    [InlineData("a^b", "a=-2,b=0.5", 1, "a^b is not a number at a = −2, b = 0.5: a negative number has only whole powers, got (−2)^0.5.")]
    [InlineData("exp(a)*2", "a=1000", 0, "exp(a) is infinite at a = 1000: the result is too large; a double ends at about 1.8e308.")]
    [InlineData("a*b", "a=1", 2, "no value is given for b.")]
    [InlineData("a*b + c", "b=2", 0, "no value is given for a, c.")]
    public void A_step_without_a_number_and_a_missing_input_are_shown_in_place(string expression, string at, int place, string says)
    {
        string message = Problem(() => Graph.Of(expression, at));
        Assert.StartsWith(says, message, StringComparison.Ordinal);
        AssertCaret(message, place);
    }

    [Fact]
    public void A_name_has_at_most_40_characters()
    {
        string name = new('a', 40), longer = new('a', 400);
        Assert.Contains($"no value is given for {name}.", Problem(() => Graph.Of($"{name}*b", "b=1")), StringComparison.Ordinal);
        string message = Problem(() => Graph.Of($"b*{longer}", "b=1"));
        Assert.StartsWith("this name has 400 characters, wanted at most 40.", message, StringComparison.Ordinal);
        AssertCaret(message, 2);
        Assert.StartsWith("this name has 400 characters, wanted at most 40.", Problem(() => Graph.Of("b", $"{longer}=1")), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_missing_inputs_ten_are_named()
    {
        string message = Problem(() => Graph.Of(string.Join("+", Enumerable.Range(0, 500).Select(i => $"a{i}")), ""));
        Assert.StartsWith("no value is given for a0, a1, a2, a3, a4, a5, a6, a7, a8, a9 … (500 in all).", message, StringComparison.Ordinal);
        Assert.Contains("Give a0=1,a1=1,a2=1,a3=1,a4=1,a5=1,a6=1,a7=1,a8=1,a9=1,… with", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_to_type_for_a_missing_input_keeps_what_was_given() =>
        Assert.Contains("Give a=1,b=-2.5,c=1 ", Problem(() => Graph.Of("a*b + c", "b=-2.5")), StringComparison.Ordinal);

    [Theory]
    [InlineData("alpha*b", "alpha=1,b=2,alhpa=3", "given for alhpa, which the expression does not use: did you mean alpha? Its inputs are: alpha, b.")]
    [InlineData("1 + 2", "a=1", "it has no inputs")]
    [InlineData("e = a*2; e + 1", "a=1,e=3", "it computes e itself")]
    public void A_value_that_is_not_used_is_refused(string expression, string at, string says) =>
        Assert.Contains(says, Problem(() => Graph.Of(expression, at)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a=1,b", 4, "got \"b\"")]
    [InlineData("a=1,", 4, "got nothing")]
    [InlineData("a=1,5", 4, "write a point: 0.5")]
    [InlineData("a=1, a=2", 5, "given twice")]
    [InlineData("a=x", 2, "\"x\" is not a number")]
    [InlineData("a=", 2, "nothing is not a number")]
    [InlineData("a=NaN", 2, "not a finite number")]
    [InlineData("a=1e999", 2, "not a finite number")]
    [InlineData("2=a", 0, "is not a name")]
    [InlineData("exp=1", 0, "exp is a function")]
    public void An_unreadable_assignment_is_shown_with_a_caret_under_the_place(string text, int place, string says)
    {
        string message = Problem(() => Assignments.Parse(text));
        Assert.Contains(says, message, StringComparison.Ordinal);
        AssertCaret(message, place);
    }

    [Fact]
    public void Assignments_take_spaces_and_a_real_minus_sign()
    {
        Assert.Equal(new Dictionary<string, double> { ["a"] = 2, ["b_1"] = -0.5 }, Assignments.Parse(" a = 2 , b_1=−0.5"));
        Assert.Empty(Assignments.Parse(" "));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("2^")]
    [InlineData("exp(")]
    [InlineData("1+")]
    [InlineData("max(1,")]
    public void No_text_exhausts_the_stack(string again)
    {
        Assert.Contains("nested too deep", Problem(() => Expression.Parse(Repeat(again, Expression.MaxLength / again.Length - 1) + "1")), StringComparison.Ordinal);
        Assert.Contains("too long: ", Problem(() => Expression.Parse(Repeat(again, 100_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_deepest_nesting_that_is_allowed_is_computed()
    {
        int levels = Expression.MaxDepth - 1;
        Assert.Equal(1, Graph.Of(Repeat("(", levels) + "1" + Repeat(")", levels), "").Root.Value);
        Assert.Equal(levels + 1, Graph.Of(Repeat("1 + ", levels) + "1", "").Root.Value);
    }

    [Fact]
    public void A_long_text_is_shown_around_the_place_only()
    {
        string[] lines = Problem(() => Expression.Parse(Repeat("a*", 200) + "?" + Repeat("*a", 200))).Split('\n');
        Assert.All(lines[1..3], line => Assert.True(line.Length <= 80));
        Assert.Equal('?', lines[1][lines[2].IndexOf('^', StringComparison.Ordinal)]);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Problem(Action action) => Assert.Throws<ProblemException>(action).Message;

    private static void AssertCaret(string message, int place) => Assert.Equal(new string(' ', place + 2) + "^", message.Split('\n')[2]);
}
