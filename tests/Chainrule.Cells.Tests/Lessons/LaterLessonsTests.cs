using Chainrule.Lessons.Exercises;

namespace Chainrule.Cells.Tests.Lessons;

/// <summary>Lessons 6 to 11 and the practice with the answers of a good learner.</summary>
public class LaterLessonsTests
{
    private const string NotYet = "throw new NotImplementedException()";

    [Theory]
    [InlineData("06-backpropagation.cs", 4)]
    [InlineData("06b-build-your-own-autodiff.cs", 5)]
    [InlineData("07-is-my-gradient-right.cs", 4)]
    [InlineData("08-learning.cs", 4)]
    [InlineData("09-classification.cs", 4)]
    [InlineData("10-why-deep-nets-were-hard.cs", 4)]
    [InlineData("10b-a-names-model.cs", 4)]
    [InlineData("10c-attention.cs", 4)]
    [InlineData("11-making-it-fast.cs", 4)]
    [InlineData("practice-derivatives.cs", 6)]
    public async Task Unanswered_exercises_are_open_and_stop_nothing(string name, int exercises)
    {
        Assert.Equal(Enumerable.Repeat(Outcome.Open, exercises), (await AnsweredLesson.Unanswered(name)).Outcomes);
    }

    [Fact]
    public async Task Lesson_6_can_be_solved_and_then_checks_the_whole_backpropagation()
    {
        AnsweredLesson solved = await AnsweredLesson.Run("06-backpropagation.cs",
            ("double? answer1 = null;", "double? answer1 = 0.0045;"),
            ("through(double[] dA, double[] A) => " + NotYet, "through(double[] dA, double[] A) => [.. dA.Zip(A, (d, a) => d * a * (1 - a))]"),
            ("back(double[] dZ, double[][] W) => " + NotYet, "back(double[] dZ, double[][] W) => [.. W[0].Select((_, k) => W.Select((row, j) => dZ[j] * row[k]).Sum())]"),
            ("outer(double[] dZ, double[] Aprev) => " + NotYet, "outer(double[] dZ, double[] Aprev) => [.. dZ.Select(d => Aprev.Select(a => d * a).ToArray())]"));
        AllRight(solved);
        Assert.Contains("20 pass, 0 at kinks, 0 fail", solved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lesson_7_can_be_solved() => AllRight(await AnsweredLesson.Run("07-is-my-gradient-right.cs",
        (NotYet, "a == n ? 0 : Gap(a, n)"),
        ("double? answer2 = null;", "double? answer2 = (Relu(0.000002 + 0.00001) - Relu(0.000002 - 0.00001)) / 0.00002;"),
        ("double? answer3 = null;", "double? answer3 = 2;"),
        ("double? answer4 = null;", "double? answer4 = 2000;")));

    [Fact]
    public async Task Lesson_8_can_be_solved() => AllRight(await AnsweredLesson.Run("08-learning.cs",
        ("double? answer1 = null;", "double? answer1 = Descend(1, 0.1, 1)[^1];"),
        ("double? answer2 = null;", "double? answer2 = 0.2;"),
        (NotYet, "steps == 0 ? (w0, w1) : descend(slopes, w0 - learningRate * slopes(w0, w1).Item1, w1 - learningRate * slopes(w0, w1).Item2, learningRate, steps - 1)"),
        ("double? answer4 = null;", "double? answer4 = 0.125;")));

    [Fact]
    public async Task Lesson_9_can_be_solved() => AllRight(await AnsweredLesson.Run("09-classification.cs",
        ("double[]? answer1 = null;", "double[]? answer1 = [0.0192, 0.98];"),
        ("double[]? answer2 = null;", "double[]? answer2 = Softmax([Math.Log(1), Math.Log(2), Math.Log(5)]);"),
        ("double? answer3 = null;", "double? answer3 = 2.303;"),
        (NotYet, "[.. P.Select((p, e) => p.Select((each, j) => (each - (j == classes[e] ? 1 : 0)) / P.Length).ToArray())]")));

    [Fact]
    public async Task Lesson_10b_can_be_solved() => AllRight(await AnsweredLesson.Run("10b-a-names-model.cs",
        ("double? answer1 = null;", "double? answer1 = 1.386;"),
        ("double? answer2 = null;", "double? answer2 = 0.1;"),
        ("scatter(int[] x, double[][] dA, int rows) => " + NotYet,
            "scatter(int[] x, double[][] dA, int rows) => [.. Enumerable.Range(0, rows).Select(r => dA[0].Select((_, k) => x.Zip(dA, (letter, d) => letter == r ? d[k] : 0).Sum()).ToArray())]"),
        ("heated(double[] p, double temperature) => " + NotYet, "heated(double[] p, double temperature) => [.. p.Select(each => Math.Pow(each, 1 / temperature) / p.Sum(one => Math.Pow(one, 1 / temperature)))]")));

    [Fact]
    public async Task Lesson_10c_can_be_solved() => AllRight(await AnsweredLesson.Run("10c-attention.cs",
        ("double? answer1 = null;", "double? answer1 = Softmax([0, Math.Log(3)])[1];"),
        ("double? answer2 = null;", "double? answer2 = 42;"),
        ("softmaxBack(double[] p, double[] dp) => " + NotYet, "softmaxBack(double[] p, double[] dp) => [.. p.Select((each, j) => each * (dp[j] - p.Zip(dp, (w, d) => w * d).Sum()))]"),
        ("normBack(double[] x, double[] dn) => " + NotYet, "normBack(double[] x, double[] dn) => NormBack([dn], [x], [.. x.Select(_ => 1.0)], new double[x.Length])[0]")));

    [Fact]
    public async Task Lesson_10_can_be_solved() => AllRight(await AnsweredLesson.Run("10-why-deep-nets-were-hard.cs",
        ("double? answer1 = null;", "double? answer1 = Math.Pow(SigmoidSlope(0), 5);"),
        ("double? answer2 = null;", "double? answer2 = 0.2;"),
        ("double[]? answer3 = null;", "double[]? answer3 = [1, 0, -2];"),
        (NotYet, "Enumerable.Range(0, Z[0].Length).Count(j => Z.All(row => row[j] <= 0))")));

    [Fact]
    public async Task Lesson_11_can_be_solved() => AllRight(await AnsweredLesson.Run("11-making-it-fast.cs",
        ("double? answer1 = null;", "double? answer1 = 64 * 128 * 784;"),
        ("double? answer2 = null;", "double? answer2 = 5.26;"),
        (NotYet, "Enumerable.Range(0, 4).Sum(first => x.Where((_, i) => i % 4 == first).Sum())"),
        ("double? answer4 = null;", "double? answer4 = (1e8f + 1f) - 1e8f;")));

    [Fact]
    public async Task The_practice_can_be_solved()
    {
        AnsweredLesson solved = await AnsweredLesson.Run("practice-derivatives.cs",
            ("double[]? byHand = null;", "double[]? byHand = [11, -2 - 2 * Math.Sin(2), -4];"),
            ("double h) => " + NotYet, "double h) => [.. x.Select((_, i) => (g([.. x.Select((e, j) => j == i ? e + h : e)]) - g([.. x.Select((e, j) => j == i ? e - h : e)])) / (2 * h))]"),
            ("Value c) => " + NotYet, "Value c) => Value.Pow(a, 3) - a * b + Value.Cos(2 * b) + 1 / c"),
            ("softmax(double[] z) => " + NotYet, "softmax(double[] z) => [.. z.Select(each => 1 / z.Sum(other => Math.Exp(other - each)))]"),
            ("double loss(double[] z, int t) => " + NotYet, "double loss(double[] z, int t) => -Math.Log(softmax(z)[t])"),
            ("slopes(double[] z, int t) => " + NotYet, "slopes(double[] z, int t) => [.. softmax(z).Select((p, j) => j == t ? p - 1 : p)]"));
        AllRight(solved);
        Assert.Contains("-3.81859    -3.81859", solved.Text, StringComparison.Ordinal);
    }

    private static void AllRight(AnsweredLesson lesson) => Assert.All(lesson.Outcomes, outcome => Assert.Equal(Outcome.Right, outcome));
}
