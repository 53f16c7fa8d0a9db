using Chainrule.Lessons.Exercises;

namespace Chainrule.Cells.Tests.Lessons;

/// <summary>Wrong answers as learners type them, rounded, and what they must be told.</summary>
public class FirstExercisesTests
{
    [Theory]
    [InlineData("1.1", 6, "slope of x²")]
    [InlineData("1.3", 5, "forward difference")]
    [InlineData("1.3", 100, "10 times smaller")]
    [InlineData("1.4", 6, "another double than 3")]
    [InlineData("2.2", 5, "through the first x only")]
    [InlineData("2.2", 10, "over the ways add")]
    [InlineData("3.1", 2, "the bias is missing")]
    [InlineData("3.1", 5.5, "inputs are swapped")]
    [InlineData("4.1", 0.2514, "Multiply it by the slope")]
    [InlineData("4.1", -0.04696, "the sign")]
    [InlineData("4.1", 0.1385, "old target")]
    [InlineData("4.3", 0.283547133, "the biases kept")]
    [InlineData("4.3", 0.280471447, "after the first step")]
    [InlineData("4.3", 0.262284848, "one step twice as long")]
    [InlineData("4.3", 0.298371109, "before the steps")]
    [InlineData("8.1", 0.6, "goes up the slope")]
    [InlineData("4.4", 10_000, "a step less")]
    [InlineData("4.4", 9_998, "one too few")]
    public void A_wrong_number_is_told_why(string name, double answer, string words) =>
        Rejected(((Exercise<double>)Find(name)).Judge(answer), words);

    [Theory]
    [InlineData("2.1", new[] { 4.0, 4, 3 }, "−1")]
    [InlineData("2.1", new[] { 1.0, -1, 3 }, "upstream")]
    [InlineData("3.3", new[] { -1.417, 0.7087, -0.7087 }, "slope of tanh is missing")]
    [InlineData("3.3", new[] { 1.297, -0.6486, 0.6486 }, "the sign")]
    [InlineData("3.3", new[] { -0.6486, -0.6486, -0.6486 }, "its own input")]
    [InlineData("3.4", new[] { -0.148546, 1.324273, -0.024273 }, "Down is minus")]
    [InlineData("3.4", new[] { 1.148546, 0.675727, 0.3 }, "the bias moves too")]
    [InlineData("5.1", new[] { 3.0, 5 }, "a row for each unit")]
    [InlineData("5.1", new[] { 32.0, 5 }, "the shape of dZ")]
    public void A_wrong_list_is_told_why(string name, double[] answer, string words) =>
        Rejected(((Exercise<double[]>)Find(name)).Judge(answer), words);

    [Theory]
    [InlineData("L, r, p, q", "p is used by q too")]
    [InlineData("p q r L", "the way forward")]
    public void A_wrong_order_is_told_why(string answer, string words) => Rejected(Lesson02.Order.Judge(answer), words);

    [Fact]
    public void Wrong_code_is_told_why()
    {
        Rejected(Lesson02.ProductBack.Judge((a, b, upstream) => (b, a)), "Multiply each by upstream");
        Rejected(Lesson03.SiluSlope.Judge(z => 1 / (1 + Math.Exp(-z))), "the first z only");
        Rejected(Lesson04.HiddenGradient.Judge((dZ2, W2) => [.. W2.Select(row => row.Zip(dZ2, (w, d) => w * d).Sum())]), "indices are swapped");
        Rejected(Lesson05.BiasGradient.Judge(dZ => [.. dZ.Select(row => row.Sum())]), "sum the columns");
        Rejected(Lesson05.BiasGradient.Judge(dZ => [.. dZ[0].Select((_, j) => dZ.Average(row => row[j]))]), "1/n is in dZ already");
    }

    [Fact]
    public void Classic_mistakes_of_differences_have_their_sentence()
    {
        Rejected(Lesson01.TwoSlopes.Judge((f, x, y, h) => ((f(x + h, y) - f(x - h, y)) / 2 * h, (f(x, y + h) - f(x, y - h)) / 2 * h)), "/ (2 * h)");
        Rejected(Lesson01.TwoSlopes.Judge((f, x, y, h) => ((f(x, y) - f(x - h, y)) / h, (f(x, y) - f(x, y - h)) / h)), "backward");
        Rejected(DerivativesPractice.ByDifference.Judge((g, x, h) => [(g([x[0] + h, x[1]]) - g([x[0] - h, x[1]])) / 2 * h, (g([x[0], x[1] + h]) - g([x[0], x[1] - h])) / 2 * h]), "/ (2 * h)");
        Rejected(DerivativesPractice.ByDifference.Judge((g, x, h) => [(g(x) - g([x[0] - h, x[1]])) / h, (g(x) - g([x[0], x[1] - h])) / h]), "backward");
    }

    [Fact]
    public void Classic_mistakes_of_the_update_have_their_sentence()
    {
        Rejected(Lesson08.GradientDescent.Judge((slopes, w0, w1, rate, steps) =>
        {
            for (int i = 0; i < steps; i++)
            {
                (double dw0, double dw1) = slopes(w0, w1);
                (w0, w1) = (w0 + rate * dw0, w1 + rate * dw1);
            }
            return (w0, w1);
        }), "that climbs");
        Rejected(Lesson08.GradientDescent.Judge((slopes, w0, w1, rate, steps) =>
        {
            for (int i = 0; i < steps; i++)
            {
                w0 -= rate * slopes(w0, w1).Item1;
                w1 -= rate * slopes(w0, w1).Item2;
            }
            return (w0, w1);
        }), "lesson 4");
    }

    [Fact]
    public async Task What_the_lesson_shows_is_no_answer()
    {
        Assert.NotEqual(Outcome.Right, Lesson03.SiluSlope.Judge(z => 1 / (1 + Math.Exp(-z)) * (1 - 1 / (1 + Math.Exp(-z)))).Outcome);
        Assert.DoesNotContain("CentralDifference", LessonFiles.Read("01-what-a-derivative-is.cs").Source, StringComparison.Ordinal);
        string shown = (await AnsweredLesson.Unanswered("04-a-worked-example.cs")).Text;
        Assert.Contains("0.28047144", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(((double)Find("4.3").RightAnswer).ToString("0.00000", System.Globalization.CultureInfo.InvariantCulture), shown, StringComparison.Ordinal);
        string errors = (await AnsweredLesson.Unanswered("01-what-a-derivative-is.cs")).Text;
        Assert.DoesNotMatch(@"0\.01 +0\.001 .* 25\.", errors);
    }

    private static Exercise Find(string name) => Exercise.All.Single(exercise => exercise.Name == name);

    private static void Rejected(Feedback feedback, string words)
    {
        Assert.Equal(Outcome.KnownMistake, feedback.Outcome);
        Assert.Contains(words, feedback.Message, StringComparison.Ordinal);
    }
}
